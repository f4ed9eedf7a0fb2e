import AgentCore
import AgentJSON
import AgentSystem
import AgentTesting
import Testing

@Suite struct TurnAnswerTests {
  @Test(arguments: TurnBench.dialects)
  func textIsTheAnswerAlone(_ dialect: String) throws {
    let bench = try TurnBench([.answer(.reasoning("hm"), .text("Paris\nof course"))], dialect: dialect)
    let result = try bench.run("--tools", "read,list", "capital", "of", "France")
    #expect(result.status == 0)
    #expect(result.output == "Paris\nof course\n")
    #expect(result.stderr.isEmpty)
    #expect(bench.server.requests[0].lastUserText == "capital of France")
  }

  @Test(arguments: TurnBench.dialects)
  func eventsAreTheLogAndMore(_ dialect: String) throws {
    let bench = try TurnBench([.toolCall("list", [:]), .text("done")], dialect: dialect)
    let result = try bench.run("-j", "go")
    #expect(result.status == 0)
    #expect(result.stderr.isEmpty)
    #expect(result.lines.allSatisfy { $0.hasPrefix("{\"type\":\"") })
    let values = result.values
    let sequences = values.compactMap { $0["seq"]?.int }
    #expect(sequences == sequences.sorted() && Set(sequences).count == sequences.count)
    #expect(values.allSatisfy { ($0["seq"] != nil) != ($0["after"] != nil) })
    let durable = result.lines.filter { $0.contains("\"seq\":") }
    #expect(durable.allSatisfy { EventEncoder.isIntact(Array($0.utf8)[...]) })
    #expect(durable == Array(try bench.log().dropFirst()))
    #expect(values.filter { ["turn.completed", "turn.failed"].contains($0["type"]) }.count == 1)
    #expect(values.last?["type"] == "turn.completed" && values.last?["exit_code"] == 0)
    #expect(values.last?["requests"] == 2 && values.last?["tool_calls"] == 1)
    #expect(!values.contains { $0["type"] == "item.delta" })
    #expect(values.first?["type"] == "thread.started" && values[1]["type"] == "turn.started")
  }

  @Test(arguments: TurnBench.dialects)
  func deltasAreShownWhenAskedFor(_ dialect: String) throws {
    let bench = try TurnBench([.text("one two three four")], dialect: dialect)
    let values = try bench.run("-j", "--deltas", "go").values
    let deltas = values.filter { $0["type"] == "item.delta" && $0["kind"] == "text" }
    #expect(deltas.count > 1)
    #expect(deltas.compactMap { $0["delta"]?.string }.joined() == "one two three four")
    let id = values.first { $0["item"]?["type"] == "agent_message" }?["item"]?["id"]
    #expect(deltas.allSatisfy { $0["item_id"] == id })
  }

  @Test func jsonIsOneRecord() throws {
    let result = try TurnBench([.text("hi")]).run("--format", "json", "go")
    #expect(result.lines.count == 1 && result.stderr.isEmpty)
    let record = try JSON(parsing: result.stdout)
    #expect(record["type"] == "turn" && record["text"] == "hi" && record["exit_code"] == 0)
    #expect(record["turn"] == 1 && record["usage"]?["output_tokens"] == 7)
  }

  @Test func aFileGetsTheAnswerInsteadOfStdout() throws {
    let bench = try TurnBench([.text("hi")])
    let result = try bench.run("-o", "answer.txt", "go")
    #expect(result.status == 0 && result.stdout.isEmpty)
    #expect(try bench.directory.read("work/answer.txt") == "hi\n")
  }

  @Test(arguments: ["nowhere/answer", ".", "file/answer"])
  func aFileThatCannotBeMadeSpendsNothing(_ path: String) throws {
    let bench = try TurnBench()
    try bench.directory.write("work/file", "")
    let result = try bench.run("-o", path, "go")
    #expect(result.status == 73)
    #expect(result.errors.split(separator: "\n").count == 1)
    #expect(bench.server.requests.isEmpty && bench.sessions().isEmpty)
  }

  @Test(arguments: TurnBench.dialects)
  func anAnswerThatComesWholeIsTaken(_ dialect: String) throws {
    #expect(try TurnBench([.text("whole").whole], dialect: dialect).run("go").output == "whole\n")
  }
}
