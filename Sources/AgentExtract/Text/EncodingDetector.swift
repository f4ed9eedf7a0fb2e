import AgentCore
import CUchardet

/// Tells in which encoding a text is written.
///
/// In this order: byte order mark; the zero bytes of UTF-16 and UTF-32; validity as UTF-8, which other
/// encodings hardly ever have by chance; the escapes of ISO-2022; what the document itself declares;
/// the statistics of libuchardet.
enum EncodingDetector {
  /// - Parameters:
  ///   - sample: the beginning of the text, or all of it.
  ///   - declared: the label that the document gives itself, in a `<meta>` or an XML declaration.
  /// - Returns: the encoding and the length of the byte order mark to leave out.
  /// - Throws: `missing_tool` when libuchardet is needed and not installed.
  static func detect(_ sample: [UInt8], declared: String? = nil) throws(AgentError) -> (
    encoding: CharacterEncoding, mark: Int
  ) {
    if let marked = byteOrderMark(sample) { return marked }
    if let wide = zeroPattern(sample) { return (wide, 0) }
    let validity = UTF8Validity(sample)
    if validity.looksLikeUTF8 {
      // ISO-2022 is a seven-bit encoding: its texts are valid ASCII.
      if validity.multibyte == 0, let escaped = sevenBit(sample) { return (escaped, 0) }
      return (.utf8, 0)
    }
    if let declared {
      let encoding = CharacterEncoding(label: declared)
      // A wide encoding cannot declare itself in single bytes.
      if Transcoder.isKnown(encoding), encoding != .utf8, !encoding.name.hasPrefix("UTF-") {
        return (encoding, 0)
      }
    }
    return (try statistics(sample), 0)
  }

  static func byteOrderMark(_ sample: [UInt8]) -> (encoding: CharacterEncoding, mark: Int)? {
    if sample.starts(with: [0xef, 0xbb, 0xbf]) { return (.utf8, 3) }
    if sample.starts(with: [0xff, 0xfe, 0, 0]) { return (.utf32LE, 4) }
    if sample.starts(with: [0, 0, 0xfe, 0xff]) { return (.utf32BE, 4) }
    if sample.starts(with: [0xff, 0xfe]) { return (.utf16LE, 2) }
    if sample.starts(with: [0xfe, 0xff]) { return (.utf16BE, 2) }
    if sample.starts(with: [0x84, 0x31, 0x95, 0x33]) { return (CharacterEncoding("GB18030"), 4) }
    return nil
  }

  /// UTF-16 and UTF-32 without a mark: texts hold blanks, digits and line ends, whose high bytes are zero,
  /// and never a zero character.
  static func zeroPattern(_ sample: [UInt8]) -> CharacterEncoding? {
    let length = min(sample.count, 8192) & ~3
    guard length >= 4 else { return sample.count == 2 ? zeroPair(sample) : nil }
    var zeros = [0, 0, 0, 0]
    for index in 0..<length where sample[index] == 0 { zeros[index & 3] += 1 }
    let units = length / 4
    if zeros.allSatisfy({ $0 == 0 }) { return nil }
    // UTF-32: the highest byte is always 0, the one after it 0 to 0x10.
    if zeros[3] == units, zeros[2] * 10 >= units * 9, zeros[0] == 0 { return .utf32LE }
    if zeros[0] == units, zeros[1] * 10 >= units * 9, zeros[3] == 0 { return .utf32BE }
    let little = wideTextShare(sample, length, highAt: 1)
    let big = wideTextShare(sample, length, highAt: 0)
    if max(little, big) < 0.9 { return nil }
    return little >= big ? .utf16LE : .utf16BE
  }

  private static func zeroPair(_ sample: [UInt8]) -> CharacterEncoding? {
    if sample[1] == 0, sample[0] >= 0x20 { return .utf16LE }
    if sample[0] == 0, sample[1] >= 0x20 { return .utf16BE }
    return nil
  }

  /// How much of the sample reads as UTF-16 text: the share of units in the blocks in which people write.
  /// 0 where there is a zero character or half a surrogate pair, as in hardly any text.
  private static func wideTextShare(_ sample: [UInt8], _ length: Int, highAt high: Int) -> Double {
    var common = 0
    var isLead = false
    for index in stride(from: 0, to: length, by: 2) {
      let unit = UInt16(sample[index + high]) << 8 | UInt16(sample[index + 1 - high])
      let isTrail = unit & 0xfc00 == 0xdc00
      if isLead != isTrail || unit == 0 || unit >= 0xfffe { return 0 }
      isLead = unit & 0xfc00 == 0xd800
      switch unit {
      case 9, 10, 13, 0x20...0x7e, 0xa0...0x24f, 0x370...0x6ff, 0x900...0xeff, 0x2010...0x203a,
        0x3000...0x30ff, 0x4e00...0x9fff, 0xac00...0xdfff, 0xff00...0xff9f:
        common += 1
      default: break
      }
    }
    return Double(common) / Double(length / 2)
  }

  /// ISO-2022-JP, -KR and -CN (RFC 1468, 1557, 1922).
  static func sevenBit(_ sample: [UInt8]) -> CharacterEncoding? {
    var index = 0
    let end = sample.count
    while index < end {
      if sample[index] == 0x1b, index + 2 < end {
        switch (sample[index + 1], sample[index + 2]) {
        case (0x24, 0x29) where index + 3 < end:
          switch sample[index + 3] {
          case 0x43: return CharacterEncoding("ISO-2022-KR")
          case 0x41, 0x47: return CharacterEncoding("ISO-2022-CN-EXT")
          default: break
          }
        case (0x24, 0x40), (0x24, 0x42), (0x24, 0x28), (0x28, 0x4a), (0x28, 0x49):
          return CharacterEncoding("ISO-2022-JP-3")
        default: break
        }
      }
      index += 1
    }
    return nil
  }

  private static func statistics(_ sample: [UInt8]) throws(AgentError) -> CharacterEncoding {
    var library = cuchardet_library()
    guard cuchardet_open(&library) == 1 else {
      throw AgentError(lacking: "libuchardet.so.0", package: "libuchardet0")
    }
    guard let detector = library.create() else { return .windows1252 }
    defer { library.destroy(detector) }
    let looked = min(sample.count, 1 << 20)
    let status = sample.withUnsafeBytes {
      library.handle_data(detector, $0.baseAddress?.assumingMemoryBound(to: CChar.self), looked)
    }
    library.data_end(detector)
    guard status == 0, let label = library.get_charset(detector) else { return .windows1252 }
    let guess = CharacterEncoding(label: String(cString: label))
    if guess == .utf8 || guess.name.isEmpty || !Transcoder.isKnown(guess) { return .windows1252 }
    return EncodingRivals.settle(guess, sample)
  }
}
