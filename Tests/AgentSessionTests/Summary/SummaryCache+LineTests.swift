import AgentSystem
import Testing

@testable import AgentSession

@Suite struct SummaryCacheLineTests {
  private func read(_ entry: SummaryCache.Entry) throws -> SummaryCache.Entry {
    var line: [UInt8] = []
    entry.write(to: &line)
    #expect(!line.contains(0x0a))
    return try #require(line.withUnsafeBufferPointer { SummaryCache.Entry(entry.summary.id, line: $0) })
  }

  @Test func nothingKnown() throws {
    let entry = SummaryCache.Entry(
      summary: SessionSummary(id: "20260102T030405.678Z-abcd"), mark: LogMark(inode: 0))
    #expect(try read(entry) == entry)
  }

  @Test(arguments: ["", "plain", "\\N", "a\tb\nc\\d\\", "\\\\t", "äöü \u{0} 🙂"])
  func everyField(_ text: String) throws {
    var summary = SessionSummary(id: "20260102T030405.678Z-abcd")
    summary.title = text
    summary.workingDirectory = text
    summary.forkedFrom = text
    summary.model = text
    summary.created = Timestamp(milliseconds: -1)
    summary.updated = Timestamp(milliseconds: .max)
    summary.lastUse = Timestamp(milliseconds: 0)
    summary.turns = 3
    summary.lastSequence = 77
    summary.openTurn = 4
    summary.lastTurnFailed = true
    summary.origins = ["cli", text]
    summary.queued = [text, "q_1", ""]
    summary.messages = 5
    summary.contextTokens = 6
    summary.contextLimit = 7
    var mark = LogMark(inode: 1)
    (mark.consumed, mark.size, mark.modified, mark.tail, mark.tailLength) = (2, 3, 4, 5, 6)
    let entry = SummaryCache.Entry(summary: summary, mark: mark)
    #expect(try read(entry) == entry)
  }

  @Test(arguments: ["", "x\t1", "x\t1\t2\t3\t4\t5\tz", "x\t1\t2\t3\t4\t5\t99999999999999999999"])
  func whatIsNoEntry(_ line: String) {
    #expect(Array(line.utf8).withUnsafeBufferPointer { SummaryCache.Entry("x", line: $0) } == nil)
  }

  /// However short or wrong the rest is, reading it ends.
  @Test func halfALine() throws {
    var line: [UInt8] = []
    SummaryCache.Entry(summary: SessionSummary(id: "x"), mark: LogMark(inode: 1)).write(to: &line)
    for count in line.indices {
      _ = line[..<count].withUnsafeBufferPointer { SummaryCache.Entry("x", line: $0) }
    }
    line += "\t999999".utf8
    #expect(line.withUnsafeBufferPointer { SummaryCache.Entry("x", line: $0) } != nil)
  }
}
