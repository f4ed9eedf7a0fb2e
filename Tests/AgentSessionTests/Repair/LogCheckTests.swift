import AgentJSON
import AgentCore
import AgentSystem
import AgentTesting
import Testing

@testable import AgentSession

@Suite struct LogCheckTests {
  private func problems(_ change: (inout [UInt8], [LogRecord]) -> Void) throws -> [LogCheck.Problem] {
    let test = TestStore()
    let id = try test.makeSmall()
    var bytes = try test.bytes(id)
    change(&bytes, try test.records(id))
    try test.write(bytes, to: id)
    return try test.store.check(id).problems
  }

  @Test func soundLogs() throws {
    #expect(try problems { _, _ in }.isEmpty)
    #expect(try problems { bytes, _ in bytes.removeLast() }.isEmpty)
  }

  @Test func whatIsWrong() throws {
    #expect(try problems { bytes, _ in bytes = [] } == [.empty])
    #expect(
      try problems { bytes, _ in bytes += [0, 0] }.first.map { $0.text.contains("2 damaged bytes") } == true)
    #expect(
      try problems { bytes, records in bytes.removeSubrange(..<records[1].offset) }
        == [.headless(sequence: 2), .missing(from: 1, to: 1)])
    #expect(
      try problems { bytes, records in bytes.removeSubrange(records[1].offset..<records[2].offset) }
        == [.missing(from: 2, to: 2)])
    #expect(
      try problems { bytes, records in bytes += records[1].bytes + [0x0a] }
        == [.repeated(sequence: 2, line: 5)])
    #expect(try problems { bytes, records in bytes.remove(at: records[1].offset - 1) } == [.fused(line: 1)])
  }

  /// Whichever bit of a log flips, it is seen, and nothing is read that was not written.
  @Test func everyFlippedBitIsFound() throws {
    let test = TestStore()
    let id = try test.makeSmall()
    let bytes = try test.bytes(id)
    let written = Set(try test.records(id).map(\.bytes))
    for index in bytes.indices {
      var damaged = bytes
      damaged[index] ^= 1 << UInt8(index % 8)
      try test.write(damaged, to: id)
      #expect(!(try test.store.check(id).problems.isEmpty))
      for record in try test.records(id) where record.isIntact { #expect(written.contains(record.bytes)) }
    }
  }

  @Test func missingAndDamagedBlobs() throws {
    let test = TestStore()
    let id = try test.make()
    try test.log(id).append([.answer(String(repeating: "x", count: 2 << 20))])
    #expect(try test.store.check(id).problems.isEmpty)
    let blob = try #require(try Files.list(test.store.runtime.folder(.blobs)).first)
    try test.directory.write("runtime/blobs/\(blob)", "other")
    #expect(try test.store.check(id).problems == [.missingBlob(blob, sequence: 2)])
    #expect(try test.store.check(id).problems.first?.isRepairable == false)
  }
}
