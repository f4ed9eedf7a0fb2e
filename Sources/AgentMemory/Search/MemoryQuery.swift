public import AgentSystem

/// A question to the store.
public struct MemoryQuery: Sendable {
  /// Texts with what their words count; the first is the question itself.
  public var texts: [(text: String, weight: Float)]
  public var limit = 10
  /// Scopes that are looked in, those above them included by the caller; nil for all.
  public var scopes: [String]?
  public var kinds: Set<MemoryKind> = []
  public var since: Timestamp?
  public var until: Timestamp?
  /// The moment whose truth is asked for.
  public var asOf: Timestamp?
  /// Superseded, edited, deleted and expired ones too.
  public var includesAll = false
  public var usesRecency = false
  public var minimumScore: Float?
  public var weights = RankingWeights()

  public init(_ text: String) { texts = [(text, 1)] }
}

/// An entry that was found, with the parts of its score.
public struct MemoryHit: Sendable {
  public let entry: MemoryEntry
  public let score: Float
  public let parts: Parts
  /// Of a long text the part by which it was found.
  public internal(set) var passage: String?

  public struct Parts: Sendable, Equatable {
    /// BM25 by the greatest in scope, and the likeness in meaning; nil where that leg was not used.
    public var lexical: Float = 0
    public var semantic: Float?
    public var share: Float = 0
    public var actor: Float = 1
    public var neighbours: Float = 0
    /// What it counts by its shape, as a factor.
    public var answer: Float = 1
    public var recency: Float = 0
    public var pinned: Float = 0
  }
}

/// What a search gave.
public struct MemoryResult: Sendable {
  public var hits: [MemoryHit] = []
  /// The legs that were used: `bm25`, `lsa`, or the name of an embedder.
  public var legs = ["bm25"]
  /// What a person should know: a leg that was to be used and could not be.
  public var notices: [String] = []

  public init() {}
}
