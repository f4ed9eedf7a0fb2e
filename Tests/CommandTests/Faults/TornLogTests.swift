import AgentCore
import AgentJSON
import AgentSession
import AgentSystem
import AgentTesting
import Glibc
import Testing

/// Logs that end anywhere, with anything behind the end: they are read at once, every whole record is shown,
/// what was dropped is told, and the next append makes the log sound.
@Suite struct TornLogTests {
  enum Ending: CaseIterable {
    case cut, zeros, junk, fused

    /// - Parameter record: the next one of the log.
    func bytes(_ record: [UInt8]) -> [UInt8] {
      switch self {
      case .cut: []
      // What ext4 leaves of a file whose size was written and whose data was not.
      case .zeros: [UInt8](repeating: 0, count: 4096)
      case .junk: Array("\u{1}\u{ff}junk without an end".utf8)
      // The whole record of one who appended behind half a line without looking.
      case .fused: record
      }
    }
  }

  @Test(arguments: Ending.allCases)
  func anyByte(_ ending: Ending) throws {
    let tool = SessionTool()
    let id = try tool.make(title: "torn")
    try tool.append(id, SessionTool.turn + [SessionTool.note("äöü")])
    let bytes = try tool.log(id)
    let lines = bytes.split(separator: 0x0a).map(Array.init)
    let ends = bytes.indices.filter { bytes[$0] == 0x0a }
    let store = SessionStore(tool.directory.runtimeDirectory)
    var generator = SeededGenerator()
    let step = TestDose.count(max(1, bytes.count / 12), full: 1)
    let random = stride(from: Int.random(in: 1...step, using: &generator), to: bytes.count, by: step)
    // A record that lacks nothing but its newline, and one that has it, are cases of their own.
    for cut in Set(random).union([ends[0], ends[0] + 1, ends[1]]).sorted() {
      let whole = ends.count { $0 <= cut }
      // A log that begins with another event than session.created is none.
      if ending == .fused, whole == 0 { continue }
      try write(Array(bytes[..<cut]) + ending.bytes(Self.record(whole + 1, id)), tool.path(id))
      let shown = try tool.run("show", id, "-j")
      let place = "cut at \(cut)"
      #expect(shown.status == 0, "\(place): \(shown.errors)")
      #expect(shown.lines.prefix(whole).map { Array($0.utf8) } == Array(lines.prefix(whole)), "\(place)")
      let isWhole = (ending == .cut || ending == .fused) && (bytes[cut - 1] == 0x0a || bytes[cut] == 0x0a)
      #expect(shown.errorLines.count == (isWhole ? 0 : 1), "\(place): \(shown.errors)")
      let next = try tool.run("append", id, stdin: SessionTool.note("next"))
      #expect(next.status == 0, "\(place): \(next.errors)")
      if ending == .fused, bytes[cut - 1] != 0x0a {
        // What stands before a whole record is no tail any more: it is told until it is mended.
        #expect(try tool.run("fsck", id).lines.count == 1, "\(place)")
        #expect(try tool.run("fsck", "--repair", id).status == 0, "\(place)")
      }
      #expect(try store.check(id).problems.isEmpty, "\(place)")
      let after = try tool.log(id).split(separator: 0x0a).map(Array.init)
      #expect(Array(after.prefix(whole)) == Array(lines.prefix(whole)), "\(place)")
      let added = try after.map { try JSON(parsing: $0) }.first { $0["message"] == "next" }
      #expect(added?["seq"] == next.values.first?["seq"], "\(place)")
    }
  }

  private static func record(_ sequence: Int, _ id: String) -> [UInt8] {
    EventEncoder.encode(
      .notice("test", "fused"), at: .sequence(sequence), time: Timestamp(milliseconds: 0), session: id,
      turn: nil)
  }

  private func write(_ bytes: [UInt8], _ path: String) throws {
    let file = try Descriptor(opening: path, O_WRONLY | O_TRUNC)
    try IO.writeAll(file.raw, bytes)
  }
}
