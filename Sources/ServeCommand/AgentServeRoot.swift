import AgentCLI
import AgentServe
public import ArgumentParser

/// `agent-serve`.
public struct AgentServeRoot: ParsableCommand {
  public static let configuration = CommandConfiguration(
    commandName: "agent-serve", version: Version.line("agent-serve"))
  public init() {}
}
