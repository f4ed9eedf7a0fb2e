import AgentCLI
public import ArgumentParser

/// `agent-config`: settings, where things are, what is missing or weak, and the local model.
public struct AgentConfig: ParsableCommand {
  public static let configuration = CommandConfiguration(
    commandName: "agent-config",
    abstract: "settings, the local model, and what is missing on this machine",
    discussion: """
      Examples:
        agent-config set model gpt-5.4
        agent-config set base_url=http://127.0.0.1:8080/v1
        agent-config explain model
        agent-config bootstrap
        agent-config doctor
        agent-config model install

      The settings are in agent-config(5).
      """,
    version: Version.line("agent-config"),
    subcommands: [
      GetCommand.self, SetCommand.self, UnsetCommand.self, ExplainCommand.self, EditCommand.self,
      PathsCommand.self, StatusCommand.self, DepsCommand.self, BootstrapCommand.self, DoctorCommand.self,
      ModelCommand.self,
    ])

  public init() {}
}
