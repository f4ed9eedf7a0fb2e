import AgentCore
import AgentJSON
import AgentSystem
import AgentTesting
import Testing

@testable import AgentTools

@Suite struct ExecutableToolTests {
  let bench = ToolBench()

  @Test func argumentsComeOnStandardInput() throws {
    #expect(try bench.run(bench.script("cat"), ["a": [1, "x"]]).text == #"{"a":[1,"x"]}"#)
  }

  @Test func theEnvironmentIsWhatItIsGiven() throws {
    let names = try bench.run(bench.script("env | cut -d= -f1 | sort | tr '\\n' ' '"), [:]).text.split(
      separator: " ")
    #expect(
      Set(names).isSuperset(of: ["AGENT_CALL_ID", "AGENT_CWD", "AGENT_RUNTIME_DIR", "AGENT_SESSION", "PATH"]))
    #expect(!names.contains("HOME"))
  }

  @Test func aFailureIsToldWithItsStatusAndWords() throws {
    let output = try bench.run(bench.script("echo half; echo why >&2; exit 3"), [:])
    #expect(!output.succeeded)
    #expect(output.text == "Error: exit status 3\nhalf\nwhy")
    #expect(output.itemFields["log"] == "why")
    #expect(output.itemFields["exit_code"] == 3)
    #expect(try bench.run(bench.script("exit 4"), [:]).text == "Error: exit status 4")
    #expect(try bench.run(bench.script("kill -9 $$"), [:]).itemFields["exit_code"] == 137)
  }

  @Test func pathsAreConfined() throws {
    let path = try bench.file("a", "")
    try bench.directory.write("secret", "")
    let tool = try bench.script("cat", pathArguments: ["path"])
    let resolved = try Path.resolved(path)
    #expect(try bench.run(tool, ["path": "a"]).text == "{\"path\":\"\(resolved)\"}")
    #expect(throws: AgentError.self) { try bench.run(tool, ["path": "../secret"]) }
    #expect(throws: AgentError.self) { try bench.run(tool, ["path": "gone"]) }
  }

  @Test func timeIsUp() throws {
    let output = try bench.run(bench.script("echo begun; sleep 600"), [:], milliseconds: 700)
    #expect(!output.succeeded && output.itemFields["exit_code"] == 124)
    #expect(output.text.contains("took too long") && output.text.contains("begun"))
  }
}
