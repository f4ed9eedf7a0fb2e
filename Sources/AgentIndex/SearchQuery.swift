public import AgentCore
public import AgentSession
public import AgentSystem

/// What is looked for.
public struct SearchQuery: Sendable {
  public var text: String
  /// At most so many turns.
  public var limit = 10
  /// nil for all.
  public var roles: Set<Passage.Role>?
  /// Ids; nil for all sessions.
  public var sessions: Set<String>?
  /// Only what was said from then on, and before then.
  public var since: Timestamp?
  public var until: Timestamp?

  /// The longest text, in bytes: no question has more words than a page.
  public static let textLimit = 8 << 10

  public init(_ text: String) { self.text = text }
}

/// What was found, best first, and what could not be looked at.
public struct SearchResult: Sendable {
  public var hits: [SearchHit] = []
  /// Each names a session and says what to do.
  public var unreadable: [AgentError] = []
  /// What was done in another way than it should be.
  public var notices: [String] = []

  public init() {}
}

/// A turn in which something was found, with the passage that is best.
public struct SearchHit: Sendable, Equatable {
  public let session: String
  public let title: String?
  /// nil for what belongs to no turn: a title, input that waits.
  public let turn: Int?
  public let role: Passage.Role
  public let time: Timestamp?
  /// The number of the event.
  public let sequence: Int
  public let score: Float
  /// The part of what was said in which it was found.
  public let text: String
  public let snippet: Snippet
}
