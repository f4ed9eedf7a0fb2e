public import AgentCore
import AgentJSON
public import AgentStore
import AgentSystem

/// Rows of the table `entry` to values and back.
extension MemoryStore {
  static let columns =
    "e.n, e.id, e.latest, s.path, e.kind, e.title, e.text, e.source, e.session, a.name, e.key, e.created, e.updated, "
    + "e.valid_from, e.valid_to, e.expires, e.pinned, e.supersedes, e.superseded_by, e.deleted, e.meta, e.sum"
  static let tables = "entry e JOIN scope s ON s.id = e.scope LEFT JOIN actor a ON a.id = e.actor"

  /// The entry of the row at which the statement stands. A row whose checksum is wrong is thrown.
  func entry(_ row: Statement) throws(AgentError) -> MemoryEntry {
    var entry = MemoryEntry(
      id: row.text(1), scope: row.text(3), text: row.text(6), created: Timestamp(milliseconds: row.int(11)))
    entry.number = row.int(0)
    entry.isLatest = row.int(2) == 1
    let kind = MemoryKind(rawValue: row.text(4))
    entry.kind = kind ?? .note
    entry.title = row.optionalText(5)
    entry.source = row.optionalText(7)
    entry.session = row.optionalText(8)
    entry.actor = row.optionalText(9)
    entry.key = row.optionalText(10)
    entry.updated = Self.time(row, 12)
    entry.validFrom = Self.time(row, 13)
    entry.validTo = Self.time(row, 14)
    entry.expires = Self.time(row, 15)
    entry.isPinned = row.int(16) == 1
    entry.supersedes = row.optionalText(17)
    entry.supersededBy = row.optionalText(18)
    entry.deleted = Self.time(row, 19)
    let meta = row.optionalText(20)
    entry.meta = meta.flatMap { try? JSON(parsing: $0).object }
    guard kind != nil, (entry.meta == nil) == (meta == nil), Self.sum(entry, meta) == row.int(21) else {
      let number = entry.number
      row.reset()
      throw database.damaged("the checksum of entry \(number) does not match")
    }
    return entry
  }

  private static func time(_ row: Statement, _ column: Int) -> Timestamp? {
    row.optionalInt(column).map { Timestamp(milliseconds: $0) }
  }

  /// The checksum over all members; NUL ends each, which no text has that is taken.
  private static func sum(_ entry: MemoryEntry, _ meta: String?) -> Int {
    var bytes: [UInt8] = []
    bytes.reserveCapacity(entry.text.utf8.count + 200)
    func put(_ text: String?) {
      if let text { bytes.append(contentsOf: text.utf8) }
      bytes.append(text == nil ? 1 : 0)
    }
    func put(_ number: Int?) {
      let number = number ?? Int.min
      withUnsafeBytes(of: number.littleEndian) { bytes.append(contentsOf: $0) }
    }
    for text in [
      entry.id, entry.scope, entry.kind.rawValue, entry.title, entry.text, entry.source, entry.session,
      entry.actor,
      entry.key, entry.supersedes, entry.supersededBy, meta,
    ] { put(text) }
    put(entry.number)
    for time in [entry.created, entry.updated, entry.validFrom, entry.validTo, entry.expires, entry.deleted] {
      put(time?.milliseconds)
    }
    bytes.append(entry.isLatest ? 1 : 0)
    bytes.append(entry.isPinned ? 1 : 0)
    return Int(bytes.withUnsafeBytes { Checksum.of($0) })
  }

  private func values(_ entry: MemoryEntry) throws -> [StoreValue] {
    let meta = entry.meta.map { JSON.object($0).text }
    return [
      .int(entry.number), .text(entry.id), .int(entry.isLatest ? 1 : 0), .int(try scopeNumber(entry.scope)),
      .text(entry.kind.rawValue), StoreValue(entry.title), .text(entry.text), StoreValue(entry.source),
      StoreValue(entry.session), StoreValue(try entry.actor.map { try actorNumber($0) }),
      StoreValue(entry.key),
      .int(entry.created.milliseconds), StoreValue(entry.updated?.milliseconds),
      StoreValue(entry.validFrom?.milliseconds), StoreValue(entry.validTo?.milliseconds),
      StoreValue(entry.expires?.milliseconds), entry.isPinned ? 1 : .null, StoreValue(entry.supersedes),
      StoreValue(entry.supersededBy), StoreValue(entry.deleted?.milliseconds), StoreValue(meta),
      .int(Self.sum(entry, meta)),
    ]
  }

