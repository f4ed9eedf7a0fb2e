/// What each part of the ranking counts. Measured on six collections of documents and conversations.
public struct RankingWeights: Sendable, Equatable {
  /// The share of the semantic leg; nil adapts it to the length of entries.
  public var semantic: Float?
  /// How much more an entry counts whose speaker is named in the question.
  public var actor: Float = 0.5
  /// What of the score of the entries before and behind of the same source is added.
  public var neighbours: Float = 0.2
  /// What a fresh entry gets, fading by its kind.
  public var recency: Float = 0.03
  public var pinned: Float = 0.05
  /// Days in which a note loses half of its freshness.
  public var noteHalfLife = 90.0

  public init() {}

  /// Nothing for short lines as in a chat, where words decide, 0.35 for long entries.
  static func semanticShare(meanLength: Float) -> Float { 0.35 * min(max((meanLength - 30) / 20, 0), 1) }
}
