public import AgentJSON
public import AgentSystem

/// The hooks around a call of a tool, wherever it comes from: a turn, or a shell.
extension HookRunner {
  /// A call as it was asked for.
  public struct Call: Sendable {
    public var id: String
    public var tool: String
    public var arguments: JSON

    public init(id: String, tool: String, arguments: JSON) {
      self.id = id
      self.tool = tool
      self.arguments = arguments
    }

    fileprivate var facts: JSONObject {
      ["tool_name": .string(tool), "tool_use_id": .string(id), "tool_input": arguments]
    }
  }

  /// What becomes of a call.
  public struct Verdict: Sendable {
    /// As the hooks left them. Whoever runs the call checks them against the schema.
    public var arguments: JSON
    /// Why the call must not run, for the model to read.
    public var refusal: String?
    /// Why the whole turn must end.
    public var stop: String?
    /// What is told the model with the call's result.
    public var context: String?
    /// What they decided about approval; `ask` means that a rule which allows the call is not enough.
    public var permission: HookReply.Permission?
    public var notices: [String] = []
  }

  private func points(before tool: String) -> [HookPoint] {
    [.toolCallBefore] + (HookPoint.narrow(tool).map { [$0.before] } ?? [])
  }

  /// Whether any hook is to be asked around calls of this tool.
  public func asks(around tool: String) -> Bool {
    asks(at: .toolCallAfter) || asks(at: .toolCallError) || points(before: tool).contains(where: asks(at:))
      || HookPoint.narrow(tool).map { asks(at: $0.after) } ?? false
  }

  /// Asks before a call whose arguments fit the tool's schema.
  public func before(_ call: Call, cancellation: Cancellation) -> Verdict {
    var call = call
    var verdict = Verdict(arguments: call.arguments)
    var words: [String] = []
    for point in points(before: call.tool) {
      let outcome = ask(point, call.facts, tool: call.tool, cancellation: cancellation)
      verdict.notices += outcome.notices
      if let text = outcome.contextText { words.append(text) }
      if let input = outcome.updatedInput {
        call.arguments = input
        verdict.arguments = input
      }
      if let permission = outcome.permission, verdict.permission != .ask { verdict.permission = permission }
      verdict.refusal = outcome.veto
      verdict.stop = outcome.stop
      if outcome.veto != nil || outcome.stop != nil { break }
    }
    if !words.isEmpty { verdict.context = words.joined(separator: "\n") }
    return verdict
  }

  /// Tells of a call that has ended.
  /// - Returns: what the model is told with its result; why the whole turn must end; what the user is told.
  public func after(_ call: Call, _ output: String, succeeded: Bool, cancellation: Cancellation) -> (
    context: String?, stop: String?, notices: [String]
  ) {
    var facts = call.facts
    facts["tool_response"] = ["output": .string(output), "success": .bool(succeeded)]
    if !succeeded { facts["error"] = .string(output) }
    var words: [String] = []
    var notices: [String] = []
    let narrow = HookPoint.narrow(call.tool).map { [$0.after] } ?? []
    for point in narrow + [succeeded ? .toolCallAfter : .toolCallError] {
      let outcome = ask(point, facts, tool: call.tool, cancellation: cancellation)
      notices += outcome.notices
      if let text = outcome.contextText { words.append(text) }
      if let stop = outcome.stop { return (words.joined(separator: "\n"), stop, notices) }
    }
    return (words.isEmpty ? nil : words.joined(separator: "\n"), nil, notices)
  }

  /// What the hooks decide about a call that needs an approval (`--approve hook`).
  public struct Approval: Sendable {
    public var isAllowed: Bool
    public var reason: String
    /// The hook that decided; nil where none did.
    public var hook: String?
    public var notices: [String] = []
  }

  /// Asks whether a call may run. Every hook that is asked must allow it: one that says no, fails or takes too
  /// long denies it, and so it is where there is none.
  /// - Parameter reason: why it needs an approval.
  public func approve(_ call: Call, reason: String, cancellation: Cancellation) -> Approval {
    var facts = call.facts
    facts["reason"] = .string(reason)
    let outcome = ask(.approvalRequest, facts, tool: call.tool, cancellation: cancellation)
    var approval = Approval(
      isAllowed: false, reason: "no hook in hooks/approval.request.d decides", hook: nil,
      notices: outcome.notices)
    guard let last = outcome.reports.last else { return approval }
    approval.hook = last.hook.name
    let refused = outcome.reports.first { report in
      report.ending != .exited(.code(0)) || [.deny, .ask].contains(report.reply.permission)
        || report.reply.stop != nil
    }
    if let refused {
      approval.hook = refused.hook.name
      approval.reason =
        outcome.veto ?? outcome.stop ?? refused.reply.notice ?? "hook \(refused.hook.name) does not allow it"
    } else {
      approval.isAllowed = true
      approval.reason = "hook \(last.hook.name) allows it"
    }
    return approval
  }
}
