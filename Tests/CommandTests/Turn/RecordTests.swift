import AgentJSON
import AgentTesting
import Testing

@Suite struct TurnRecordTests {
  @Test func documentsOfAgentExtractAreMaterial() throws {
    let bench = try TurnBench()
    try bench.directory.write("work/a.md", "# Title\n\nThe gate opens at nine.\n")
    #expect(try bench.shell("agent-extract -j a.md | $turn 'When?'").status == 0)
    let text = bench.server.requests[0].lastUserText
    #expect(text.contains("<document path=") && text.contains("opens at nine") && text.hasSuffix("When?"))
    #expect(try bench.run("-f", "a.md", "When?").status == 0)
    #expect(bench.server.requests[1].lastUserText.contains("opens at nine"))
  }

  @Test func aMissingFileIsTold() throws {
    let bench = try TurnBench()
    let result = try bench.run("-f", "gone.md", "When?")
    #expect(result.status == 66)
    #expect(result.errors.contains("gone.md"))
    #expect(bench.server.requests.isEmpty && bench.sessions().isEmpty)
  }

  static let document = #"{"type":"document","doc":"d","part":1,"text":"body"}"#
  static let failure =
    #"{"type":"error","code":"bad_data","exit":65,"message":"b.pdf: broken","hint":null,"retryable":false}"#

  @Test func anUpstreamErrorSendsNothing() throws {
    let bench = try TurnBench()
    let input = Self.document + "\n" + Self.failure + "\n"
    let result = try bench.run("-j", "go", stdin: input)
    #expect(result.status == 2)
    #expect(result.values.count == 1 && result.values[0]["exit_code"] == 2)
    #expect(bench.server.requests.isEmpty && bench.sessions().isEmpty)
    #expect(try bench.run("--allow-partial", "go", stdin: input).status == 0)
  }

  @Test func aMalformedLineIsToldWithLineAndByte() throws {
    let bench = try TurnBench()
    let result = try bench.run("go", stdin: Self.document + "\n{oops\n")
    #expect(result.status == 65)
    #expect(result.errors.contains("line 2") && result.errors.contains("byte"))
    #expect(bench.server.requests.isEmpty)
    #expect(try bench.run("--input", "text", "go", stdin: Self.document + "\n{oops\n").status == 0)
    #expect(try bench.run("--input", "ndjson", "go", stdin: "words").status == 65)
  }

  @Test func recordsOfNoUseAreRefusedWhenStrict() throws {
    let bench = try TurnBench()
    let input = Self.document + "\n" + #"{"type":"ack","seq":1}"# + "\n"
    #expect(try bench.run("--strict", "go", stdin: input).status == 65)
    #expect(try bench.run("go", stdin: input).status == 0)
    #expect(try bench.events().contains { $0["code"] == "records_skipped" })
  }

  @Test func aTurnIsAnothersInput() throws {
    let bench = try TurnBench([.text("the first answer")])
    #expect(try bench.shell("$turn -j one </dev/null | $turn two").status == 0)
    #expect(bench.server.requests[1].lastUserText == "the first answer\ntwo")
  }
}
