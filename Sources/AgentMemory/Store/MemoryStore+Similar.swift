import AgentStore

extension MemoryStore {
  /// Entries of the same scope whose words are nearly those of `entry`: at least four fifths in common.
  func similar(to entry: MemoryEntry, excluding: [String]) throws -> [String] {
    try index.finish()
    let tokenizer = index.tokenizer
    let own = Set(tokenizer.tokens(of: entry.text).map(\.term))
    if own.count < 3 { return [] }
    var found: [String] = []
    for other in try neighbours(of: entry, own, limit: 8) {
      guard other.validTo == nil, other.scope == entry.scope, !excluding.contains(other.id) else { continue }
      let words = Set(tokenizer.tokens(of: other.text).map(\.term))
      if Likeness.ofSets(own, words) >= 0.8 { found.append(other.id) }
    }
    return found
  }
}

enum Likeness {
  /// The share of what two sets have in common (Jaccard).
  static func ofSets(_ left: Set<String>, _ right: Set<String>) -> Double {
    let common = left.intersection(right).count
    let all = left.count + right.count - common
    return all == 0 ? 0 : Double(common) / Double(all)
  }
}
