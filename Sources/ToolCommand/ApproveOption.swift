import AgentApproval
import AgentCLI
import AgentCore
import AgentTools
import ArgumentParser

/// Who decides on calls that are made from outside of a turn.
struct ApproveOption: ParsableArguments {
  @Option(
    name: .long,
    help: ArgumentHelp("Who decides where no rule does: rules (default), never, ask, all.", valueName: "who"),
    completion: .list(["rules", "never", "ask", "all"]))
  var approve: String?

  /// The same rules as in a turn; whom they leave the decision to is the person at the terminal, if anybody.
  /// - Parameter isAlone: whether standard input is not a person's, who then cannot be asked.
  func gate(in context: CommandContext, isAlone: Bool = false) throws(AgentError) -> ApprovalGate {
    guard let mode = ApprovalMode(rawValue: approve ?? "rules"), mode != .pipe, mode != .hook else {
      throw AgentError(
        .usage, "unknown way of approval '\(approve ?? "")'", object: "--approve",
        hint: "rules, never, ask or all")
    }
    let mayAsk = context.mayAsk && !isAlone
    if mode == .ask, !mayAsk {
      throw AgentError(
        .usage, "standard input and standard error must be terminals", object: "--approve ask")
    }
    let asks = mayAsk && (mode == .rules || mode == .ask)
    let file = RulesFile(context.runtime)
    return ApprovalGate(
      mode: mode, rules: try file.readAll(environment: context.environment),
      approver: asks ? TerminalApprover(context.cancellation) : nil, file: file)
  }
}
