import AgentJSON
import AgentSystem
import AgentTesting
import Testing

/// `paths` and `status`, which look and change nothing.
@Suite struct ConfigStateTests {
  let directory = TestDirectory()
  var config: BuiltCommand { BuiltCommand("agent-config", in: directory) }

  @Test func pathsFollowTheEnvironment() throws {
    let paths = try JSON(parsing: config.run("paths", "--format", "json").stdout)
    #expect(paths["runtime"] == .string(directory.runtime))
    #expect(paths["config"] == .string("\(directory.runtime)/agent_config.json"))
    #expect(paths["models"] == .string(directory.path("data/agentutils/models")))
    #expect(try config.run("paths", "-j").lines.count == paths.object?.count)
    #expect(!Files.exists(directory.runtime))
  }

  @Test func theOptionIsStronger() throws {
    let result = try config.run("--runtime-dir", "elsewhere", "paths", "--format", "json")
    #expect(try JSON(parsing: result.stdout)["runtime"] == .string("\(directory.work)/elsewhere"))
  }

  @Test func statusOfNothing() throws {
    let status = try JSON(parsing: config.run("status", "-j").stdout)
    #expect(status["type"] == "status")
    #expect(status["runtime_exists"] == false)
    #expect(status["running"] == [])
    #expect(try config.run("status").lines.last == "running  nothing")
    #expect(!Files.exists(directory.runtime))
  }
}
