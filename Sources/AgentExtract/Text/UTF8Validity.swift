/// How well bytes read as UTF-8 (RFC 3629): counts of whole sequences and of bytes that belong to none.
struct UTF8Validity {
  private(set) var multibyte = 0
  private(set) var invalid = 0

  /// Counts; a sequence that the end cuts off is no fault.
  init(_ bytes: [UInt8]) {
    bytes.withUnsafeBufferPointer { buffer in
      var index = 0
      let end = buffer.count
      while index < end {
        if buffer[index] < 0x80 {
          index += 1
          continue
        }
        switch Self.sequence(in: buffer, at: index) {
        case .whole(let length):
          multibyte += 1
          index += length
        case .cut: index = end
        case .invalid:
          invalid += 1
          index += 1
        }
      }
    }
  }

  /// Valid, or valid but for a few damaged places in a text that has many sequences.
  var looksLikeUTF8: Bool { invalid == 0 || multibyte >= 4 * invalid }

  enum Sequence {
    case whole(Int)
    case cut
    case invalid
  }

  /// What begins at `index`, whose byte is not ASCII.
  static func sequence(in buffer: UnsafeBufferPointer<UInt8>, at index: Int) -> Sequence {
    let lead = buffer[index]
    let length: Int
    var low: UInt8 = 0x80
    var high: UInt8 = 0xbf
    switch lead {
    case 0xc2...0xdf: length = 2
    case 0xe0:
      length = 3
      low = 0xa0
    case 0xed:
      length = 3
      high = 0x9f
    case 0xe1...0xef: length = 3
    case 0xf0:
      length = 4
      low = 0x90
    case 0xf4:
      length = 4
      high = 0x8f
    case 0xf1...0xf3: length = 4
    default: return .invalid
    }
    for offset in 1..<length {
      guard index + offset < buffer.count else { return .cut }
      let byte = buffer[index + offset]
      if byte < low || byte > high { return .invalid }
      low = 0x80
      high = 0xbf
    }
    return .whole(length)
  }
}
