import AgentJSON
import AgentTesting
import Testing

/// What every executable does alike.
@Suite struct EveryCommandTests {
  static let names = ["agent-turn", "agent-session", "agent-extract", "agent-config"]

  @Test(arguments: names) func versionIsOneLine(_ name: String) throws {
    let result = try BuiltCommand(name, in: TestDirectory()).run("--version")
    #expect(result.status == 0)
    #expect(result.output.hasPrefix("\(name) "))
    #expect(result.lines.count == 1)
    #expect(result.stderr.isEmpty)
  }

  @Test(arguments: names) func helpFitsATerminalAndMakesNothing(_ name: String) throws {
    let directory = TestDirectory()
    let result = try BuiltCommand(name, in: directory, environment: ["COLUMNS": "80"]).run("--help")
    #expect(result.status == 0)
    #expect(result.stderr.isEmpty)
    #expect(result.output.contains("USAGE: \(name)"))
    #expect(result.output.contains("Example"))
    #expect(result.lines.allSatisfy { $0.count < 80 })
    #expect(try BuiltCommand("/bin/ls", in: directory).run("-A", directory.path("home")).output.isEmpty)
    #expect(try BuiltCommand("/bin/ls", in: directory).run(directory.runtime).status != 0)
  }

  @Test(arguments: names) func anUnknownOptionIsUsage(_ name: String) throws {
    let result = try BuiltCommand(name, in: TestDirectory()).run("--nosuch")
    #expect(result.status == 64)
    #expect(result.stdout.isEmpty)
    #expect(result.errors.contains("--nosuch"))
    #expect(result.errors.split(separator: "\n").count == 1)
  }

  @Test(arguments: names) func aUsageErrorIsOneRecordForPrograms(_ name: String) throws {
    let result = try BuiltCommand(name, in: TestDirectory()).run("-j", "--nosuch")
    #expect(result.status == 64)
    #expect(result.lines.count == 1)
    let record = try JSON(parsing: result.stdout)
    let error = name == "agent-turn" ? record["error"] : record
    #expect(record["type"]?.string == (name == "agent-turn" ? "turn.failed" : "error"))
    #expect(error?["code"]?.string == "usage")
    #expect(record[name == "agent-turn" ? "exit_code" : "exit"]?.int == 64)
  }
}
