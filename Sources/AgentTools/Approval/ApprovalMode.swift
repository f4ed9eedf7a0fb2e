public import AgentApproval
public import AgentCore

/// Who decides on calls that no rule decides on: the value of `--approve`.
public enum ApprovalMode: String, Sendable, CaseIterable {
  /// The rules alone, and a person where one can be asked.
  case rules
  /// Nobody is asked: what would have to be is denied.
  case never
  /// A person at the terminal.
  case ask
  /// Whoever holds the other end of `--control-fd`.
  case pipe
  /// The executables in `hooks/approval.request.d`.
  case hook
  /// Everything is allowed that no rule denies.
  case all
}

/// What is done when a call is denied: the value of `--on-denied`.
public enum DenialPolicy: String, Sendable, CaseIterable {
  /// The turn ends.
  case fail
  /// The model is told, and goes on.
  case `continue`
}

/// What was decided on a call.
public struct ApprovalDecision: Sendable, Equatable {
  /// Who decided: `by` of the event approval.resolved.
  public enum Source: String, Sendable, CaseIterable {
    case rule, terminal, pipe, hook
    /// The mode, since nobody was asked.
    case `default`
  }

  public var isAllowed: Bool
  public var source: Source
  /// The rule that decided, as it stands in its file.
  public var rule: String?
  /// Why, in a phrase; of what is denied.
  public var reason: String?
  /// The option or rule that would allow what is denied.
  public var advice: String?
  /// Whether whoever was asked wants the turn to end, whatever the policy.
  public var endsTurn = false

  public init(
    isAllowed: Bool, source: Source, rule: String? = nil, reason: String? = nil, advice: String? = nil,
    endsTurn: Bool = false
  ) {
    self.isAllowed = isAllowed
    self.source = source
    self.rule = rule
    self.reason = reason
    self.advice = advice
    self.endsTurn = endsTurn
  }
}

/// A call that somebody has to be asked about.
public struct ApprovalQuestion: Sendable, Equatable {
  /// The id of the event approval.requested.
  public var id: String
  public var call: ApprovalCall
  /// Why it is asked.
  public var reason: String
  /// The rule that says so.
  public var rule: String?
  /// The event's line, for whoever is asked over a pipe; empty where there is none.
  public var line: [UInt8] = []
  /// What would allow it where nobody answers.
  var advice: String?
}

/// What somebody who was asked said.
public enum ApprovalAnswer: Sendable, Equatable {
  case allow
  /// And the same call from now on: a rule is written.
  case always
  case deny(reason: String?)
  /// Denied, and the turn is to end.
  case quit
  /// Nobody is there any more.
  case nobody
}

/// Somebody who can be asked.
public protocol Approver: Sendable {
  var source: ApprovalDecision.Source { get }
  /// Waits for an answer. Throws what ends the turn: it was cancelled, or the answer cannot be had.
  func answer(_ question: ApprovalQuestion) throws(AgentError) -> ApprovalAnswer
}
