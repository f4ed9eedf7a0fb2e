import AgentCore
import AgentJSON
import AgentSystem
import Testing

@testable import AgentTools

@Suite struct ToolRunnerTests {
  let bench = ToolBench()

  func results(_ calls: [(String, String)], _ tools: [any Tool] = ToolBench.tools) throws -> [ToolRunner
    .Result]
  {
    let context = try bench.context(outputLimit: 2000)
    var results: [Int: ToolRunner.Result] = [:]
    try ToolRunner(ToolRegistry(tools)).run(
      calls.enumerated().map { .init(callID: "c\($0.offset)", tool: $0.element.0, arguments: $0.element.1) },
      context: { _, _, _ in context },
      onResults: { (done) throws(AgentError) in
        for one in done {
          #expect(results[one.index] == nil)
          results[one.index] = one.result
        }
      })
    return try calls.indices.map { try #require(results[$0]) }
  }

  @Test(arguments: [
    ("nosuch", "{}", "no such tool"), ("list", "{", "not JSON"), ("list", "[1]", "do not fit"),
    ("list", #"{"depth":0}"#, "do not fit"), ("list", #"{"depth":"2"}"#, "do not fit"),
    ("list", #"{"nosuch":1}"#, "do not fit"), ("search", "{}", "do not fit"), ("list", "NaN", "not JSON"),
    ("list", String(repeating: "[", count: 100_000), "not JSON"), ("list", "{\"path\":\"\\ud800\"}", "Error"),
    ("list", "{\"path\":\"" + String(repeating: "x", count: 10 << 20) + "\"}", "Error"),
  ])
  func whatDoesNotFitIsToldToTheModel(_ tool: String, _ arguments: String, _ words: String) throws {
    let result = try results([(tool, arguments)])[0]
    #expect(!result.succeeded)
    #expect(result.output.hasPrefix("Error: "))
    #expect(result.output.contains(words), "\(result.output.prefix(300))")
    #expect(result.output.utf8.count < 4000)
  }

  @Test func noArgumentsAreAnEmptyObject() throws {
    #expect(try results([("list", "")])[0].output == "The directory is empty.")
  }

  @Test func outputIsBounded() throws {
    try bench.file("a", String(repeating: "line of text\n", count: 1000))
    let result = try results([("read", #"{"reads":{"source":"a"}}"#)])[0]
    #expect(result.output.utf8.count < 2500)
    #expect(result.dropped > 10_000)
    #expect(result.output.contains("\(result.dropped) bytes left out"))
    #expect(result.output.hasPrefix("0001|") && result.output.hasSuffix("1000|line of text\n"))
  }

  /// A tool that waits until as many calls as it wants run at once.
  private final class Meeting: Tool {
    let description: ToolDescription
    let inside = Monitor((now: 0, most: 0))
    let wanted: Int

    init(_ wanted: Int, effects: ToolDescription.SideEffects) {
      self.wanted = wanted
      description = ToolDescription(
        name: "meet", description: "waits", parameters: ["type": "object"], sideEffects: effects)
    }

    func run(_ arguments: JSON, in context: ToolContext) throws(AgentError) -> ToolOutput {
      inside.update {
        $0.now += 1
        $0.most = max($0.most, $0.now)
      }
      _ = inside.wait(until: .after(milliseconds: 20_000)) { $0.most >= wanted ? true : nil }
      inside.update { $0.now -= 1 }
      return ToolOutput("met")
    }
  }

  @Test func readingCallsRunSideBySideAndWritingOnesInTurn() throws {
    let reading = Meeting(4, effects: .read)
    let all = try results(Array(repeating: ("meet", ""), count: 4), [reading])
    #expect(all.allSatisfy { $0.output == "met" })
    #expect(reading.inside.withLock { $0.most } == 4)
    let writing = Meeting(1, effects: .write)
    _ = try results(Array(repeating: ("meet", ""), count: 4), [writing])
    #expect(writing.inside.withLock { $0.most } == 1)
  }

  @Test func everyResultIsHandedOverThoughTheTakerFails() throws {
    let context = try bench.context()
    var taken = 0
    let error = #expect(throws: AgentError.self) {
      try ToolRunner(ToolRegistry(ToolBench.tools)).run(
        (0..<20).map { .init(callID: "\($0)", tool: "list", arguments: "") }, context: { _, _, _ in context },
        onResults: { (done) throws(AgentError) in
          taken += done.count
          throw AgentError(.io, "full")
        })
    }
    #expect(error?.code == .io)
    #expect(taken == 20)
  }

  @Test func aStoppedTurnRunsNoMoreCalls() throws {
    bench.cancellation.cancel(.deadline)
    #expect(try results([("list", "")])[0].output.contains("interrupted"))
  }
}
