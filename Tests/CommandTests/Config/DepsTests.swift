import AgentJSON
import AgentTesting
import Testing

@Suite struct ConfigDepsTests {
  let directory = TestDirectory()
  var config: BuiltCommand { BuiltCommand("agent-config", in: directory) }

  /// A PATH in which no program is found, so that those are missing on every machine.
  var bare: BuiltCommand {
    BuiltCommand("agent-config", in: directory, environment: ["PATH": directory.path("work")])
  }

  @Test func whatIsMissingIsANegativeResult() throws {
    let result = try bare.run("deps", "-j")
    #expect(result.status == 1)
    let rows = try result.lines.map { try JSON(parsing: $0) }
    let python = try #require(rows.first { $0["need"] == "python3" })
    #expect(python["present"] == false)
    #expect(python["package"] == "python3")
    let curl = try #require(rows.first { $0["need"] == "libcurl.so.4" })
    #expect(curl["present"] == true)
  }

  @Test func groupsCanBeLeftOut() throws {
    let result = try bare.run("deps", "-j", "--no-model", "--no-memory", "--no-documents", "--no-terminal")
    let groups = try Set(result.lines.map { try JSON(parsing: $0)["group"]?.string })
    #expect(groups == ["network"])
  }

  @Test func dryRunPrintsTheCommand() throws {
    let result = try bare.run("deps", "--install", "-n")
    #expect(result.status == 0)
    #expect(result.output.contains("apt-get install -y --no-install-recommends"))
    #expect(result.output.contains(" python3 python3-venv\n"))
  }

  @Test func withoutAptTheProgramIsNamed() throws {
    let result = try bare.run("deps", "--install")
    #expect(result.status == 69)
    #expect(result.errors.contains("install the packages by hand"))
  }
}
