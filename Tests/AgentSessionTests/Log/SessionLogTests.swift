import AgentCore
import AgentJSON
import AgentSystem
import AgentTesting
import Glibc
import Testing

@testable import AgentSession

@Suite struct SessionLogTests {
  @Test func appendsLinesWithNumbersFromOne() throws {
    let test = TestStore()
    let id = try test.make(title: "t")
    let appended = try test.log(id).append([.note("a"), .note("b")], turn: 4, durability: .power)
    #expect(appended.map(\.sequence) == [2, 3])
    let records = try test.records(id)
    #expect(records.types == ["session.created", "notice", "notice"])
    #expect(records.sequences == [1, 2, 3])
    #expect(records.map(\.turn) == [nil, 4, 4])
    #expect(records.map(\.bytes).suffix(2) == appended.map(\.line).suffix(2))
    #expect(records.allSatisfy { $0.isIntact && $0.envelope?.session == id })
    #expect(try Files.status(test.store.path(id))?.st_mode == 0o100600)
  }

  @Test func aMissingSessionIsToldAndLeavesNothing() throws {
    let test = TestStore()
    _ = try test.make()
    let absent = "20200101T000000.000Z-0000"
    let error = #expect(throws: AgentError.self) { try test.log(absent).append([.note("x")]) }
    #expect(error?.code == .sessionMissing)
    let locks = try Files.list(test.store.runtime.folder(.locks))
    #expect(!locks.contains { $0.hasPrefix(absent) })
  }

  enum Ending: CaseIterable { case cut, zeros, junk, fused }

