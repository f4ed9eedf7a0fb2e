import AgentJSON
import AgentSystem
import AgentTesting
import Testing

@Suite struct ConfigModelTests {
  let directory = TestDirectory()
  var config: BuiltCommand { BuiltCommand("agent-config", in: directory) }

  @Test func nothingInstalledAndNothingConfigured() throws {
    let list = try config.run("model", "list")
    #expect(list.status == 1)
    #expect(list.errors.contains("agent-config model install"))
    let status = try config.run("model", "status", "-j")
    #expect(status.status == 1)
    #expect(status.output == #"{"type":"model","v":1,"running":false,"installed":false}"# + "\n")
    let serve = try config.run("model", "serve")
    #expect(serve.status == 78)
    #expect(serve.errors.contains("run 'agent-config model install'"))
    #expect(try config.run("model", "stop").output == "not running\n")
  }

  @Test func useOfARemoteModelLeavesTheLocalOne() throws {
    try directory.write("data/agentutils/models/tiny.gguf", "GGUF")
    #expect(try config.run("model", "use", "tiny").output == "provider: local\nlocal_model: tiny\n")
    let list = try config.run("model", "list", "-j")
    #expect(try JSON(parsing: list.stdout)["name"] == "tiny")
    #expect(
      try config.run("model", "use", "big", "--base-url", "http://127.0.0.1:1/v1", "-q").output
        == "model: big\nbase_url: http://127.0.0.1:1/v1\nprovider: null\n")
    let file = try JSON(parsing: directory.read("runtime/agent_config.json"))
    #expect(file == ["local_model": "tiny", "model": "big", "base_url": "http://127.0.0.1:1/v1"])
    let names = try config.run("model", "list", "-j").lines.map { try JSON(parsing: $0)["name"]?.string }
    #expect(names == ["tiny", "big"])
    #expect(try config.run("model", "use", "-n", "local").output == "provider: local\nlocal_model: null\n")
    #expect(try config.run("get", "model").output == "big\n")
  }

  @Test func probeTellsWhatTheEndpointHas() throws {
    let server = try ModelListServer(directory, models: ["a", "b"])
    let result = try config.run("model", "probe", "--base-url", server.baseURL)
    #expect(result.status == 0)
    #expect(result.lines[0].hasPrefix("\(server.baseURL): reachable, "))
    #expect(Array(result.lines.dropFirst()) == ["a", "b"])
    #expect(try config.run("set", "base_url", server.baseURL).status == 0)
    let record = try JSON(parsing: config.run("model", "probe", "-j").stdout)
    #expect(record["models"] == ["a", "b"])
    #expect(record["reachable"] == true)
  }

  @Test func probeOfWhatIsNoEndpoint() throws {
    let server = try ModelListServer(directory, models: [])
    let missing = try config.run("model", "probe", "--base-url", server.baseURL + "/none")
    #expect(missing.status == 76)
    #expect(missing.errors.contains("answers with status 404"))
    let junk = try config.run("model", "probe", "--base-url", server.baseURL.dropLast(2) + "junk")
    #expect(junk.status == 76)
    let silent = try config.run("model", "probe", "--base-url", "http://127.0.0.1:1/v1", "-j")
    #expect(silent.status == 75)
    #expect(try JSON(parsing: silent.stdout)["exit"] == 75)
    #expect(try config.run("model", "probe", "--base-url", "nonsense").status == 64)
  }

  @Test func probeWithoutAnEndpointAsksTheLocalModel() throws {
    let result = try config.run("model", "probe")
    #expect(result.status == 69)
    #expect(result.errors.contains("agent-config model serve"))
  }

  @Test func installRefusesWhatIsNoModel() throws {
    try directory.write("work/x.gguf", "no model")
    let result = try config.run("model", "install", "--gguf", "x.gguf")
    #expect(result.status == 65)
    #expect(result.errors.contains("\(directory.work)/x.gguf: not a GGUF file"))
    #expect(try config.run("model", "install", "--gguf", "y.gguf").status == 66)
  }
}
