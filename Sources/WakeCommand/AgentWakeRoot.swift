import AgentCLI
public import ArgumentParser

/// `agent-wake`: turns at a time to come.
public struct AgentWakeRoot: ParsableCommand {
  public static let configuration = CommandConfiguration(
    commandName: "agent-wake",
    abstract: "Give a model a prompt at a time to come, once or again and again",
    discussion: """
      Nothing waits in the background: 'run' starts what is due and ends; cron or
      systemd call it each minute, which 'install' sets up. A wakeup is named by
      its id, a unique beginning of it, or a unique title.

      Examples:
        agent-wake add "Is the build green?" --in 30m
        agent-wake add "Summarise the news" --cron "0 7 * * 1-5" --tz Europe/Paris
        agent-wake list
        agent-wake install --systemd
      """,
    version: Version.line("agent-wake"),
    subcommands: [
      Add.self, List.self, Show.self, Cancel.self, Delete.self, Enable.self, Disable.self, RunNow.self,
      Run.self,
      Next.self, Log.self, Install.self, Uninstall.self, Parse.self, CallTool.self,
    ])

  public init() {}

  /// `--tool NAME`, as descriptions of tools spell it, is the verb `call`.
  public static func arguments(_ given: [String]) -> [String] {
    given.first == "--tool" ? ["call"] + given.dropFirst() : given
  }
}
