public import AgentApproval
public import AgentCore
import AgentJSON
import AgentSystem

/// Stands between a call that fits its schema and its run: the rules decide, and where they do not, whoever the
/// mode names.
///
/// A turn judges every call of a response, tells of it, asks where it must, and only then begins to run any. For
/// a caller without a log ``decide(_:)`` does all of that in one step.
public struct ApprovalGate: Sendable {
  public let mode: ApprovalMode
  private let rules: ApprovalRules
  private let approver: (any Approver)?
  /// Where the answer `always` is kept; nil where it cannot be.
  private let file: RulesFile?

  /// - Parameter approver: who is asked; nil where nobody can be.
  public init(
    mode: ApprovalMode, rules: ApprovalRules, approver: (any Approver)? = nil, file: RulesFile? = nil
  ) {
    self.mode = mode
    self.rules = rules
    self.approver = approver
    self.file = file
  }

  /// The same with somebody else to ask.
  public func asking(_ approver: any Approver) -> ApprovalGate {
    ApprovalGate(mode: mode, rules: rules, approver: approver, file: file)
  }

  /// What is known of a call before anybody is asked.
  public enum Judgement: Sendable, Equatable {
    case settled(ApprovalDecision)
    case open(ApprovalQuestion)
  }

  /// - Parameters:
  ///   - id: what the question is called, if there has to be one.
  ///   - demand: why somebody must be asked even where a rule or the mode allows the call.
  public func judge(_ call: ApprovalCall, id: String = "", insisting demand: String? = nil) -> Judgement {
    let verdict = rules.verdict(on: call)
    let rule = verdict.rule?.text
    switch verdict.decision {
    case .allow where demand == nil:
      return .settled(ApprovalDecision(isAllowed: true, source: .rule, rule: rule))
    case .deny:
      return .settled(
        ApprovalDecision(
          isAllowed: false, source: .rule, rule: rule, reason: "a rule denies it",
          advice: "take the rule \(rule ?? "") out of \(file?.path ?? "the rules")"))
    case .allow, .ask, nil: break
    }
    if mode == .all, demand == nil {
      return .settled(ApprovalDecision(isAllowed: true, source: .default, rule: rule))
    }
    let reason = demand ?? verdict.doubt ?? Self.reason(call, isRuled: verdict.decision != nil)
    let advice =
      demand == nil
      ? advice(call, against: verdict) : "give --approve ask or --approve pipe, so that somebody can be asked"
    guard mode != .never, approver != nil else {
      return .settled(
        ApprovalDecision(
          isAllowed: false, source: .default, rule: rule, reason: "\(reason), and nobody can be asked",
          advice: advice))
    }
    return .open(ApprovalQuestion(id: id, call: call, reason: reason, rule: rule, advice: advice))
  }

  /// Asks, and keeps what is to hold from now on.
  public func ask(_ question: ApprovalQuestion) throws(AgentError) -> ApprovalDecision {
    guard let approver else {
      return ApprovalDecision(isAllowed: false, source: .default, reason: "nobody can be asked")
    }
    let source = approver.source
    switch try approver.answer(question) {
    case .allow: return ApprovalDecision(isAllowed: true, source: source)
    case .always:
      let rule = Self.rule(for: question.call)
      try file?.append(rule)
      return ApprovalDecision(isAllowed: true, source: source, rule: rule.text)
    case .deny(let reason):
      return ApprovalDecision(
        isAllowed: false, source: source, rule: question.rule, reason: reason ?? "it was denied")
    case .quit:
      return ApprovalDecision(
        isAllowed: false, source: source, rule: question.rule, reason: "it was denied", endsTurn: true)
    case .nobody:
      return ApprovalDecision(
        isAllowed: false, source: .default, rule: question.rule,
        reason: "\(question.reason), and nobody answers any more", advice: question.advice)
    }
  }

  /// Judges, and asks where it must.
  public func decide(_ call: ApprovalCall) throws(AgentError) -> ApprovalDecision {
    switch judge(call) {
    case .settled(let decision): decision
    case .open(let question): try ask(question)
    }
  }

  /// The same as an error, for a caller that ends with it: 4.
  public func require(_ call: ApprovalCall) throws(AgentError) {
    let decision = try decide(call)
    if !decision.isAllowed { throw Self.error(decision, tool: call.tool) }
  }

  /// How a denial is told.
  public static func error(_ decision: ApprovalDecision, tool: String) -> AgentError {
    AgentError(
      .approvalDenied, "the call was denied: \(decision.reason ?? "")", object: tool, hint: decision.advice)
  }

  // MARK: - Words

  private static func reason(_ call: ApprovalCall, isRuled: Bool) -> String {
    if let claim = call.claim { return claim }
    switch call.confinement {
    case .network: return "it has the network"
    case .none: return "nothing confines it"
    case .files, .sandbox, .installed: return isRuled ? "a rule says to ask" : "no rule allows it"
    }
  }

  private func advice(_ call: ApprovalCall, against verdict: ApprovalRules.Verdict) -> String {
    let suggested = Self.suggestion(for: call)
    let place = file?.path ?? "rules.json"
    // Of what a rule says to ask, one allows no more than a single call.
    if verdict.decision == .ask, suggested["exactly"] == nil {
      guard let rule = verdict.rule else { return "give --approve all" }
      return "change the rule \(rule.text) in \(place), or give --approve all"
    }
    return "add \(suggested.text) to the rules in \(place), or give --approve all"
  }

  /// The rule that allows exactly this call where it runs as confined as now.
  static func rule(for call: ApprovalCall) -> JSON {
    [
      "decision": "allow", "tool": .string(ApprovalGate.escaped(call.tool)),
      "confinement": .string(call.confinement.rawValue), "exactly": call.arguments,
    ]
  }

  /// The same, shorter where the call is long: for a message.
  private static func suggestion(for call: ApprovalCall) -> JSON {
    let exact = rule(for: call)
    if exact.text.utf8.count <= 400 { return exact }
    return [
      "decision": "allow", "tool": .string(escaped(call.tool)),
      "confinement": .string(call.confinement.rawValue),
    ]
  }

  /// A name as a pattern that only it fits.
  private static func escaped(_ name: String) -> String {
    String(name.flatMap { "*?[\\".contains($0) ? ["\\", $0] : [$0] })
  }
}
