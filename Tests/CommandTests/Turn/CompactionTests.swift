import AgentJSON
import AgentSystem
import AgentTesting
import Testing

/// Sessions that near the model's context: they are summed up before the next turn.
@Suite struct TurnCompactionTests {
  /// About a third of the context that the turns have.
  private let long = (1...110).map { "word\($0)" }.joined(separator: " ")
  private static let options = ["--tools", "none", "--set", "input_token_limit=1200", "-j"]

  /// - Parameter summary: what is answered where notes are asked for.
  private func bench(_ summary: ScriptedReply = .text("the gist of it")) throws -> TurnBench {
    try TurnBench { request, _ in
      String(decoding: request.body, as: UTF8.self).contains("Write notes") ? summary : .text("noted")
    }
  }

  private func talk(_ bench: TurnBench, turns: Int, _ more: [String] = []) throws {
    for turn in 1...turns {
      let options = Self.options + more + (turn == 1 ? [] : ["-c"])
      let result = try bench.run(options + ["\(turn): \(long)"])
      #expect(result.status == 0, "\(result.output.suffix(600))")
    }
  }

  @Test func aLongSessionGoesOn() throws {
    let bench = try bench()
    try talk(bench, turns: 8)
    let events = try bench.events()
    let compactions = events.filter { $0["type"] == "compaction.completed" }
    #expect(compactions.count >= 2)
    #expect(compactions.allSatisfy { $0["reason"] == "context" && $0["turn"] == .null })
    for compaction in compactions {
      #expect((compaction["after_tokens"]?.int ?? 0) < (compaction["before_tokens"]?.int ?? 0))
    }
    #expect(!events.contains { $0["code"] == "context_trimmed" })
    #expect(events.filter { $0["type"] == "turn.completed" }.count == 8)
    // The turn that paid for the summary says so.
    let index = try #require(events.firstIndex { $0["type"] == "compaction.completed" })
    let next = try #require(events[index...].first { $0["type"] == "turn.completed" })
    #expect(next["requests"] == 3)
    #expect(try #require(bench.server.bodies.last).text.contains("the gist of it"))
    #expect(try bench.session("fsck").status == 0)
  }

  @Test func notWhereItIsSwitchedOff() throws {
    let bench = try bench()
    try talk(bench, turns: 6, ["--set", "auto_compact=false"])
    let events = try bench.events()
    #expect(!events.contains { $0["type"] == "compaction.completed" })
    #expect(events.contains { $0["code"] == "context_trimmed" })
  }

  @Test func aSummaryThatFailsIsANoticeAndTheTurnGoesOn() throws {
    let bench = try bench(.failure(400, code: "bad", message: "no notes today"))
    try talk(bench, turns: 6)
    let events = try bench.events()
    #expect(!events.contains { $0["type"] == "compaction.completed" })
    let notice = try #require(events.first { $0["code"] == "compaction_failed" })
    #expect(notice["message"]?.string?.contains("no notes today") == true)
  }

  /// Nothing of half a summary is used, nothing that it was to stand for is lost, and the next one has all of it.
  @Test(arguments: [false, true]) func aSummaryThatIsCutOffIsNone(_ isReset: Bool) throws {
    let isCut = Monitor(true)
    let bench = try TurnBench { request, _ in
      guard String(decoding: request.body, as: UTF8.self).contains("Write notes") else {
        return .text("noted")
      }
      let half = ScriptedReply.text("half of the gist " + String(repeating: "and more ", count: 100))
      return isCut.withLock { $0 } ? half.cut(at: 1_200, reset: isReset) : .text("the gist of it")
    }
    try talk(bench, turns: 5, ["--retries", "0"])
    #expect(bench.server.bodies.contains { $0.text.contains("Write notes") })
    var events = try bench.events()
    #expect(!events.contains { $0["type"] == "compaction.completed" })
    #expect(events.contains { $0["code"] == "compaction_failed" })
    #expect(events.filter { $0["type"] == "turn.completed" }.count == 5)
    #expect(try bench.session("fsck").status == 0)
    isCut.withLock { $0 = false }
    let before = bench.server.bodies.count
    #expect(try bench.run(Self.options + ["-c", "6: \(long)"]).status == 0)
    events = try bench.events()
    #expect(events.contains { $0["type"] == "compaction.completed" })
    let sent = bench.server.bodies.dropFirst(before).map(\.text)
    #expect(sent.contains { $0.contains("Write notes") && $0.contains("1: word1") })
    #expect(sent.last?.contains("the gist of it") == true)
    #expect(!bench.server.bodies.contains { $0.text.contains("half of the gist") })
  }

  @Test func theLastRequestIsKeptForTheAnswer() throws {
    let bench = try bench()
    try talk(bench, turns: 6, ["--max-requests", "1"])
    #expect(try !bench.events().contains { $0["type"] == "compaction.completed" })
  }

  @Test func queuedInputIsNotSummedUp() throws {
    let bench = try bench()
    try talk(bench, turns: 2)
    _ = try bench.session("send", "latest", "by the way: \(long)")
    #expect(try bench.run(Self.options + ["-c", "3: \(long)"]).status == 0)
    #expect(try bench.events().contains { $0["type"] == "compaction.completed" })
    let texts = TurnSessionTests.texts(try #require(bench.server.bodies.last))
    #expect(texts.contains("by the way: \(long)") && texts.contains("3: \(long)"))
  }

  @Test func aLogLongerThanTheContextIsReadInParts() throws {
    let bench = try bench()
    let id = try bench.session("new", "--title", "long").output.dropLast()
    let message =
      #"{"type":"item.completed","item":{"id":"i","type":"user_message"},"raw":{"type":"message","role":"user","content":[{"type":"input_text","text":"TEXT"}]}}"#
    let lines = (1...60).map { message.replacing("TEXT", with: "part \($0) \(long)") }.joined(separator: "\n")
    let session = BuiltCommand("agent-session", in: bench.directory)
    #expect(try session.run(["append", String(id)], stdin: Array((lines + "\n").utf8)).status == 0)
    #expect(try bench.run(Self.options + ["-s", String(id), "go on"]).status == 0)
    let asked = bench.server.bodies.map(\.text).filter { $0.contains("Write notes") }
    #expect(asked.count > 10)
    for part in [1, 30, 60] { #expect(asked.filter { $0.contains("part \(part) word") }.count == 1) }
    #expect(asked.dropFirst().allSatisfy { $0.contains("the gist of it") })
  }
}
