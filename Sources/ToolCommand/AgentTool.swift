import AgentCLI
public import ArgumentParser

/// `agent-tool`: the tools that a turn offers to its model, for shells and for people.
public struct AgentTool: ParsableCommand {
  public static let configuration = CommandConfiguration(
    commandName: "agent-tool",
    abstract: "List and describe the tools of agent-turn",
    discussion: """
      Examples:
        agent-tool list
        agent-tool describe read
        agent-tool mcp add time -- mcp-server-time
      """,
    version: Version.line("agent-tool"),
    subcommands: [ListTools.self, DescribeTool.self, MCPGroup.self])

  public init() {}
}
