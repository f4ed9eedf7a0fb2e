import AgentCLI
public import ArgumentParser

/// `agent-memory`: what is to be remembered beyond a session.
public struct AgentMemoryRoot: ParsableCommand {
  public static let configuration = CommandConfiguration(
    commandName: "agent-memory",
    abstract: "Remember things, and find them again",
    discussion: """
      A memory is named by its id, a unique beginning of it of four letters or
      more, or a unique title.

      Examples:
        agent-memory add "The staging host is stage-2" --key staging
        agent-memory search "where do we stage" -k 3
        agent-extract -j docs | agent-memory add --input ndjson
        agent-memory context --budget 1000 "which host"
      """,
    version: Version.line("agent-memory"),
    subcommands: [
      Add.self, Search.self, Context.self, Get.self, List.self, Edit.self, Delete.self, Restore.self,
      Pin.self,
      History.self, Archive.self, Import.self, Export.self, Config.self, Stats.self, Doctor.self,
      Optimize.self,
      Backup.self, Review.self, Apply.self, CallTool.self,
    ])

  public init() {}

  /// `--tool NAME`, as descriptions of tools spell it, is the verb `call`.
  public static func arguments(_ given: [String]) -> [String] {
    given.first == "--tool" ? ["call"] + given.dropFirst() : given
  }
}
