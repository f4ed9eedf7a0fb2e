import AgentCLI
import AgentCore
import AgentJSON
import AgentTools
import ArgumentParser

/// Everything about one tool, in the form of a description file.
struct DescribeTool: AgentCommand {
  static let configuration = CommandConfiguration(
    commandName: "describe", abstract: "Print what a tool takes and may do",
    discussion: "Example: agent-tool describe read --format json")

  @Argument(help: "The tool's name.")
  var name: String

  @OptionGroup var common: CommonOptions

  var stopsOnSignals: Bool { true }

  func run(in context: CommandContext) throws -> ExitStatus {
    let entry = try Toolset(context).entry(name)
    // A server that was asked for its tools.
    defer { entry.tool.finish() }
    let members = ToolText.members(entry)
    try context.print(
      Row("tool", members, text: JSON.object(members).prettyText), as: try outputFormat())
    return .done
  }
}
