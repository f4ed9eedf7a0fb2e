import AgentCLI
public import ArgumentParser

/// `agent-plan`: named lists of things to do.
public struct AgentPlanRoot: ParsableCommand {
  public static let configuration = CommandConfiguration(
    commandName: "agent-plan",
    abstract: "Keep lists of what is to be done",
    discussion: """
      A plan is named by its name or the beginning of it, an entry by its number
      (3, 2-4, all) or its id. A plan whose entries are all done is kept, and shown
      with --all only.

      Examples:
        agent-plan create release "run the tests" "write the notes" "tag it"
        agent-plan check release 1
        agent-plan show release
        agent-plan context
      """,
    version: Version.line("agent-plan"),
    subcommands: [
      List.self, Show.self, Create.self, Add.self, Check.self, Uncheck.self, Edit.self, Move.self,
      Remove.self, Clear.self, Context.self, Import.self, Export.self, CallTool.self,
    ])

  public init() {}

  /// `--tool NAME`, as descriptions of tools spell it, is the verb `call`.
  public static func arguments(_ given: [String]) -> [String] {
    given.first == "--tool" ? ["call"] + given.dropFirst() : given
  }
}
