import AgentCLI
import AgentCore
import AgentJSON
import ArgumentParser
import ConfigCommand
import PlanCommand
import SessionCommand
import ToolCommand
import TurnCommand

/// `agentutils`: the commands that need no library of their own, in one executable. `bin/install --single`
/// installs it with a hard link for each; called by its own name it lists them.
struct Agentutils: AgentCommand {
  static let commands = [
    MultiCall.Command(AgentConfig.self),
    MultiCall.Command(AgentPlanRoot.self, arguments: AgentPlanRoot.arguments),
    MultiCall.Command(AgentSession.self),
    MultiCall.Command(AgentTool.self),
    MultiCall.Command(TurnRoot.self, failure: .turnFailed),
  ]

  static let configuration = CommandConfiguration(
    commandName: "agentutils",
    abstract: "Several commands in one executable",
    discussion: """
      It is the command by whose name it is called. Under its own name it runs
      the command that its first argument names, and lists them without one.

      Examples:
        agentutils
        agentutils agent-session list
      """,
    version: Version.line("agentutils"))

  @Argument(help: ArgumentHelp("The command to run, and its arguments.", valueName: "command"))
  var words: [String] = []

  @OptionGroup var common: CommonOptions

  func run(in context: CommandContext) throws -> ExitStatus {
    let names = Self.commands.map(\.name)
    if let word = words.first {
      let isKnown = names.contains(word)
      throw AgentError(
        .usage, isKnown ? "must be the first argument" : "no such command", object: word,
        hint: isKnown ? "agentutils \(word) …" : "one of \(names.joined(separator: ", "))")
    }
    let records = names.map { JSON.object(["type": "command", "v": 1, "name": .string($0)]) }
    switch try outputFormat() {
    case .json: try context.output.record(.array(records))
    case .ndjson: for record in records { try context.output.record(record) }
    default: for name in names { try context.output.text(name + "\n") }
    }
    return .done
  }
}
