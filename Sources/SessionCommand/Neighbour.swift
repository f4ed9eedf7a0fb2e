import AgentCLI
import AgentCore
import AgentSession
import ArgumentParser

/// `agent-session next`
struct Next: AgentCommand {
  static let configuration = CommandConfiguration(
    commandName: "next",
    abstract: "Print the id of the session after one, in the order of use",
    discussion: """
      Exit status 1 when it is the newest.

      Example:
        agent-session next 20260102T030405.678Z-1a2b
      """)

  @OptionGroup var operand: SessionArgument
  @OptionGroup var common: CommonOptions

  func run(in context: CommandContext) throws -> ExitStatus {
    try Neighbour.print(operand.session, offset: -1, "newer", context, try outputFormat())
  }
}

/// `agent-session previous`
struct Previous: AgentCommand {
  static let configuration = CommandConfiguration(
    commandName: "previous",
    abstract: "Print the id of the session before one, in the order of use",
    discussion: """
      Exit status 1 when it is the oldest.

      Example:
        agent-session previous latest
      """)

  @OptionGroup var operand: SessionArgument
  @OptionGroup var common: CommonOptions

  func run(in context: CommandContext) throws -> ExitStatus {
    try Neighbour.print(operand.session, offset: 1, "older", context, try outputFormat())
  }
}

/// The sessions that stand beside another in the list.
enum Neighbour {
  /// - Parameter offset: in the list, which begins with the newest.
  static func print(
    _ operand: String?, offset: Int, _ word: String, _ context: CommandContext, _ format: OutputFormat
  ) throws(AgentError) -> ExitStatus {
    let id = try context.session(operand)
    let ids = try context.sessions.list().map(\.id)
    let position = (ids.firstIndex(of: id) ?? 0) + offset
    guard ids.indices.contains(position) else {
      throw AgentError(.badRequest, "there is no \(word) session", object: id)
    }
    try context.printSession(ids[position], format)
    return .done
  }
}
