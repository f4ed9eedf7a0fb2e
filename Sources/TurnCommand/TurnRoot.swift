public import AgentCLI
import AgentCore
public import ArgumentParser

/// `agent-turn`: one turn of the loop.
public struct TurnRoot: ParsableCommand {
  public static let configuration = CommandConfiguration(
    commandName: "agent-turn",
    abstract: "Ask a model: text and documents in, an answer out",
    discussion: """
      Examples:
        agent-turn "What is a monad? One sentence."
        agent-extract report.pdf | agent-turn "List the decisions"
        agent-turn -c "And who made them?"
        agent-turn -j "Describe this folder" | jq -r .type
      """,
    version: Version.line("agent-turn"))

  @OptionGroup(title: "Input") var input: InputOptions
  @OptionGroup(title: "Session") var session: SessionOptions
  @OptionGroup(title: "Model") var model: ModelOptions
  @OptionGroup(title: "Tools") var tools: ToolOptions
  @OptionGroup(title: "Approvals") var approval: ApprovalOptions
  @OptionGroup(title: "Context") var context: ContextOptions
  @OptionGroup(title: "Limits") var limits: LimitOptions
  @OptionGroup(title: "Output") var result: ResultOptions
  @OptionGroup(title: "Loop") var loop: LoopOptions
  @OptionGroup var dryRun: DryRunOption
  @OptionGroup public var common: CommonOptions

  public init() {}
}
