import AgentCore
public import AgentJSON
import AgentStore
import AgentSystem

/// What became of one addition.
public struct MemoryReceipt: Sendable, Equatable {
  public enum Operation: String, Sendable {
    case add, noop, update
  }

  public let id: String
  public let operation: Operation
  /// Whose place it took.
  public var superseded: [String] = []
  /// Who has had its place since a later time: it came after it was over.
  public var supersededBy: String?
  /// Parts of the same document that it has no more.
  public var removed: [String] = []
  /// Entries whose words are nearly the same.
  public var similar: [String] = []

  /// The record that tells of it.
  public var record: JSON {
    var members: JSONObject = ["type": "ack", "v": 1, "id": .string(id), "op": .string(operation.rawValue)]
    if !superseded.isEmpty { members.append("superseded", .array(superseded.map(JSON.string))) }
    members.append("superseded_by", ifPresent: supersededBy.map(JSON.string))
    if !removed.isEmpty { members.append("removed", .array(removed.map(JSON.string))) }
    if !similar.isEmpty { members.append("similar", .array(similar.map(JSON.string))) }
    return .object(members)
  }
}

extension MemoryStore {
  /// So many additions at once are too many to look for nearly equal entries.
  private static let similarLimit = 32

  /// Remembers all of them, or none. To be called within ``change(sync:_:)``.
  /// - Parameter scope: of those that name none.
  public func add(_ additions: [MemoryAddition], scope: String) throws -> [MemoryReceipt] {
    var receipts: [MemoryReceipt] = []
    receipts.reserveCapacity(additions.count)
    var before = try lastEntry()
    let seeksSimilar = additions.count <= Self.similarLimit
    for addition in additions {
      var (receipt, added) = try add(addition, scope: scope, after: before, seeksSimilar: seeksSimilar)
      if let document = addition.document { receipt.removed = try removeParts(of: document) }
      receipts.append(receipt)
      if let added { before = added }
    }
    return receipts
  }

  /// Remembers summaries of turns, each once: one that is known is left as it is, deleted or not.
  public func archive(_ summaries: [MemoryAddition], scope: String) throws -> [MemoryReceipt] {
    var receipts: [MemoryReceipt] = []
    for summary in summaries {
      if let id = summary.id, try !versions(of: id).isEmpty {
        receipts.append(MemoryReceipt(id: id, operation: .noop))
      } else {
        receipts += try add([summary], scope: scope)
      }
    }
    return receipts
  }

  /// A document that became shorter: what its last parts said holds no more.
  private func removeParts(of document: MemoryAddition.Document) throws -> [String] {
    // "$" follows "#".
    let named = try entries(
      where: "e.id > ?1 AND e.id < ?2 AND e.latest = 1 AND e.valid_to IS NULL",
      [.text(document.name + "#"), .text(document.name + "$")])
    let gone = named.filter { entry in
      let number = Int(Substring(entry.id.utf8.dropFirst(document.name.utf8.count + 1)))
      return number.map { $0 > document.parts } ?? false
    }
    for entry in gone { try delete(entry) }
    return gone.map(\.id)
  }

  private func lastEntry() throws -> MemoryEntry? {
    guard let last = try database.int("SELECT max(n) FROM entry") else { return nil }
    return try entry(number: last)
  }

  private func add(_ addition: MemoryAddition, scope: String, after before: MemoryEntry?, seeksSimilar: Bool)
    throws
    -> (MemoryReceipt, MemoryEntry?)
  {
    let now = now()
    var entry = made(addition, scope: scope, now)
    if let restored = addition.restored, try isThere(restored) {
      return (MemoryReceipt(id: restored.id, operation: .noop), nil)
    }
    if let id = addition.id, entry.isLatest, let known = try current(id) {
      return try replace(known, by: entry, addition, now)
    }
    var receipt: MemoryReceipt?
    if addition.restored == nil {
      if let same = try equalEntry(entry, addition) {
        return (MemoryReceipt(id: same.id, operation: .noop), nil)
      }
      var told = MemoryReceipt(id: entry.id, operation: .add)
      (told.superseded, told.supersededBy) = try takePlace(&entry, addition)
      if seeksSimilar { told.similar = try similar(to: entry, excluding: told.superseded) }
      receipt = told
    }
    entry.number = try nextNumber()
    try insert(entry, continues: Self.continues(entry, before))
    return (receipt ?? MemoryReceipt(id: entry.id, operation: .add), entry)
  }

