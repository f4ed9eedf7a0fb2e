import AgentJSON
import AgentTesting
import Testing

@Suite struct TurnToolCallTests {
  /// The outputs of calls in a request, by call id.
  static func outputs(_ request: JSON) -> [String: String] {
    var found: [String: String] = [:]
    for item in request["input"]?.array ?? [] where item["type"] == "function_call_output" {
      found[item["call_id"]?.string ?? ""] = item["output"]?.string
    }
    for message in request["messages"]?.array ?? [] where message["role"] == "tool" {
      found[message["tool_call_id"]?.string ?? ""] = message["content"]?.string
    }
    return found
  }

  @Test(arguments: TurnBench.dialects)
  func callsRunSideBySideAndTheirResultsGoBack(_ dialect: String) throws {
    let bench = try TurnBench(
      [
        .answer(
          .text("Looking."), .call(name: "read", arguments: #"{"reads":{"source":"a.txt"}}"#, id: "c1"),
          .call(name: "search", arguments: #"{"pattern":"nee."}"#, id: "c2"),
          .call(name: "list", arguments: "{}", id: "c3")), .text("Found."),
      ], dialect: dialect)
    try bench.directory.write("work/a.txt", "a needle\n")
    let result = try bench.run("go")
    #expect(result.status == 0)
    #expect(result.output == "Found.\n")
    let outputs = Self.outputs(bench.server.bodies[1])
    #expect(outputs["c1"] == "001|a needle\n")
    #expect(outputs["c2"] == "a.txt:1:a needle\n")
    #expect(outputs["c3"] == "a.txt  9 bytes\n")
    let events = try bench.events()
    let started = events.filter { $0["type"] == "item.started" }
    #expect(started.count == 3)
    #expect(started.allSatisfy { $0["item"]?["status"] == "in_progress" })
    let completed = events.filter { $0["item"]?["type"] == "tool_call" && $0["type"] == "item.completed" }
    #expect(
      completed.allSatisfy { $0["item"]?["status"] == "completed" && $0["item"]?["duration_ms"] != nil })
  }

  @Test func viewReadsADocumentInAProcessOfItsOwn() throws {
    let bench = try TurnBench([
      .answer(
        .call(name: "view", arguments: #"{"source":"page.html"}"#, id: "in"),
        .call(name: "view", arguments: #"{"source":"/etc/passwd"}"#, id: "out")), .text("Seen."),
    ])
    try bench.directory.write("work/page.html", "<h1>Title</h1><p>words</p>")
    #expect(try bench.run("go").output == "Seen.\n")
    let outputs = Self.outputs(bench.server.bodies[1])
    #expect(outputs["in"] == "# Title\n\nwords\n")
    #expect(outputs["out"]?.contains("outside the workspace") == true)
  }

  @Test(arguments: TurnBench.dialects)
  func whatIsWrongIsToldToTheModel(_ dialect: String) throws {
    let deep = String(repeating: "[", count: 100_000)
    let calls: [(String, String)] = [
      ("nosuch", "{}"), ("read", "{"), ("read", #"{"reads":7}"#), ("read", deep), ("read", "NaN"),
      ("read", #"{"reads":{"source":"../../etc/passwd"}}"#),
    ]
    let bench = try TurnBench(
      [
        .answer(
          calls.enumerated().map { .call(name: $0.element.0, arguments: $0.element.1, id: "c\($0.offset)") }),
        .text("ok"),
      ], dialect: dialect)
    let result = try bench.run("-j", "go")
    #expect(result.status == 0)
    #expect(result.values.allSatisfy { $0 != .null })
    let outputs = Self.outputs(bench.server.bodies[1])
    #expect(outputs.count == calls.count)
    #expect(outputs.values.allSatisfy { $0.hasPrefix("Error: ") }, "\(outputs)")
  }

  @Test func aLargeOutputIsCutInTheMiddle() throws {
    let bench = try TurnBench([.toolCall("read", ["reads": ["source": "big"]]), .text("ok")])
    try bench.directory.write("work/big", String(repeating: "line\n", count: 50_000))
    let result = try bench.run("-j", "--tool-output-max", "2000", "go")
    let item = result.values.first { $0["item"]?["output"] != nil }?["item"]
    #expect(item?["truncated"]?["bytes"]?.int ?? 0 > 100_000)
    #expect((item?["output"]?.string?.utf8.count ?? .max) < 3000)
  }

  @Test func anotherDirectoryIsReadWhenAllowed() throws {
    let bench = try TurnBench([.toolCall("read", ["reads": ["source": "x"]]), .text("ok")])
    try bench.directory.write("extra/x", "inside\n")
    _ = try bench.run("--workspace", bench.directory.path("extra"), "go")
    #expect(Self.outputs(bench.server.bodies[1]).values.first == "001|inside\n")
  }

  @Test func anUnknownToolOfTheCommandLineIsUsage() throws {
    let bench = try TurnBench()
    let result = try bench.run("--tools", "raed", "go")
    #expect(result.status == 64)
    #expect(result.errors.contains("read"))
    #expect(bench.server.requests.isEmpty)
  }
}
