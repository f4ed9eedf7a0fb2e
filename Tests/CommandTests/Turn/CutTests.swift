import AgentJSON
import AgentSystem
import AgentTesting
import Testing

/// A stream with words and calls, cut anywhere, in order (FIN) and torn (RST): no half call runs, nothing hangs.
@Suite(.ownThreads) struct TurnCutTests {
  static let answer = ScriptedReply.answer(
    .reasoning("Let me think: é 世界 🌍"),
    .text("I will look at it" + String(repeating: " and more", count: 30)),
    .call(name: "list", arguments: "{\"depth\":1}", id: "whole-1"),
    .call(name: "read", arguments: "{\"files\":[{\"path\":\"nothing here.txt\"}]}", id: "whole-2"))

  /// The answer with every field that server-sent events have.
  static func stream(_ dialect: String) -> [UInt8] {
    let path = dialect == "chat" ? "/v1/chat/completions" : "/v1/responses"
    let events = String(decoding: answer.streamBytes(path: path), as: UTF8.self)
    return Array((": a comment\nretry: 3000\n\n" + addIDs(events)).utf8)
  }

  /// An `id` before the data of every event.
  private static func addIDs(_ events: String) -> String {
    var number = 0
    return events.split(separator: "\n", omittingEmptySubsequences: false).map { line in
      guard line.hasPrefix("data:") else { return String(line) }
      number += 1
      return "id: event-\(number)\n\(line)"
    }.joined(separator: "\n")
  }

  /// Offsets all over the stream, another choice each time, with the ends of its first events among them.
  private static func offsets(_ size: Int) -> [Int] {
    let count = TestDose.count(25, full: 500)
    if count >= size { return Array(0..<size) }
    var generator = SeededGenerator()
    var offsets: Set<Int> = [0, 1, size - 1]
    while offsets.count < count { offsets.insert(Int.random(in: 0..<size, using: &generator)) }
    return offsets.sorted()
  }

  @Test(arguments: TurnBench.dialects)
  func aCutStreamNeverRunsHalfACall(_ dialect: String) throws {
    let stream = Self.stream(dialect)
    for (index, offset) in Self.offsets(stream.count).enumerated() {
      let isReset = index % 2 == 0
      let place: Comment = "\(dialect), \(isReset ? "RST" : "FIN") at \(offset) of \(stream.count)"
      let bench = try TurnBench(
        [ScriptedReply.stream(stream).cut(at: offset, reset: isReset)], then: .text("done"), dialect: dialect)
      let result = try bench.runWithKey(["-j", "go"])
      try bench.expectSoundEnd(result, status: 0, place)
      let events = try bench.events()
      let calls = try bench.executedCalls()
      if let retry = events.first(where: { $0["type"] == "retry" }) {
        #expect(calls.isEmpty, place)
        let before = events.prefix { $0 != retry }
        let published = before.filter { $0["type"] == "item.completed" }.compactMap { $0["item"]?["id"] }
        #expect((retry["void"]?.array ?? []) == published, place)
        #expect(bench.server.bodies.last?.text.contains("I will look") == false, place)
      } else {
        // Only what stands behind the sign of a good end was missing.
        #expect(calls == ["whole-1", "whole-2"], place)
      }
      #expect(bench.server.requests.count == 2, place)
    }
  }

  @Test(arguments: TurnBench.dialects, [false, true])
  func aStreamThatIsAlwaysCutIsTemporary(_ dialect: String, isReset: Bool) throws {
    let stream = Self.stream(dialect)
    let bench = try TurnBench(
      then: ScriptedReply.stream(stream).cut(at: stream.count / 2, reset: isReset), dialect: dialect)
    let result = try bench.runWithKey(["-j", "--retries", "1", "go"])
    let end = try bench.expectSoundEnd(result, status: 75, code: "stream_cut")
    #expect(end["partial_text"]?.string?.hasPrefix("I will look") == true)
    #expect(try bench.executedCalls().isEmpty)
    #expect(bench.server.requests.count == 2)
  }

  /// One byte at a time; the items must be the same to the byte.
  @Test(arguments: TurnBench.dialects)
  func aDripIsTheSameTurn(_ dialect: String) throws {
    let stream = Self.stream(dialect)
    let runs = try [ScriptedReply.stream(stream), ScriptedReply.stream(stream).dripping()].map { reply in
      let bench = try TurnBench([reply], then: .text("done"), dialect: dialect)
      let result = try bench.runWithKey(["-j", "--deltas", "go"])
      try bench.expectSoundEnd(result, status: 0)
      let raw = try bench.events().compactMap { $0["raw"] }.filter { $0["type"] != "function_call_output" }
      let text = result.values.filter { $0["type"] == "item.delta" }.compactMap { $0["delta"]?.string }
      return (raw, text, try bench.executedCalls())
    }
    // Ids that we give to what has none differ.
    #expect(runs[0].0.count == runs[1].0.count && runs[0].0.count >= 4)
    #expect(runs[0].0 == runs[1].0)
    #expect(runs[0].1.joined() == runs[1].1.joined())
    #expect(runs[0].2 == runs[1].2)
  }
}
