import AgentCore
import CAgentSystem
import Glibc

/// Finds the sound records in the bytes between two newlines.
///
/// As a rule that is one. After a crash a newline may be missing and two records, or half a record and a
/// whole one, share a line; the whole ones are saved.
enum LogLine {
  struct Piece: Equatable {
    /// Offsets from the start of the line.
    let range: Range<Int>
    /// nil for what is no sound record.
    let envelope: LogEnvelope?

    var isIntact: Bool { envelope != nil }
  }

  /// The pieces of a line in their order; together they are all its bytes. Empty for an empty line.
  static func pieces(of line: UnsafeRawBufferPointer) -> [Piece] {
    if line.isEmpty || line.count == 1 && line[0] == 0x0d { return [] }
    return whole(line).map { [$0] } ?? salvage(line)
  }

  /// The one piece of a line that is a sound record, as nearly all are.
  /// - Parameter like: the envelope of a neighbour, which as a rule is of the same session.
  static func whole(_ line: UnsafeRawBufferPointer, like neighbour: LogEnvelope? = nil) -> Piece? {
    var end = line.count
    // An editor's carriage return is not worth a damaged record.
    if end > 0, line[end - 1] == 0x0d { end -= 1 }
    guard end > 0, let envelope = envelope(UnsafeRawBufferPointer(rebasing: line[..<end]), like: neighbour)
    else { return nil }
    return Piece(range: 0..<end, envelope: envelope)
  }

  /// The envelope of a durable event whose checksum is right: what has none of its numbers has no place in a
  /// log, whoever wrote it. What a newer version writes is not for this one to judge.
  private static func envelope(_ bytes: UnsafeRawBufferPointer, like neighbour: LogEnvelope? = nil)
    -> LogEnvelope?
  {
    guard EventEncoder.isIntact(bytes),
      let envelope = LogEnvelope(bytes.bindMemory(to: UInt8.self), like: neighbour)
    else { return nil }
    return envelope.sequence != nil || envelope.isNewer ? envelope : nil
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
        .compactMap { start in
          envelope(UnsafeRawBufferPointer(rebasing: line[start..<end])).map { (start, $0) }
        }
      guard let (start, envelope) = found.first else { continue }
      if start > covered { pieces.append(Piece(range: covered..<start, envelope: nil)) }
      pieces.append(Piece(range: start..<end, envelope: envelope))
      covered = end
    }
    if covered < line.count { pieces.append(Piece(range: covered..<line.count, envelope: nil)) }
    return pieces
  }

  /// Where the last newline before `end` stands.
  static func lastNewline(in bytes: UnsafeRawBufferPointer, before end: Int) -> Int? {
    guard let base = bytes.baseAddress, let place = csystem_last_byte(base, 0x0a, end) else { return nil }
    return place - base
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
