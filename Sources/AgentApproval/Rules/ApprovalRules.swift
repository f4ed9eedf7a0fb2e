public import AgentCore
import AgentJSON

/// What the rules say of a call. Pure.
///
/// There are two layers: the user's rules, and behind them those that come with the installation, which are only
/// asked where the user's say nothing. In a layer a rule that denies comes first, then one that allows exactly this
/// call, then one that asks, then the others that allow.
public struct ApprovalRules: Sendable, Equatable {
  public struct Verdict: Sendable, Equatable {
    /// nil where no rule is about the call.
    public var decision: ApprovalRule.Decision?
    public var rule: ApprovalRule?
    /// Why it must be asked although a rule allows it.
    public var doubt: String?
  }

  public private(set) var layers: [[ApprovalRule]]

  /// - Parameter layers: the stronger first.
  public init(_ layers: [[ApprovalRule]]) { self.layers = layers }

  /// What is confined and has no network is allowed, and nothing else.
  public static var confinedOnly: ApprovalRules {
    let rule = try? ApprovalRule(["decision": "allow", "confinement": ["files", "sandbox"]])
    return ApprovalRules([rule.map { [$0] } ?? []])
  }

  /// Reads the text of a rules file: `{"rules":[…]}`.
  /// - Throws: 78 with the file and the number of the rule.
  public static func parse(_ bytes: [UInt8], source: String) throws(AgentError) -> [ApprovalRule] {
    func bad(_ why: String) -> AgentError {
      AgentError(.config, why, object: source, hint: "see agent-runtime(5)")
    }
    let json: JSON
    do {
      json = try JSON(parsing: bytes, depthLimit: 64)
    } catch {
      throw bad("is not JSON: \(error)")
    }
    guard let object = json.object, let rules = object["rules"]?.array else {
      throw bad("must be an object with the member 'rules', a list")
    }
    for name in object.keys where name != "rules" { throw bad("unknown member '\(name)'") }
    var parsed: [ApprovalRule] = []
    for (number, rule) in rules.enumerated() {
      do {
        parsed.append(try ApprovalRule(rule))
      } catch {
        throw bad("rule \(number + 1): \(error.reason)")
      }
    }
    return parsed
  }

  /// The same without what the user's rules allow: they may only hold back.
  public var withoutPermissions: ApprovalRules {
    ApprovalRules([layers[0].filter { $0.decision != .allow }] + layers.dropFirst())
  }

  public func verdict(on call: ApprovalCall) -> Verdict {
    var doubt: String?
    for layer in layers {
      var verdict = Self.verdict(of: layer, on: call)
      doubt = doubt ?? verdict.doubt
      guard let decision = verdict.decision else { continue }
      if decision == .allow, let doubt {
        verdict.decision = .ask
        verdict.doubt = doubt
        verdict.rule = nil
      }
      return verdict
    }
    return Verdict(decision: nil, rule: nil, doubt: doubt)
  }

  private static func verdict(of rules: [ApprovalRule], on call: ApprovalCall) -> Verdict {
    func held(_ decision: ApprovalRule.Decision) -> Verdict? {
      rules.first { $0.decision == decision && $0.mightApply(to: call) }.map {
        Verdict(decision: decision, rule: $0)
      }
    }
    if let denied = held(.deny) { return denied }
    // Somebody has looked at this very call.
    if let rule = rules.first(where: { $0.allowsExactly(call) }) {
      return Verdict(decision: .allow, rule: rule)
    }
    if let asked = held(.ask) { return asked }
    // A line that is not understood may hide what a rule on commands is against.
    var doubt: String?
    if let reason = call.commandLine?.misunderstood,
      rules.contains(where: { $0.decision != .allow && $0.command != nil && $0.concerns(call) })
    {
      doubt = "a rule is against some commands, and the line is not understood: \(reason)"
    }
    let allowing = rules.filter {
      $0.decision == .allow && $0.concerns(call) && $0.surelyCoversPaths(of: call)
    }
    if let rule = allowing.first(where: { $0.command == nil }) {
      return Verdict(decision: .allow, rule: rule, doubt: doubt)
    }
    return Verdict(
      decision: nil, rule: nil, doubt: doubt
    ).allowed(by: commandRule(allowing, call))
  }

  /// The rule that allows the first command of a line whose every command is allowed by some rule.
  private static func commandRule(_ rules: [ApprovalRule], _ call: ApprovalCall) -> ApprovalRule? {
    guard let line = call.commandLine, line.misunderstood == nil else { return nil }
    var first: ApprovalRule?
    for command in line.commands where !command.isWrapper {
      guard let rule = rules.first(where: { $0.command?.matches(command, .surely) ?? false }) else {
        return nil
      }
      first = first ?? rule
    }
    return first
  }
}

extension ApprovalRules.Verdict {
  fileprivate func allowed(by rule: ApprovalRule?) -> Self {
    guard let rule else { return self }
    return Self(decision: .allow, rule: rule, doubt: doubt)
  }
}