  private static let names = [
    "id", "latest", "scope", "kind", "title", "text", "source", "session", "actor", "key", "created",
    "updated",
    "valid_from", "valid_to", "expires", "pinned", "supersedes", "superseded_by", "deleted", "meta", "sum",
  ]
  private static let insertion =
    "INSERT INTO entry(n, \(names.joined(separator: ", "))) VALUES (?1, "
    + names.indices.map { "?\($0 + 2)" }.joined(separator: ", ") + ")"
  private static let change =
    "UPDATE entry SET " + names.enumerated().map { "\($1) = ?\($0 + 2)" }.joined(separator: ", ")
    + " WHERE n = ?1"

  /// Adds a row, and the document to the index.
  /// - Parameter continues: whether it goes on where the row before ends.
  func insert(_ entry: MemoryEntry, continues: Bool) throws {
    try database.run(Self.insertion, try values(entry))
    try addToIndex(entry, continues: continues)
  }

  /// The documents of an entry in the index, with the text of each.
  func documents(of entry: MemoryEntry) throws -> [(number: Int, text: String)] {
    let rows = try database.query("SELECT n, place FROM part WHERE entry = ?1 ORDER BY n", .int(entry.number))
    var places: [(Int, Int)] = []
    while try rows.step() { places.append((rows.int(0), rows.int(1))) }
    // One of before there were parts is whole.
    if places.isEmpty { return [(entry.number, entry.text)] }
    let parts = TextParts.of(entry.text)
    return [(entry.number, String(parts[0]))]
      + places.compactMap { number, place in
        parts.indices.contains(place) ? (number, String(parts[place])) : nil
      }
  }

  private func addToIndex(_ entry: MemoryEntry, continues: Bool) throws {
    if entry.validTo == nil { try addDigest(entry) }
    let parts = TextParts.of(entry.text)
    try indexPart(entry, entry.number, String(parts[0]), continues: continues)
    for (place, part) in parts.enumerated().dropFirst() {
      let number = try nextNumber()
      try database.run(
        "INSERT INTO part VALUES (?1, ?2, ?3)", .int(number), .int(entry.number), .int(place))
      try indexPart(entry, number, String(part), continues: true)
    }
  }

  /// One document of the index: an entry, or a part of a long one.
  func indexPart(_ entry: MemoryEntry, _ number: Int, _ text: String, continues: Bool) throws {
    var flags: Slot.Flags = []
    if continues { flags.insert(.continues) }
    if entry.isPinned { flags.insert(.pinned) }
    if entry.validTo != nil { flags.insert(.hidden) }
    let actor = try entry.actor.map { try actorNumber($0) } ?? 0
    try index.add(
      number, title: entry.title, text: text,
      slot: Slot(
        group: UInt32(try scopeNumber(entry.scope)), actor: UInt16(exactly: actor) ?? 0, flags: flags))
  }

  /// Stores what has changed of a row but its texts.
  func save(_ entry: MemoryEntry) throws {
    try database.run(Self.change, try values(entry))
    for (number, _) in try documents(of: entry) {
      try index.setFlag(.hidden, entry.validTo != nil, of: number)
      try index.setFlag(.pinned, entry.isPinned, of: number)
      try index.setGroup(UInt32(try scopeNumber(entry.scope)), of: number)
    }
    if entry.validTo != nil { try removeDigest(entry) } else { try addDigest(entry) }
  }

  func nextNumber() throws -> Int {
    try database.run("UPDATE counter SET last = last + 1")
    guard let number = try database.int("SELECT last FROM counter"), number > 0 else {
      throw database.damaged("the counter of entries is missing")
    }
    return number
  }

  // MARK: - Equal texts

  static func identity(_ entry: MemoryEntry) -> [UInt8] {
    let text = NormalizedText.of(entry.text)
    return entry.title.map { NormalizedText.of($0) + [0x0a] + text } ?? text
  }

  func addDigest(_ entry: MemoryEntry) throws {
    try database.run(
      "INSERT OR IGNORE INTO digest VALUES (?1, ?2)", .int(NormalizedText.hash(Self.identity(entry))),
      .int(entry.number))
  }

