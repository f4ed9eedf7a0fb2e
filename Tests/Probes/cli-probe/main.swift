import AgentCLI
import AgentCore
import AgentJSON
import AgentSystem
import ArgumentParser

// cli-probe: a command like the real ones, on which the tests of AgentCLI look at CommandRunner from outside.
// Called as turn-probe it is a command without verbs that ends as agent-turn does.

struct CLIProbe: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "cli-probe", abstract: "Show what CommandRunner does",
    discussion: "EXAMPLES\n  cli-probe echo hello\n  cli-probe -j fail", version: Version.line("cli-probe"),
    subcommands: [Echo.self, Fail.self, Fill.self, Notes.self, Group.self, Doctor.self])
}

struct Echo: AgentCommand {
  static let configuration = CommandConfiguration(abstract: "Print the words")
  @OptionGroup var common: CommonOptions
  @Option(name: .shortAndLong, help: "How often.") var count = 1
  @Argument(help: "What to print.") var words: [String] = []

  func run(in context: CommandContext) throws -> ExitStatus {
    let format = try outputFormat()
    for _ in 0..<count {
      if format.isMachine {
        try context.output.record(["type": "echo", "words": .array(words.map(JSON.string))])
      } else {
        try context.output.text(words.joined(separator: " ") + "\n")
      }
    }
    return words.isEmpty ? .negative : .done
  }
}

struct Fail: AgentCommand {
  static let configuration = CommandConfiguration(abstract: "Fail")
  @OptionGroup var common: CommonOptions
  @Option var code = "session_missing"
  @Flag(help: "Print a line first.") var late = false

  func run(in context: CommandContext) throws -> ExitStatus {
    if late { try context.output.text("first\n") }
    throw AgentError(
      ErrorCode(rawValue: code) ?? .internalError, "no such\nsession \u{1b}[31m", object: "2026",
      hint: "try 'cli-probe list'")
  }
}

struct Fill: AgentCommand {
  static let configuration = CommandConfiguration(abstract: "Print lines without end, from several threads")
  @OptionGroup var common: CommonOptions
  @Option var lines = 100_000
  @Option var threads = 1

  func run(in context: CommandContext) throws -> ExitStatus {
    let failure = Monitor<AgentError?>(nil)
    let started = (0..<threads).map { number in
      Thread.start { [lines] in
        let line = JSON.string(String(repeating: "\(number)", count: 5000))
        do throws(AgentError) {
          for _ in 0..<lines { try context.output.record(line) }
        } catch {
          failure.update { $0 = error }
        }
      }
    }
    for thread in started { thread.join() }
    if let error = failure.withLock({ $0 }) { throw error }
    return .done
  }
}

struct Notes: AgentCommand {
  static let configuration = CommandConfiguration(abstract: "Tell things on standard error")
  @OptionGroup var common: CommonOptions

  func run(in context: CommandContext) throws -> ExitStatus {
    context.diagnostics.note("a note")
    context.diagnostics.verbose("a detail")
    context.diagnostics.damage("damage at byte 7")
    try context.output.text(
      """
      runtime \(context.runtime.path)
      color \(context.mayColor(1))
      ask \(context.mayAsk)

      """)
    return .partial
  }
}

struct Doctor: AgentCommand {
  static let configuration = CommandConfiguration(abstract: "Run whatever the runtime directory is like")
  @OptionGroup var common: CommonOptions
  var inspectsRuntimeDirectory: Bool { true }

  func run(in context: CommandContext) throws -> ExitStatus { .done }
}

struct Group: ParsableCommand {
  static let configuration = CommandConfiguration(abstract: "Verbs below a verb", subcommands: [Inner.self])

  struct Inner: AgentCommand {
    static let configuration = CommandConfiguration(abstract: "The verb below")
    @OptionGroup var common: CommonOptions
    @Argument var id: String

    func run(in context: CommandContext) throws -> ExitStatus {
      try context.output.text("inner \(id)\n")
      return .done
    }
  }
}

struct TurnProbe: AgentCommand {
  static let configuration = CommandConfiguration(
    commandName: "turn-probe", abstract: "A command without verbs", version: Version.line("turn-probe"))
  @OptionGroup var common: CommonOptions
  @Flag(name: .shortAndLong) var `continue` = false
  @Argument var prompt: [String] = []

  func run(in context: CommandContext) throws -> ExitStatus {
    if prompt.isEmpty { throw AgentError(.config, "nothing configured") }
    try context.output.text(prompt.joined(separator: " ") + "\n")
    return .done
  }
}

if Path.name(CommandLine.arguments[0]) == "turn-probe" {
  CommandRunner.main(TurnProbe.self, failure: .turnFailed)
}
CommandRunner.main(CLIProbe.self)
