import AgentSystem
import Testing

@testable import AgentSession

@Suite struct PruneRulesTests {
  /// Newest first: a to e, of which c is empty and b is in use; each has 100 bytes.
  private static let sessions = ["a", "b", "c", "d", "e"].enumerated().map { age, id in
    var session = SessionSummary(id: id)
    session.updated = id == "e" ? nil : Timestamp(milliseconds: 1000 - age * 10)
    session.bytes = 100
    session.turns = id == "c" ? 0 : 1
    session.lastSequence = id == "c" ? 1 : 5
    session.isRunning = id == "b"
    return session
  }

  static let cases: [(older: Int?, bytes: Int?, empty: Bool, keep: Int?, gone: String)] = [
    (nil, nil, false, nil, ""),
    // The one without a time has no age, and the one in use stays.
    (1001, nil, false, nil, "dca"), (980, nil, false, nil, "d"), (970, nil, false, nil, ""),
    (1001, nil, false, 1, "dc"), (1001, nil, false, 4, ""),
    (nil, 500, false, nil, ""), (nil, 499, false, nil, "e"), (nil, 250, false, nil, "edc"),
    (nil, 0, false, nil, "edca"), (nil, 0, false, 3, "ed"),
    (nil, nil, true, nil, "c"), (nil, nil, true, 3, ""),
    (nil, nil, false, 2, "edc"), (nil, nil, false, 0, "edca"), (nil, nil, false, 9, ""),
    (980, nil, true, nil, "dc"), (980, 300, false, nil, "ed"),
  ]

  @Test(arguments: cases.indices) func choose(_ index: Int) {
    let (older, bytes, empty, keep, gone) = Self.cases[index]
    var rules = PruneRules()
    rules.olderThan = older.map { Timestamp(milliseconds: $0) }
    rules.maximumBytes = bytes
    rules.empty = empty
    rules.keep = keep
    // Without any rule nothing is asked for; the command does not ask then.
    if rules == PruneRules() { return }
    #expect(rules.chosen(from: Self.sessions).map(\.id).joined() == gone)
  }

  @Test func nothingIsEmptyInWhichSomethingWaits() {
    var session = SessionSummary(id: "x")
    #expect(session.isEmpty)
    session.queued = ["q"]
    #expect(!session.isEmpty)
  }
}