  func removeDigest(_ entry: MemoryEntry) throws {
    try database.run(
      "DELETE FROM digest WHERE hash = ?1 AND n = ?2", .int(NormalizedText.hash(Self.identity(entry))),
      .int(entry.number))
  }

  /// Live entries whose texts are the same.
  func equals(of entry: MemoryEntry) throws -> [MemoryEntry] {
    let identity = Self.identity(entry)
    var numbers: [Int] = []
    let rows = try database.query("SELECT n FROM digest WHERE hash = ?1", .int(NormalizedText.hash(identity)))
    while try rows.step() { numbers.append(rows.int(0)) }
    return try numbers.compactMap { try self.entry(number: $0) }.filter { Self.identity($0) == identity }
  }

  // MARK: - Reading

  public func entry(number: Int) throws -> MemoryEntry? {
    let rows = try database.query("SELECT \(Self.columns) FROM \(Self.tables) WHERE e.n = ?1", .int(number))
    defer { rows.reset() }
    return try rows.step() ? try entry(rows) : nil
  }

  /// The entry that a document of the index is, or is a part of.
  func entry(document: Int) throws -> MemoryEntry? {
    if let entry = try entry(number: document) { return entry }
    return try database.int("SELECT entry FROM part WHERE n = ?1", .int(document)).flatMap {
      try entry(number: $0)
    }
  }

  /// The text of a document that is a part of a long entry; nil where the entry is one document.
  func passage(of entry: MemoryEntry, document: Int) throws -> String? {
    if entry.text.utf8.count <= TextParts.whole { return nil }
    let found = try documents(of: entry)
    return found.count > 1 ? found.first { $0.number == document }?.text : nil
  }

  /// Entries in the order in which they were added.
  public func entries(where condition: String, _ values: [StoreValue] = [], order: String = "e.n") throws
    -> [MemoryEntry]
  {
    var found: [MemoryEntry] = []
    let rows = try database.query(
      "SELECT \(Self.columns) FROM \(Self.tables) WHERE \(condition) ORDER BY \(order)", values)
    while try rows.step() { found.append(try entry(rows)) }
    return found
  }

  /// Calls `body` with one entry after the other.
  public func eachEntry(
    where condition: String, _ values: [StoreValue] = [], _ body: (MemoryEntry) throws -> Void
  )
    throws
  {
    let rows = try database.query(
      "SELECT \(Self.columns) FROM \(Self.tables) WHERE \(condition) ORDER BY e.n", values)
    while try rows.step() {
      do {
        try body(try entry(rows))
      } catch {
        rows.reset()
        throw error
      }
    }
  }

  /// The latest version of what a person calls by its id, a beginning of it of four letters or more, or its
  /// title.
  public func resolve(_ name: String) throws -> MemoryEntry {
    let exact = try entries(where: "e.id = ?1 AND e.latest = 1", [.text(name)])
    if let found = exact.first { return found }
    if name.utf8.count >= 4 {
      let end = name + "\u{10FFFF}"
      let begun = try entries(where: "e.id >= ?1 AND e.id < ?2 AND e.latest = 1", [.text(name), .text(end)])
      if begun.count == 1 { return begun[0] }
      if begun.count > 1 { throw Self.ambiguous(name, begun) }
    }
    let titled = try entries(where: "e.title = ?1 AND e.latest = 1", [.text(name)])
    let live = titled.filter { $0.validTo == nil }
    let chosen = live.isEmpty ? titled : live
    if chosen.count == 1 { return chosen[0] }
    if chosen.count > 1 { throw Self.ambiguous(name, chosen) }
    throw Self.missing(name)
  }

  public static func missing(_ name: String) -> AgentError {
    AgentError(
      .inputMissing, "no such memory", object: Terminal.sanitized(String(name.prefix(80))),
      hint: "try 'agent-memory list'")
  }

  private static func ambiguous(_ name: String, _ entries: [MemoryEntry]) -> AgentError {
    let ids = entries.prefix(5).map(\.id).joined(separator: ", ")
    return AgentError(
      .badData, "is ambiguous", object: Terminal.sanitized(String(name.prefix(80))),
      hint: "one of \(ids)\(entries.count > 5 ? ", …" : "")")
  }

  /// Every version of an id, oldest first.
  public func versions(of id: String) throws -> [MemoryEntry] { try entries(where: "e.id = ?1", [.text(id)]) }
}
