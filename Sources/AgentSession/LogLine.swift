import AgentCore
import Glibc

/// Finds the sound records in the bytes between two newlines.
///
/// As a rule that is one. After a crash a newline may be missing and two records, or half a record and a
/// whole one, share a line; the whole ones are saved.
enum LogLine {
  struct Piece: Equatable {
    /// Offsets from the start of the line.
    let range: Range<Int>
    let isIntact: Bool
  }

  /// The pieces of a line in their order; together they are all its bytes. Empty for an empty line.
  static func pieces(of line: UnsafeRawBufferPointer) -> [Piece] {
    var end = line.count
    // An editor's carriage return is not worth a damaged record.
    if end > 0, line[end - 1] == 0x0d { end -= 1 }
    if end == 0 { return [] }
    if isRecord(UnsafeRawBufferPointer(rebasing: line[..<end])) {
      return [Piece(range: 0..<end, isIntact: true)]
    }
    return salvage(line)
  }

  /// Whether the checksum is right and closes a durable event: what has none of its numbers has no place in a
  /// log, whoever wrote it. What a newer version writes is not for this one to judge.
  private static func isRecord(_ bytes: UnsafeRawBufferPointer) -> Bool {
    guard EventEncoder.isIntact(bytes), let envelope = LogEnvelope(bytes.bindMemory(to: UInt8.self)) else {
      return false
    }
    return envelope.sequence != nil || envelope.version > EventEncoder.version
  }

  /// No record is longer.
  private static let lookBack = EventEncoder.lineLimit

  private static func salvage(_ line: UnsafeRawBufferPointer) -> [Piece] {
    var pieces: [Piece] = []
    var covered = 0
    let starts = positions(of: "{\"type\":\"", in: line)
    for tail in positions(of: ",\"crc\":\"", in: line) {
      let end = tail + EventEncoder.tailLength
      guard end <= line.count, tail >= covered, line[end - 1] == UInt8(ascii: "}") else { continue }
      let found = starts.lazy.filter { $0 >= covered && $0 < tail && tail - $0 <= lookBack }
        .first { isRecord(UnsafeRawBufferPointer(rebasing: line[$0..<end])) }
      guard let start = found else { continue }
      if start > covered { pieces.append(Piece(range: covered..<start, isIntact: false)) }
      pieces.append(Piece(range: start..<end, isIntact: true))
      covered = end
    }
    if covered < line.count { pieces.append(Piece(range: covered..<line.count, isIntact: false)) }
    return pieces
  }

  /// Where the last newline before `end` stands.
  static func lastNewline(in bytes: UnsafeRawBufferPointer, before end: Int) -> Int? {
    var index = end - 1
    while index >= 0, bytes[index] != 0x0a { index -= 1 }
    return index >= 0 ? index : nil
  }

  /// The first places where `text` stands: at most 64, so that junk cannot make this slow.
  private static func positions(of text: StaticString, in line: UnsafeRawBufferPointer) -> [Int] {
    guard let base = line.baseAddress else { return [] }
    var found: [Int] = []
    var index = 0
    while found.count < 64, index < line.count,
      let place = memchr(base + index, Int32(text.utf8Start[0]), line.count - index)
    {
      index = UnsafeRawPointer(place) - base
      let count = text.utf8CodeUnitCount
      if index + count <= line.count, memcmp(place, text.utf8Start, count) == 0 { found.append(index) }
      index += 1
    }
    return found
  }
}
