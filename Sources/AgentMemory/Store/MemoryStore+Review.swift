import AgentCore
import AgentJSON
import AgentStore
import AgentSystem

extension MemoryStore {
  /// So many entries are compared, the newest first: each costs a search.
  private static let reviewLimit = 20_000
  private static let neighbours = 8

  /// What could be tidied: entries that have expired, and pairs of a scope of which the newer one says nearly what
  /// the older one did. Each entry is proposed to go once.
  /// - Parameters:
  ///   - scopes: those that are looked at; nil for all.
  ///   - minimum: the share of words that two must have in common.
  public func reviews(scopes: [String]?, minimum: Double) throws -> [MemoryReview] {
    let now = now()
    let live = try entries(
      where: "e.latest = 1 AND e.valid_to IS NULL", order: "e.n DESC LIMIT \(Self.reviewLimit)"
    )
    .filter { scopes?.contains($0.scope) ?? true }
    var found: [MemoryReview] = []
    var gone: Set<String> = []
    for entry in live where !entry.isLive(at: now) {
      gone.insert(entry.id)
      found.append(
        MemoryReview(entry: entry, proposal: MemoryProposal(.delete, id: entry.id), reason: "it has expired"))
    }
    // The parts of a document are not in each other's place.
    for newer in live where !gone.contains(newer.id) && !isPart(newer) {
      let own = words(newer)
      if own.count < 3 { continue }
      for older in try neighbours(of: newer, own, limit: Self.neighbours) where older.number < newer.number {
        guard older.isLatest, older.isLive(at: now), older.scope == newer.scope, !gone.contains(older.id),
          !isPart(older)
        else { continue }
        let likeness = Likeness.ofSets(own, words(older))
        if likeness < minimum { continue }
        gone.insert(older.id)
        found.append(
          MemoryReview(
            entry: older, proposal: MemoryProposal(.supersede, id: older.id, by: newer.id), other: newer,
            likeness: likeness, reason: "a newer one says nearly the same"))
      }
    }
    return found
  }

  /// The entries that share most words with another one: a long one by any of its parts.
  /// - Parameter words: those of `entry`.
  func neighbours(of entry: MemoryEntry, _ words: Set<String>, limit: Int) throws -> [MemoryEntry] {
    var seen: Set<Int> = [entry.number]
    let own = try documents(of: entry).count
    return try index.documents(sharing: words, limit: limit + own).compactMap { document in
      try self.entry(document: document).flatMap { seen.insert($0.number).inserted ? $0 : nil }
    }
  }

  private func isPart(_ entry: MemoryEntry) -> Bool {
    entry.meta?["doc"] != nil || entry.kind == .turnSummary
  }

  private func words(_ entry: MemoryEntry) -> Set<String> {
    Set(index.tokenizer.tokens(of: entry.text).map(\.term))
  }

  /// Makes a change that was proposed. To be called within ``change(sync:_:)``.
  /// - Returns: the id of what was changed, and whether anything was: what is over already is left as it is.
  public func apply(_ proposal: MemoryProposal) throws -> (id: String, isChanged: Bool) {
    let entry = try resolve(proposal.id)
    if entry.validTo != nil { return (entry.id, false) }
    switch proposal.operation {
    case .keep: return (entry.id, false)
    case .delete: return (entry.id, try delete(entry))
    case .edit: return (entry.id, try edit(entry, text: proposal.text))
    case .supersede, .merge:
      let other = try resolve(proposal.by ?? "")
      if other.id == entry.id || other.validTo != nil {
        throw AgentError(
          .badData, "is not there to take the place of \(entry.id)", object: other.id,
          hint: "run 'agent-memory review' again")
      }
      if proposal.operation == .merge { _ = try edit(other, text: proposal.text) }
      try supersede(entry, by: other.id, now())
      return (entry.id, true)
    }
  }

  private func edit(_ entry: MemoryEntry, text: String?) throws -> Bool {
    var change = Edit()
    change.text = text
    return try edit(entry, change) != entry
  }
}
