import AgentCLI
public import ArgumentParser

/// `agent-tool`: the tools that a turn offers to its model, for shells and for people.
public struct AgentTool: ParsableCommand {
  public static let configuration = CommandConfiguration(
    commandName: "agent-tool",
    abstract: "List, describe and call the tools of agent-turn; extensions, hooks",
    discussion: """
      Examples:
        agent-tool list
        agent-tool describe read
        agent-tool call search pattern=TODO
        agent-tool trust .
        agent-tool hook list
        agent-tool mcp add time -- mcp-server-time
      """,
    version: Version.line("agent-tool"),
    subcommands: [
      ListTools.self, DescribeTool.self, CallTool.self, TrustProject.self, DoctorTools.self,
      HookVerbs.self, MCPGroup.self, BuiltIn.self,
    ])

  public init() {}
}
