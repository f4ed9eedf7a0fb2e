import AgentApproval
import AgentCLI
import AgentCore
import AgentSystem
import AgentTools
import AgentTurn
import Glibc

extension TurnPlan {
  /// Who decides on the calls of the turn, and what is told of it.
  /// - Parameter previous: the plan of the turn before in the same loop, whose channel is used again.
  mutating func addApprovals(_ command: TurnRoot, _ context: CommandContext, after previous: TurnPlan?)
    throws(AgentError)
  {
    let options = command.approval
    setup.control = previous?.setup.control
    if let descriptor = options.controlFd, previous == nil { setup.control = try ControlChannel(descriptor) }
    setup.onDenied = options.onDenied
    setup.isStrict = command.input.strict
    let approver = try approver(options.approve, context)
    if tools.names.isEmpty { return }
    let file = RulesFile(context.runtime)
    let rules = try file.readAll(environment: context.environment)
    setup.approval = ApprovalGate(
      mode: options.approve, rules: command.context.hermetic ? rules.withoutPermissions : rules,
      approver: approver, file: file)
    if options.approve == .all {
      setup.notices.append(
        .notice("approve_all", "every call runs that no rule denies (--approve all)"))
    }
    if geteuid() == 0, tools.runsPrograms { try addRootNotice() }
  }

  /// The sandbox holds root too, but what is not confined, or gets out, is root.
  private mutating func addRootNotice() throws(AgentError) {
    if setup.isStrict {
      throw AgentError(
        .sandbox, "root is not offered tools that run programs", object: "--strict",
        hint: "run it as an ordinary user, or with --tools none")
    }
    setup.notices.append(
      .notice("root", "the tools of this turn are run by root; an ordinary user is safer"))
  }

  private func approver(_ mode: ApprovalMode, _ context: CommandContext) throws(AgentError)
    -> (any Approver)?
  {
    switch mode {
    // The driver knows the hooks, and the session that they are told.
    case .never, .all, .hook: return nil
    case .rules: return context.mayAsk ? TerminalApprover(context.cancellation) : nil
    case .ask:
      if context.mayAsk { return TerminalApprover(context.cancellation) }
      throw AgentError(
        .usage, "standard input and standard error must be terminals", object: "--approve ask",
        hint: "see --approve pipe, or a rule in rules.json")
    case .pipe: return setup.control
    }
  }
}
