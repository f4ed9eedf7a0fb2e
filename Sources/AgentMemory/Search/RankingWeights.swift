import AgentStore

/// What each part of the ranking counts. Measured on six collections of documents and conversations.
public struct RankingWeights: Sendable, Equatable {
  /// The share of the semantic leg; nil adapts it to the length of entries.
  public var semantic: Float?
  /// How much more an entry counts whose speaker is named in the question.
  public var actor: Float = 0.5
  /// What of the score of the entries before and behind of the same source is added, a quarter more of the one
  /// before: a question stands before its answer.
  public var neighbours: Float = 0.2
  /// How much more an entry counts that is shaped like an answer to the question, and how much less one of nothing
  /// but questions.
  public var answer: Float = 0.15
  /// What a fresh entry gets, fading by its kind.
  public var recency: Float = 0.03
  public var pinned: Float = 0.05
  /// Days in which a note loses half of its freshness.
  public var noteHalfLife = 90.0

  public init() {}

  /// What is learnt counts nothing for short lines and for conversations, where words decide, 0.35 for long entries.
  static func semanticShare(meanLength: Float, slots: [UInt64]) -> Float {
    isTalk(slots) ? 0 : 0.35 * min(max((meanLength - 30) / 20, 0), 1)
  }

  /// Whether most of what may be found is of a speaker who goes on with what was said before.
  private static func isTalk(_ slots: [UInt64]) -> Bool {
    let continues = UInt64(Slot.Flags.continues.rawValue) << 8
    var (all, spoken) = (0, 0)
    for slot in slots where !Slot.isHidden(slot) {
      all += 1
      if slot & continues != 0, slot >> 16 & 0xffff != 0 { spoken += 1 }
    }
    return spoken * 2 > all
  }
}
