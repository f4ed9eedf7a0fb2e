import AgentCLI
import AgentCore
import AgentJSON
import AgentSystem
import ArgumentParser

/// `agent-tool builtin NAME`: what the descriptions in Resources/tools run. One object of arguments on standard
/// input, the result on standard output. Not for people, who have `agent-tool call`.
struct BuiltIn: AgentCommand {
  static let configuration = CommandConfiguration(
    commandName: "builtin", abstract: "Run one of the tools of agent-tool", shouldDisplay: false)

  @Argument(help: "show or observe.")
  var name: String

  @OptionGroup var common: CommonOptions

  var stopsOnSignals: Bool { true }

  func run(in context: CommandContext) throws -> ExitStatus {
    ParentWatch.start()
    switch name {
    case "show": return try ShowTool(context).run(try arguments())
    case "observe": return try ObserveTool(context).run(try arguments())
    default: throw AgentError(.usage, "no such tool", object: name, hint: "show or observe")
    }
  }

  private func arguments() throws(AgentError) -> JSON {
    do {
      return try JSON(parsing: try IO.readToEnd(0, limit: 1 << 20, of: "standard input"))
    } catch {
      throw AgentError(wrapping: error)
    }
  }
}
