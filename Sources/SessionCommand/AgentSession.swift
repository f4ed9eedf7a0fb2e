import AgentCLI
public import ArgumentParser

/// `agent-session`: everything that is done with sessions but running turns in them.
public struct AgentSession: ParsableCommand {
  public static let configuration = CommandConfiguration(
    commandName: "agent-session",
    abstract: "List, show, search, change, check and follow sessions",
    discussion: """
      A SESSION is an id, a unique beginning of one, 'latest', '@-N' (the Nth of
      the list) or a unique title.

      Examples:
        agent-session list
        agent-session show latest
        agent-session search "disk full" --since 7d
        agent-session follow --all --type 'turn.*' -j
        echo '{"type":"notice","level":"info","code":"ci","message":"built"}' |
          agent-session append build --create
      """,
    version: Version.line("agent-session"),
    subcommands: [
      List.self, Show.self, Search.self, New.self, Rename.self, Fork.self, Append.self, Compact.self,
      Archive.self, Delete.self, Prune.self,
      Export.self, Import.self, Fsck.self, Blob.self, Status.self, Follow.self, Interrupt.self, Send.self,
      Undo.self, Stats.self,
      Next.self, Previous.self,
    ])

  public init() {}
}
