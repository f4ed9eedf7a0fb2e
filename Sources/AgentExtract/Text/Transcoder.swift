import Glibc

/// Turns bytes of one encoding into UTF-8, piece by piece, through iconv(3). What cannot be read becomes
/// U+FFFD; a sequence that a piece cuts off waits for the next.
final class Transcoder {
  private let handle: iconv_t?
  private var pending: [UInt8] = []
  /// Places that were not valid in the encoding.
  private(set) var damages = 0

  private static let replacement: [UInt8] = [0xef, 0xbf, 0xbd]

  init(_ encoding: CharacterEncoding) {
    handle = encoding == .utf8 ? nil : Self.open(encoding)
  }

  deinit { if let handle { iconv_close(handle) } }

  static func isKnown(_ encoding: CharacterEncoding) -> Bool {
    guard let handle = open(encoding) else { return false }
    iconv_close(handle)
    return true
  }

  private static func open(_ encoding: CharacterEncoding) -> iconv_t? {
    let handle = iconv_open("UTF-8", encoding.name)
    return handle == iconv_t(bitPattern: -1) ? nil : handle
  }

  /// - Parameter isLast: nothing comes after these bytes, so that a cut sequence is damage.
  func decode(_ bytes: [UInt8], isLast: Bool) -> [UInt8] {
    let input = pending.isEmpty ? bytes : pending + bytes
    pending = []
    return handle.map { convert(input, $0, isLast) } ?? repair(input, isLast)
  }

  /// UTF-8 in: the valid stretches as they are.
  private func repair(_ input: [UInt8], _ isLast: Bool) -> [UInt8] {
    var output: [UInt8] = []
    output.reserveCapacity(input.count)
    input.withUnsafeBufferPointer { buffer in
      var index = 0
      var start = 0
      let end = buffer.count
      func flush() { output.append(contentsOf: UnsafeBufferPointer(rebasing: buffer[start..<index])) }
      while index < end {
        if buffer[index] < 0x80 {
          index += 1
          continue
        }
        switch UTF8Validity.sequence(in: buffer, at: index) {
        case .whole(let length): index += length
        case .cut where !isLast:
          flush()
          pending = Array(buffer[index...])
          start = end
          index = end
        case .cut, .invalid:
          flush()
          output.append(contentsOf: Self.replacement)
          damages += 1
          index += 1
          start = index
        }
      }
      flush()
    }
    return output
  }

  private func convert(_ bytes: [UInt8], _ handle: iconv_t, _ isLast: Bool) -> [UInt8] {
    var input = bytes
    var output: [UInt8] = []
    output.reserveCapacity(bytes.count * 3 / 2)
    var buffer = [CChar](repeating: 0, count: 1 << 16)
    /// One call of iconv(3) and what it gives.
    func step(_ source: UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>?, _ left: inout Int)
      -> (status: Int, number: Int32)
    {
      buffer.withUnsafeMutableBufferPointer { space in
        var target = space.baseAddress
        var room = space.count
        let status = Int(iconv(handle, source, &left, &target, &room))
        let number = errno
        space.baseAddress?.withMemoryRebound(to: UInt8.self, capacity: space.count) { base in
          output.append(contentsOf: UnsafeBufferPointer(start: base, count: space.count - room))
        }
        return (status, number)
      }
    }
    input.withUnsafeMutableBytes { raw in
      var source = raw.baseAddress?.assumingMemoryBound(to: CChar.self)
      var left = raw.count
      while left > 0 {
        let (status, number) = step(&source, &left)
        if status != -1 || number == E2BIG { continue }
        if number == EINVAL, !isLast {
          pending = Array(raw[(raw.count - left)...])
          return
        }
        output.append(contentsOf: Self.replacement)
        damages += 1
        source = source.map { $0 + 1 }
        left -= 1
      }
    }
    if isLast {
      // A letter that might have been joined with a mark after it is held back until the end.
      var none = 0
      _ = step(nil, &none)
    }
    return output
  }
}
