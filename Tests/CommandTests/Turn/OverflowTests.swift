import AgentJSON
import AgentTesting
import Testing

/// Input above the model's context, and what `--overflow` makes of it.
@Suite struct TurnOverflowTests {
  static let options = ["--tools", "none", "--set", "input_token_limit=1000", "-j"]
  let long = (1...3000).map { "word\($0)" }.joined(separator: " ")

  @Test(arguments: TurnBench.dialects)
  func mapAsksForSummariesOfParts(_ dialect: String) throws {
    let bench = try TurnBench(then: .text("the gist"), dialect: dialect)
    let result = try bench.run(Self.options + ["--overflow", "map", "What is it?"], stdin: long)
    #expect(result.status == 0)
    let count = bench.server.requests.count
    #expect(count > 3)
    for body in bench.server.bodies.dropLast() { #expect(body.text.contains("bears on: What is it?")) }
    let last = try #require(bench.server.bodies.last).text
    #expect(last.contains("the gist") && last.contains("What is it?") && !last.contains("word1500"))
    let events = try bench.events()
    #expect(events.contains { $0["code"] == "input_mapped" })
    #expect(events.last?["type"] == "turn.completed")
    #expect(events.last?["requests"]?.int == count)
  }

  @Test func failSpendsNothing() throws {
    let bench = try TurnBench()
    let result = try bench.run(Self.options + ["What is it?"], stdin: long)
    #expect(result.status == 65)
    #expect(bench.server.requests.isEmpty)
    #expect(bench.sessions().isEmpty)
    #expect(try JSON(parsing: result.output)["error"]?["code"] == "context_length")
  }
}
