import AgentJSON
import AgentSystem
import AgentTesting
import Glibc
import Testing

@Suite struct ConfigSetTests {
  let directory = TestDirectory()
  var config: BuiltCommand { BuiltCommand("agent-config", in: directory) }

  @Test func writesSilentlyAndPrivately() throws {
    let result = try config.run("set", "model", "a", "max_requests=3")
    #expect(result.status == 0)
    #expect(result.output == "" && result.errors == "")
    #expect(
      try directory.read("runtime/agent_config.json") == "{\n  \"model\": \"a\",\n  \"max_requests\": 3\n}\n")
    #expect(try Files.status(directory.path("runtime/agent_config.json"))!.st_mode & 0o777 == 0o600)
    #expect(try Files.status(directory.runtime)!.st_mode & 0o777 == 0o700)
  }

  @Test func theRuntimeLogTellsTheNamesAndNoValue() throws {
    _ = try config.run("set", "model", "a", "api_key=sk-canary")
    _ = try config.run("set", "model", "a")
    _ = try config.run("unset", "model")
    let lines = try directory.read("runtime/logs/runtime.ndjson").split(separator: "\n")
    let events = try lines.map { try JSON(parsing: String($0)) }
    #expect(events.map { $0["type"] } == ["config.changed", "config.changed"])
    #expect(events.map { $0["keys"] } == [["api_key", "model"], ["model"]])
    #expect(events.allSatisfy { $0["session"] == .null })
    #expect(!lines.joined().contains("canary"))
  }

  @Test func allOrNothing() throws {
    let result = try config.run("set", "model", "a", "max_requests", "many")
    #expect(result.status == 78)
    #expect(result.errors.contains("max_requests: expected an integer of 0 or more, not \"many\""))
    #expect(!Files.exists(directory.runtime))
  }

  @Test func aMissingValueIsAUsageError() throws {
    let result = try config.run("set", "model")
    #expect(result.status == 64)
    #expect(result.errors == "agent-config: set: model: a value is missing (agent-config set model VALUE)\n")
  }

  @Test func dryRunPrintsAndWritesNothing() throws {
    let result = try config.run("set", "-n", "model=a", "api_key=sk-canary")
    #expect(result.output == "model: a\napi_key: (hidden)\n")
    #expect(!Files.exists(directory.runtime))
  }

  @Test func aStrongerLayerIsTold() throws {
    let config = BuiltCommand("agent-config", in: directory, environment: ["AGENT_MODEL": "b"])
    let result = try config.run("set", "model", "a")
    #expect(result.status == 0)
    #expect(result.errors == "agent-config: set: model: AGENT_MODEL is stronger and says otherwise\n")
    #expect(try config.run("set", "model", "c", "-q").errors == "")
  }

  @Test func thePredecessorsFileIsAdoptedAndKept() throws {
    let seed = #"{"model": "gpt-5.4", "auto_proceed": true, "history": null, "platform": "linux", "x": 1}"#
    try directory.write("runtime/agent_config.json", seed)
    #expect(try config.run("set", "model", "a").status == 0)
    #expect(try directory.read("runtime/agent_config.json.orig") == seed)
    let file = try JSON(parsing: directory.read("runtime/agent_config.json"))
    #expect(file["model"] == "a")
    #expect(file["platform"] == "linux")
    #expect(file["x"] == 1)
  }

  @Test func processesAtOnceLoseNothing() throws {
    let keys = ["model", "max_requests", "retries", "max_images", "verbosity", "name", "username", "voice"]
    let values = ["a", "1", "2", "3", "low", "n", "u", "v"]
    let children = try zip(keys, values).map {
      try config.spawn(["set", $0, $1], output: .null, error: .null)
    }
    for child in children { #expect(child.wait() == .code(0)) }
    let file = try JSON(parsing: directory.read("runtime/agent_config.json"))
    #expect(Set(file.object?.keys ?? []) == Set(keys))
    #expect(try Files.list(directory.runtime) == ["agent_config.json", "locks", "logs"])
  }

  @Test func aDirectoryThatCannotBeMadeIsTold() throws {
    try directory.write("file", "")
    let result = try config.run("set", "model", "a", "--runtime-dir", directory.path("file/runtime"))
    #expect(result.status == 73)
    #expect(result.errors.contains("cannot create"))
  }
}
