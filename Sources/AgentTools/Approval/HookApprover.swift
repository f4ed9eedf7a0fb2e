import AgentApproval
public import AgentCore
import AgentJSON
public import AgentSystem

/// Asks the executables in `hooks/approval.request.d` (`--approve hook`).
public struct HookApprover: Approver {
  private let hooks: HookRunner
  private let cancellation: Cancellation

  public init(_ hooks: HookRunner, _ cancellation: Cancellation) {
    self.hooks = hooks
    self.cancellation = cancellation
  }

  public var source: ApprovalDecision.Source { .hook }

  public func answer(_ question: ApprovalQuestion) throws(AgentError) -> ApprovalAnswer {
    let call = HookRunner.Call(
      id: question.id, tool: question.call.tool, arguments: question.call.arguments)
    let approval = hooks.approve(call, reason: question.reason, cancellation: cancellation)
    if let reason = cancellation.reason { throw AgentError(reason) }
    return approval.isAllowed ? .allow : .deny(reason: approval.reason)
  }
}
