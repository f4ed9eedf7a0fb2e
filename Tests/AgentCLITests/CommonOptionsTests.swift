import AgentCLI
import AgentCore
import ArgumentParser
import Testing

struct CommonOptionsTests {
  struct Probe: ParsableCommand {
    @OptionGroup var common: CommonOptions
    @OptionGroup var dryRun: DryRunOption
    @OptionGroup var null: NullOption
    @OptionGroup var yes: YesOption
  }

  private func format(_ arguments: [String]) throws -> OutputFormat {
    try Probe.parse(arguments).common.outputFormat()
  }

  @Test func formats() throws {
    #expect(try format([]) == .text)
    #expect(try format(["--format", "json"]) == .json)
    #expect(try format(["--format", "ndjson"]) == .ndjson)
    #expect(try format(["-j"]) == .ndjson)
    #expect(try format(["-j", "--format", "json"]) == .ndjson)
    #expect(try format(["--format", "json", "--format", "text"]) == .text)
  }

  @Test("a command says which formats it knows and which it takes unasked")
  func knownFormats() throws {
    let options = try Probe.parse([]).common
    #expect(try options.outputFormat([.markdown, .text], default: .markdown) == .markdown)
    let html = try Probe.parse(["--format", "html"]).common
    #expect(try html.outputFormat([.text, .html]) == .html)
    let error = #expect(throws: AgentError.self) { try html.outputFormat() }
    #expect(error?.description == "--format: unknown format 'html' (one of text, json, ndjson)")
    #expect(error?.exitCode == .usage)
  }

  @Test func flags() throws {
    let probe = try Probe.parse(["-q", "-v", "-n", "-0", "--yes", "--color", "never", "--runtime-dir", "d"])
    #expect(
      probe.common.quiet && probe.common.verbose && probe.dryRun.dryRun && probe.null.null && probe.yes.yes)
    #expect(probe.common.color == .never)
    #expect(probe.common.runtimeDir == "d")
    let long = try Probe.parse(["--quiet", "--verbose", "--dry-run", "--null"])
    #expect(long.common.quiet && long.common.verbose && long.dryRun.dryRun && long.null.null)
  }

  @Test(arguments: [["--color", "pink"], ["--runtime-dir", ""], ["--runtime-dir"], ["--formt", "json"]])
  func refused(arguments: [String]) {
    #expect(throws: (any Error).self) { try Probe.parse(arguments) }
  }

  @Test func machineFormats() {
    #expect(OutputFormat.allCases.filter(\.isMachine) == [.json, .ndjson])
  }

  @Test func version() {
    #expect(Version.line("agent-x") == "agent-x \(Version.number)")
    #expect(Version.number.split(separator: ".").count == 3)
  }
}