  /// Whatever a crash leaves behind any byte: every whole record stays, the next append makes it sound.
  @Test(arguments: Ending.allCases)
  func isMendedWhenTornAtAnyByte(_ ending: Ending) throws {
    let test = TestStore()
    let id = try test.makeSmall()
    let bytes = try test.bytes(id)
    let lineEnds = bytes.indices.filter { bytes[$0] == 0x0a }
    for cut in 0...bytes.count {
      var damaged = Array(bytes[..<cut])
      switch ending {
      case .cut: break
      case .zeros: damaged += [UInt8](repeating: 0, count: 37)
      case .junk: damaged += Array("\u{1}junk\n{\"type\":\"no\n".utf8)
      case .fused: damaged += LogLineTests.line("fused").dropLast()
      }
      try test.write(damaged, to: id)
      let whole = lineEnds.count { $0 <= cut }
      if ending == .junk, whole == 0 {
        // Lines, and not one that is ours: whatever it is, it is left alone.
        #expect(throws: AgentError.self) { try test.log(id).append([.note("after")]) }
        continue
      }
      let appended = try test.log(id).append([.note("after")])
      let records = try test.records(id)
      #expect(records.allSatisfy { $0.isIntact })
      #expect(records.last?.bytes == appended.first?.line)
      #expect(records.sequences == Array(1...records.count))
      #expect(
        records.prefix(whole).map(\.bytes) == bytes.split(separator: 0x0a).prefix(whole).map(Array.init))
      #expect(try LogCheck(path: test.store.path(id), blobs: test.store.blobs).problems.isEmpty)
    }
  }

  @Test func tellsAndKeepsWhatItDrops() throws {
    let test = TestStore()
    let id = try test.makeSmall()
    let torn = Array("{\"type\":\"notice\",\"v\":1,\"se".utf8)
    try test.write(try test.bytes(id) + torn, to: id)
    try test.log(id).append([.note("after")])
    let repaired = try #require(try test.records(id).first { $0.type == "session.repaired" }?.json())
    #expect(repaired["bytes"]?.int == torn.count)
    #expect(try test.store.blobs.get(try #require(repaired["blob"]?.string)) == torn)
  }

  @Test func aSoundLastLineWithoutItsNewlineIsKept() throws {
    let test = TestStore()
    let id = try test.makeSmall()
    try test.write(Array(try test.bytes(id).dropLast()), to: id)
    try test.log(id).append([.note("after")])
    #expect(try test.records(id).types == ["session.created", "notice", "notice", "notice", "notice"])
  }

  @Test func aFileThatIsNoLogIsLeftAlone() throws {
    let test = TestStore()
    let id = try test.make()
    let text = Array("my\nown\nnotes\n".utf8)
    try test.write(text, to: id)
    let error = #expect(throws: AgentError.self) { try test.log(id).append([.note("x")]) }
    #expect(error?.code == .sessionDamaged)
    #expect(try test.bytes(id) == text)
  }

  @Test func aNewerFormatIsRefusedAndNothingWritten() throws {
    let test = TestStore()
    let id = try test.make()
    let newer = try newerLine(after: id, test)
    try test.write(newer, to: id)
    let error = #expect(throws: AgentError.self) { try test.log(id).append([.note("x")]) }
    #expect(error?.exitCode == .configuration)
    #expect(try test.bytes(id) == newer)
    #expect(throws: AgentError.self) { try test.records(id) }
  }

  /// The session's log with a further line of format 2.
  private func newerLine(after id: String, _ test: TestStore) throws -> [UInt8] {
    let text = #"{"type":"notice","v":2,"seq":2,"ts":"2030-01-01T00:00:00.000Z","session":null,"turn":null"#
    let sum = CRC32.checksum(Array(text.utf8)[...])
    let digits = String(sum, radix: 16)
    let crc = String(repeating: "0", count: 8 - digits.count) + digits
    return try test.bytes(id) + Array("\(text),\"crc\":\"\(crc)\"}\n".utf8)
  }

  @Test func longStringsBecomeBlobs() throws {
    let test = TestStore()
    let id = try test.make()
    let long = String(repeating: "0123456789", count: 500_000)
    let appended = try test.log(id).append([
      Event(
        .itemCompleted,
        ["item": ["id": "a", "type": "agent_message", "text": .string(long)], "raw": ["x": .string(long)]])
    ])
    let record = try #require(try test.records(id).last)
    #expect(record.bytes.count < EventEncoder.lineLimit)
    #expect(record.bytes == appended[0].line)
    let resolved = test.store.blobs.resolving(try #require(record.json()))
    #expect(resolved["item"]?["text"]?.string == long)
    #expect(resolved["raw"]?["x"]?.string == long)
  }

  @Test func threadsNeverInterleaveOrRepeatNumbers() throws {
    let test = TestStore()
    let id = try test.make()
    let log = test.log(id)
    let threads = (0..<6).map { thread in
      Thread.start {
        for index in 0..<20 {
          _ = try? log.append([.note("\(thread) \(index)"), .note("\(thread) \(index)")])
        }
      }
    }
    for thread in threads { thread.join() }
    let records = try test.records(id)
    #expect(records.sequences == Array(1...241))
    for pair in stride(from: 1, to: 241, by: 2) {
      #expect(records.messages[pair - 1] == records.messages[pair])
    }
    #expect(log.lastSequence == 241)
  }

  @Test func aTransactionSeesTheQueueAsItIsWhenItsEventsAreIn() throws {
    let test = TestStore()
    let id = try test.makeQueued("one", "two")
    let log = test.log(id)
    let taken = try log.transaction(turn: 1, durability: .power) { (transaction) throws(AgentError) in
      let inputs = try transaction.untakenInputs()
      try transaction.append([.turnStarted()] + inputs.map(\.taken))
      return inputs
    }
    #expect(taken.map(\.id) == ["one", "two"])
    #expect(taken.map(\.text) == ["text of one", "text of two"])
    let left = try log.transaction(turn: 1) { (transaction) throws(AgentError) in
      try transaction.untakenInputs()
    }
    #expect(left.isEmpty)
  }

  @Test func knowsWhetherOthersHaveWritten() throws {
    let test = TestStore()
    let id = try test.make()
    let log = test.log(id)
    #expect(log.hasForeignEvents)
    try log.append([.note("mine")])
    #expect(!log.hasForeignEvents)
    try test.log(id).append([.note("theirs")])
    #expect(log.hasForeignEvents)
  }
}
