import AgentCLI
import AgentCore
import AgentSystem
import AgentTesting
import Glibc
import Testing

struct CommandContextTests {
  private func context(_ environment: [String: String] = [:], color: ColorChoice = .auto) -> CommandContext {
    CommandContext(
      program: "x", runtime: RuntimeDirectory(path: "/r"), environment: environment, workingDirectory: "/w",
      output: Output(), diagnostics: Diagnostics(prefix: "x", level: .quiet), color: color)
  }

  /// What the probe says on a terminal of its own, made by script(1).
  private func onTerminal(_ arguments: String, _ environment: [String: String]) throws -> [String] {
    let directory = TestDirectory()
    let probe = BuiltCommand("cli-probe", in: directory).executable
    let terminal = BuiltCommand("/usr/bin/script", in: directory, environment: environment)
    let result = try terminal.run("-qec", "'\(probe)' notes \(arguments)", "/dev/null")
    #expect(result.status == 2)
    return result.output.split(whereSeparator: \.isNewline).map(String.init)
  }

  @Test(
    "colour on a terminal, unless it is refused there",
    arguments: [
      ("", ["TERM": "xterm"], true), ("", ["TERM": "xterm", "NO_COLOR": ""], true),
      ("", ["TERM": "xterm", "NO_COLOR": "1"], false), ("", ["TERM": "dumb"], false),
      ("", ["TERM": "xterm", "CLICOLOR": "0"], false), ("--color never", ["TERM": "xterm"], false),
      ("--color always", ["TERM": "dumb"], true),
    ])
  func terminalColour(arguments: String, environment: [String: String], colour: Bool) throws {
    let lines = try onTerminal(arguments, environment)
    #expect(lines.contains("color \(colour)"))
    #expect(lines.contains("ask true"))
  }

  @Test func noColourElsewhere() throws {
    let null = try Descriptor(opening: "/dev/null", O_WRONLY)
    #expect(!context(["TERM": "xterm"]).mayColor(null.raw))
  }

  @Test func colourOnDemand() throws {
    let null = try Descriptor(opening: "/dev/null", O_WRONLY)
    #expect(context(color: .always).mayColor(null.raw))
    #expect(context(["NO_COLOR": "1"], color: .always).mayColor(null.raw))
  }

  @Test func pathsAreTheUsers() {
    #expect(context().absolute("a/../b") == "/w/b")
    #expect(context().absolute("/a") == "/a")
  }

  @Test("no question is asked of a pipe")
  func questions() throws {
    let result = try BuiltCommand("cli-probe", in: TestDirectory()).run("notes")
    #expect(result.lines.contains("ask false"))
    #expect(result.lines.contains("color false"))
    #expect(
      try BuiltCommand("cli-probe", in: TestDirectory()).run("notes", "--color", "always").lines.contains(
        "color true"))
  }
}
