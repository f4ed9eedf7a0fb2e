import AgentCore
public import AgentJSON
import AgentStore
public import AgentSystem

/// What happened to an entry, for `history`.
public struct MemoryEvent: Sendable, Equatable {
  public let operation: String
  public let time: Timestamp
  public let detail: JSON?
}

/// What happens to entries after they were added. All of it is to be called within ``change(sync:_:)``.
extension MemoryStore {
  /// What an edit gives anew; nil leaves a member as it is.
  public struct Edit: Sendable {
    public var text: String?
    public var title: String?
    public var kind: MemoryKind?
    public var scope: String?
    public var expires: Timestamp?
    public init() {}
  }

  @discardableResult
  public func edit(_ entry: MemoryEntry, _ edit: Edit) throws -> MemoryEntry {
    let now = now()
    var next = entry
    if let text = edit.text { next.text = text }
    if let title = edit.title { next.title = title.isEmpty ? nil : title }
    if let kind = edit.kind { next.kind = kind }
    if let scope = edit.scope { next.scope = scope }
    if let expires = edit.expires { next.expires = expires }
    if next == entry { return entry }
    next.updated = now
    next.validFrom = now
    return try revise(entry, to: next, now)
  }

  /// Ends a version and adds the next one.
  /// - Parameter end: since when the next one holds.
  func revise(_ entry: MemoryEntry, to next: MemoryEntry, _ end: Timestamp) throws -> MemoryEntry {
    var old = entry
    old.isLatest = false
    if old.validTo == nil { old.validTo = max(end, old.begins) }
    try save(old)
    var next = next
    next.number = try nextNumber()
    try insert(next, continues: false)
    try log("edit", entry.id)
    return next
  }

  /// - Parameter end: since when the other one holds.
  func supersede(_ old: MemoryEntry, by id: String, _ end: Timestamp) throws {
    var old = old
    old.validTo = max(end, old.begins)
    old.supersededBy = id
    try save(old)
    try log("supersede", old.id, ["by": .string(id)])
  }

  /// - Returns: false when it is not there any more already.
  @discardableResult
  public func delete(_ entry: MemoryEntry) throws -> Bool {
    if entry.deleted != nil { return false }
    var entry = entry
    let now = now()
    entry.deleted = now
    if entry.validTo == nil { entry.validTo = max(now, entry.begins) }
    try save(entry)
    try log("delete", entry.id)
    return true
  }

  /// Brings back what was deleted or superseded. Whatever has its key meanwhile gives its place back.
  @discardableResult
  public func restore(_ entry: MemoryEntry) throws -> Bool {
    if entry.validTo == nil { return false }
    if let key = entry.key {
      for other in try holders(of: key, entry) where other.validTo == nil {
        try supersede(other, by: entry.id, now())
      }
    }
    var entry = entry
    entry.deleted = nil
    entry.validTo = nil
    entry.supersededBy = nil
    try save(entry)
    try log("restore", entry.id)
    return true
  }

  @discardableResult
  public func pin(_ entry: MemoryEntry, _ isPinned: Bool) throws -> Bool {
    if entry.isPinned == isPinned { return false }
    var entry = entry
    entry.isPinned = isPinned
    try save(entry)
    try log(isPinned ? "pin" : "unpin", entry.id)
    return true
  }

  /// Takes every version of an entry away so that no byte of it is left: rows, lists of the index, vectors,
  /// what was written of it in the history. SQLite overwrites what it frees; ``wipe()`` is to follow.
  public func purge(_ entry: MemoryEntry) throws {
    for version in try versions(of: entry.id) {
      for (number, text) in try documents(of: version) {
        try index.remove(number, title: version.title, text: text)
        try removeVectors(of: number)
      }
      try removeDigest(version)
      try database.run("DELETE FROM part WHERE entry = ?1", .int(version.number))
      try database.run("DELETE FROM entry WHERE n = ?1", .int(version.number))
    }
    try database.run("DELETE FROM history WHERE id = ?1", .text(entry.id))
    for (column, table) in [("actor", "actor"), ("scope", "scope")] {
      try database.run(
        "DELETE FROM \(table) WHERE id NOT IN (SELECT \(column) FROM entry WHERE \(column) IS NOT NULL)")
    }
    try forgetWords()
  }

  /// After a purge: what the log still has of it.
  public func wipe() throws {
    // Pages that were split or merged keep old bytes in their free parts; a fresh copy has none.
    try database.execute("VACUUM")
    try database.emptyLog()
  }

  func log(_ operation: String, _ id: String, _ detail: JSONObject? = nil) throws {
    try database.run(
      "INSERT INTO history(id, op, at, detail) VALUES (?1, ?2, ?3, ?4)", .text(id), .text(operation),
      .int(now().milliseconds), StoreValue(detail.map { JSON.object($0).text }))
  }

  public func history(of id: String) throws -> [MemoryEvent] {
    var events: [MemoryEvent] = []
    let rows = try database.query("SELECT op, at, detail FROM history WHERE id = ?1 ORDER BY seq", .text(id))
    while try rows.step() {
      events.append(
        MemoryEvent(
          operation: rows.text(0), time: Timestamp(milliseconds: rows.int(1)),
          detail: rows.optionalText(2).flatMap { try? JSON(parsing: $0) }))
    }
    return events
  }
}