  /// Whether the very version that an export has is there.
  private func isThere(_ entry: MemoryEntry) throws -> Bool {
    try versions(of: entry.id).contains { $0.text == entry.text && $0.begins == entry.begins }
  }

  private func current(_ id: String) throws -> MemoryEntry? {
    try entries(where: "e.id = ?1 AND e.latest = 1", [.text(id)]).first
  }

  private func made(_ addition: MemoryAddition, scope: String, _ now: Timestamp) -> MemoryEntry {
    let created = addition.time ?? now
    var entry =
      addition.restored
      ?? MemoryEntry(
        id: addition.id ?? MemoryID.make(at: now), scope: addition.scope ?? scope, text: addition.text,
        created: created)
    entry.kind = addition.kind ?? .note
    entry.title = addition.title
    entry.source = addition.source
    entry.session = addition.session
    // What is noted by hand is no talk, whatever stands before its colon.
    let mayBeTalk = addition.source != nil || addition.scope != nil
    entry.actor = addition.actor ?? (mayBeTalk ? SpokenText.actor(of: addition.text) : nil)
    entry.key = addition.key
    entry.expires = addition.expires
    entry.isPinned = addition.isPinned
    entry.meta = addition.meta
    return entry
  }

  /// Whether it goes on where the one before ends: the next part of the same source, or of a talk that names none.
  /// What was given by hand has none.
  static func continues(_ entry: MemoryEntry, _ before: MemoryEntry?) -> Bool {
    guard let before, before.number + TextParts.count(before.text) == entry.number, entry.source != "manual",
      before.source == entry.source, before.scope == entry.scope
    else {
      return false
    }
    return entry.source != nil
      || (entry.actor != nil && before.actor != nil && entry.session == before.session)
  }

  /// A live entry that says the same with nothing of its own that would be lost.
  private func equalEntry(_ entry: MemoryEntry, _ addition: MemoryAddition) throws -> MemoryEntry? {
    if addition.id != nil { return nil }
    return try equals(of: entry).first { known in
      known.scope == entry.scope && (addition.kind == nil || known.kind == entry.kind)
        && known.key == entry.key && known.validTo == nil
        && known.source == entry.source && known.meta == entry.meta && known.session == entry.session
        && known.isPinned == entry.isPinned && known.expires == entry.expires
        && (addition.time == nil || known.created == addition.time)
    }
  }

  /// The same id again: what says the same changes nothing, anything else makes a new version. What a line has no
  /// word of stays: its kind, its scope, its end, and that it is pinned.
  private func replace(
    _ known: MemoryEntry, by entry: MemoryEntry, _ addition: MemoryAddition, _ now: Timestamp
  )
    throws -> (MemoryReceipt, MemoryEntry?)
  {
    var next = entry
    if addition.kind == nil { next.kind = known.kind }
    if addition.scope == nil { next.scope = known.scope }
    if addition.expires == nil { next.expires = known.expires }
    if addition.actor == nil, known.text == next.text { next.actor = known.actor }
    if known.isPinned { next.isPinned = true }
    let hasOtherTime = addition.time.map { $0 != known.created && $0 != known.begins } ?? false
    // What was deleted comes back; what another took the place of stays where it is.
    let isSame =
      known.deleted == nil && known.text == next.text && known.title == next.title && known.kind == next.kind
      && known.scope == next.scope && known.source == next.source && known.session == next.session
      && known.actor == next.actor && known.meta == next.meta && known.key == next.key
      && known.expires == next.expires && known.isPinned == next.isPinned && !hasOtherTime
    if isSame {
      return (MemoryReceipt(id: known.id, operation: .noop), nil)
    }
    if !hasOtherTime || known.text != next.text { next.created = known.created }
    next.updated = now
    next.isLatest = true
    // The same words with another time correct it; other words hold from the time that they have, if that is later.
    let time = addition.time ?? now
    if addition.restored == nil {
      next.validTo = nil
      next.validFrom = known.text == next.text && hasOtherTime ? nil : time > known.begins ? time : now
    } else if next.begins <= known.begins {
      next.validFrom = now
    }
    var receipt = MemoryReceipt(id: known.id, operation: .update)
    if addition.restored == nil {
      (receipt.superseded, receipt.supersededBy) = try takePlace(&next, addition)
    }
    return (receipt, try revise(known, to: next, next.begins))
  }
}
