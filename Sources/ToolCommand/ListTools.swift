import AgentCLI
import AgentCore
import AgentJSON
import AgentTools
import ArgumentParser

/// The tools there are, one a line.
struct ListTools: AgentCommand {
  static let configuration = CommandConfiguration(
    commandName: "list", abstract: "List the tools there are",
    discussion: "Example: agent-tool list -j")

  @OptionGroup var common: CommonOptions

  func run(in context: CommandContext) throws -> ExitStatus {
    let descriptions = try Toolset(context).registry.descriptions
    let lines = aligned(
      descriptions.map { [$0.name, $0.sideEffects.rawValue, ToolText.firstSentence($0.description)] })
    let rows = zip(descriptions, lines).map { Row("tool", ToolText.members($0), text: $1) }
    try context.print(rows, as: try outputFormat())
    return .done
  }
}
