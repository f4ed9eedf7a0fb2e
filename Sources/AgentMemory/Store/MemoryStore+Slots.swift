import AgentStore
import AgentSystem

/// Slots: memories with the same key in the same scope follow one another. What has a time of its own stands where
/// that time puts it, in whatever order they were told, so that `--as-of` gives what held then.
extension MemoryStore {
  /// Ends those whose place an addition takes.
  /// - Parameter entry: ended too, where another has had the place since a later time.
  /// - Returns: whose place it took, and who has it since.
  func takePlace(_ entry: inout MemoryEntry, _ addition: MemoryAddition) throws
    -> (superseded: [String], by: String?)
  {
    var before = try entry.key.map { try holders(of: $0, entry) } ?? []
    var later: MemoryEntry?
    if addition.time != nil {
      let begins = entry.begins
      later = before.filter { $0.begins > begins }.min { $0.begins < $1.begins }
      before = before.filter { $0.begins <= begins && ($0.validTo.map { $0 > begins } ?? true) }
    } else {
      before = before.filter { $0.validTo == nil }
    }
    if let name = addition.supersedes {
      let old = try resolve(name)
      if old.validTo == nil, !before.contains(where: { $0.id == old.id }) { before.append(old) }
    }
    for old in before {
      entry.supersedes = old.id
      try supersede(old, by: entry.id, entry.begins)
    }
    if var later {
      entry.validTo = later.begins
      entry.supersededBy = later.id
      later.supersedes = entry.id
      try save(later)
    }
    return (before.map(\.id), later?.id)
  }

  /// Whatever else had or has the key, but for what was deleted or ended without another taking its place.
  func holders(of key: String, _ entry: MemoryEntry) throws -> [MemoryEntry] {
    try entries(
      where: "e.key = ?1 AND s.path = ?2 AND e.id <> ?3 AND e.latest = 1 AND e.deleted IS NULL "
        + "AND (e.valid_to IS NULL OR e.superseded_by IS NOT NULL)",
      [.text(key), .text(entry.scope), .text(entry.id)])
  }
}
