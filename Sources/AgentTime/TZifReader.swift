/// The second, 64-bit part of a TZif file (RFC 8536); every length is checked against the bytes there are.
struct TZifReader {
  struct Data {
    /// Seconds east of Greenwich before the first change.
    var first: Int
    var changes: [(at: Int, after: Int)]
    var footer: PosixZone?
  }

  private let bytes: [UInt8]
  private var position = 0
  private static let headerSize = 44
  /// Changes of a zone; the largest has some two hundred and fifty.
  private static let limit = 10_000

  init?(_ bytes: [UInt8]) {
    guard bytes.count >= Self.headerSize, bytes.starts(with: Array("TZif".utf8)),
      (UInt8(ascii: "2")...UInt8(ascii: "4")).contains(bytes[4])
    else { return nil }
    self.bytes = bytes
  }

  private struct Header {
    var isUT: Int, isStandard: Int, leaps: Int, times: Int, types: Int, characters: Int

    /// Bytes that follow it where a time has so many.
    func size(_ width: Int) -> Int {
      times * (width + 1) + types * 6 + characters + leaps * (width + 4) + isStandard + isUT
    }
  }

  mutating func read() -> Data? {
    guard let old = header() else { return nil }
    position += old.size(4)
    guard let header = header(), header.types > 0, header.leaps == 0, header.times <= Self.limit,
      position + header.size(8) <= bytes.count
    else { return nil }
    let times = (0..<header.times).map { signed(position + $0 * 8, 8) }
    let kinds = (0..<header.times).map { Int(bytes[position + header.times * 8 + $0]) }
    let types = position + header.times * 9
    let offsets = (0..<header.types).map { signed(types + $0 * 6, 4) }
    guard kinds.allSatisfy({ $0 < header.types }), offsets.allSatisfy({ abs($0) <= 26 * 3600 }),
      times.allSatisfy({ abs($0) < 1 << 60 })
    else { return nil }
    let rest = bytes[(position + header.size(8))...]
    var footer: PosixZone?
    if rest.first == 0x0a, let end = rest.dropFirst().firstIndex(of: 0x0a) {
      let text = rest[(rest.startIndex + 1)..<end]
      footer = PosixZone(text)
      if footer == nil, !text.isEmpty { return nil }
    }
    return Data(first: offsets[0], changes: zip(times, kinds).map { ($0, offsets[$1]) }, footer: footer)
  }

  private mutating func header() -> Header? {
    guard position + Self.headerSize <= bytes.count, bytes[position...].starts(with: Array("TZif".utf8))
    else { return nil }
    let counts = (0..<6).map { signed(position + 20 + $0 * 4, 4) }
    position += Self.headerSize
    if counts.contains(where: { $0 < 0 || $0 > 1 << 20 }) { return nil }
    return Header(
      isUT: counts[0], isStandard: counts[1], leaps: counts[2], times: counts[3], types: counts[4],
      characters: counts[5])
  }

  /// A big-endian number with its sign.
  private func signed(_ start: Int, _ width: Int) -> Int {
    var value: UInt64 = 0
    for index in 0..<width { value = value << 8 | UInt64(bytes[start + index]) }
    return width == 8 ? Int(Int64(bitPattern: value)) : Int(Int32(truncatingIfNeeded: value))
  }
}
