import AgentCore

/// A full-text index in tables of its own: for each term lists of documents, in segments that are joined as
/// they become many. FTS5 asks for each row that has a word, which is too slow where words are common: here a
/// search reads one blob for each word and adds numbers up (measured at 100,000 entries: a twelfth of the
/// time).
///
/// Documents are numbered by the caller, in rising order. The last few hundred are kept as rows of their own
/// (`fresh`), so that adding one costs one row; then they become a segment. Everything is part of the
/// caller's transaction.
public final class TextIndex {
  let database: Database
  let name: String
  public let tokenizer: Tokenizer
  let slots: SlotTable
  /// Whether rows are sealed with their keys, too, so that one that has come to another key is damaged.
  private let sealsKeys: Bool
  var builder = SegmentBuilder()
  /// Terms of the documents added or removed since ``finish()``.
  private var addedTerms = 0
  private var addedDocuments = 0

  /// Rows in `fresh` from which on they become a segment, and segments of a size that are joined.
  static let freshLimit = 512
  static let fanIn = 8
  /// Documents in memory from which on a segment is written.
  static let memoryLimit = 50_000
  /// What a term of the title counts.
  static let titleWeight = 2

  public init(_ database: Database, name: String, sealsKeys: Bool = false) throws {
    self.database = database
    self.name = name
    self.sealsKeys = sealsKeys
    tokenizer = try Tokenizer(database)
    slots = SlotTable(database, table: "\(name)_slot", sealsKeys: sealsKeys)
  }

  /// The statements that make its tables.
  public static func schema(_ name: String) -> String {
    """
    CREATE TABLE \(name)_post(term TEXT, segment INTEGER, data BLOB NOT NULL, PRIMARY KEY(term, segment))
      STRICT, WITHOUT ROWID;
    CREATE TABLE \(name)_segment(id INTEGER PRIMARY KEY, level INTEGER NOT NULL, documents INTEGER NOT NULL) STRICT;
    CREATE TABLE \(name)_fresh(document INTEGER PRIMARY KEY, data BLOB NOT NULL) STRICT;
    CREATE TABLE \(name)_slot(chunk INTEGER PRIMARY KEY, data BLOB NOT NULL) STRICT;
    CREATE TABLE \(name)_total(one INTEGER PRIMARY KEY, documents INTEGER NOT NULL, terms INTEGER NOT NULL) STRICT;
    INSERT INTO \(name)_total VALUES (1, 0, 0);

    """
  }

  // MARK: - Writing

  public func add(_ document: Int, title: String?, text: String, slot: Slot) throws {
    if let title { count(title, weight: Self.titleWeight) }
    count(text, weight: 1)
    let length = builder.end(document)
    var slot = slot
    slot.length = LengthCode.code(length)
    try slots.set(document, slot)
    addedDocuments += 1
    addedTerms += length
    if builder.documents >= Self.memoryLimit { try storeSegment() }
  }

  private func count(_ text: String, weight: Int) {
    tokenizer.each(of: text) { term, _, _ in builder.count(term, weight: weight) }
  }

  public func slot(_ document: Int) throws -> Slot { try slots[document] }

  public func setFlag(_ flag: Slot.Flags, _ isSet: Bool, of document: Int) throws {
    var slot = try slots[document]
    if isSet { slot.flags.insert(flag) } else { slot.flags.remove(flag) }
    try slots.set(document, slot)
  }

  public func setGroup(_ group: UInt32, of document: Int) throws {
    var slot = try slots[document]
    slot.group = group
    try slots.set(document, slot)
  }

  /// Stores what was added; to be called before the transaction ends.
  public func finish() throws {
    let fresh = try database.int("SELECT count(*) FROM \(name)_fresh") ?? 0
    if builder.documents > SegmentBuilder.earlyLimit {
      try storeSegment()
    } else {
      try storeFresh()
      if fresh + builder.documents > Self.freshLimit { try flush() }
    }
    builder = SegmentBuilder()
    try slots.store()
    if addedDocuments != 0 || addedTerms != 0 {
      try database.run(
        "UPDATE \(name)_total SET documents = documents + ?1, terms = terms + ?2", .int(addedDocuments),
        .int(addedTerms))
    }
    addedDocuments = 0
    addedTerms = 0
  }

  private func storeFresh() throws {
    for document in builder.early {
      var data: [UInt8] = []
      for (term, frequency) in document.terms {
        let bytes = builder.table.bytes(term)
        data.append(UInt8(clamping: bytes.count))
        data.append(contentsOf: bytes)
        data.append(UInt8(clamping: frequency))
      }
      Checksum.seal(&data, key: key(document.number))
      try database.run(
        "INSERT OR REPLACE INTO \(name)_fresh(document, data) VALUES (?1, ?2)", .int(document.number),
        .blob(data))
    }
  }

  /// What is in memory becomes a segment; fresh documents, which come before it, become one first.
  private func storeSegment() throws {
    let added = builder
    builder = SegmentBuilder()
    try flush()
    try write(added)
    try join()
  }

  /// Fresh documents become a segment.
  public func flush() throws {
    var gathered = SegmentBuilder()
    for (document, terms) in try freshDocuments() {
      for (term, frequency) in terms { term.withUnsafeBytes { gathered.count($0, weight: frequency) } }
      _ = gathered.end(document)
    }
    if gathered.documents == 0 { return }
    try write(gathered)
    try database.run("DELETE FROM \(name)_fresh")
    try join()
  }

  func freshDocuments() throws -> [(Int, [([UInt8], Int)])] {
    var documents: [(Int, [([UInt8], Int)])] = []
    let statement = try database.query("SELECT document, data FROM \(name)_fresh ORDER BY document")
    while try statement.step() {
      let document = statement.int(0)
      guard let terms = statement.withBlob(1, { FreshTerms.all($0, key: key(document)) }) else {
        statement.reset()
        throw database.damaged("the checksum of a fresh document does not match")
      }
      documents.append((document, terms))
    }
    return documents
  }

  private func write(_ added: SegmentBuilder) throws {
    let segment = (try database.int("SELECT max(id) FROM \(name)_segment") ?? 0) + 1
    for number in added.table.sorted() {
      let list = added.lists[number]
      if list.count == 0 { continue }
      let term = added.table.text(number)
      try database.run(
        "INSERT INTO \(name)_post(term, segment, data) VALUES (?1, ?2, ?3)", .text(term), .int(segment),
        .blob(list.sealed(key: key(term))))
    }
    try database.run(
      "INSERT INTO \(name)_segment VALUES (?1, ?2, ?3)", .int(segment), .int(Self.level(added.documents)),
      .int(added.documents))
  }

  private static func level(_ documents: Int) -> Int {
    var level = 0
    var size = freshLimit * 2
    while documents >= size {
      level += 1
      size *= fanIn
    }
    return level
  }

  // MARK: - Segments

  private func join() throws {
    while true {
      let statement = try database.query("SELECT id, level, documents FROM \(name)_segment ORDER BY id DESC")
      var tail: [(id: Int, level: Int, documents: Int)] = []
      while try statement.step() {
        let next = (id: statement.int(0), level: statement.int(1), documents: statement.int(2))
        if let top = tail.last, next.level > top.level { break }
        tail.append(next)
      }
      statement.reset()
      guard tail.count >= Self.fanIn, let oldest = tail.last else { return }
      try join(from: oldest.id, documents: tail.reduce(0) { $0 + $1.documents })
    }
  }

  /// All segments become one.
  public func joinAll() throws {
    try flush()
    guard let oldest = try database.int("SELECT min(id) FROM \(name)_segment"),
      let count = try database.int("SELECT count(*) FROM \(name)_segment"), count > 1
    else { return }
    try join(from: oldest, documents: try database.int("SELECT sum(documents) FROM \(name)_segment") ?? 0)
  }

  private func join(from oldest: Int, documents: Int) throws {
    var terms: [String] = []
    let several = try database.query(
      "SELECT term FROM \(name)_post WHERE segment >= ?1 GROUP BY term HAVING count(*) > 1 OR max(segment) > ?1",
      .int(oldest))
    while try several.step() { terms.append(several.text(0)) }
    for term in terms {
      var list = PostingList()
      let rows = try database.query(
        "SELECT data FROM \(name)_post WHERE term = ?1 AND segment >= ?2 ORDER BY segment", .text(term),
        .int(oldest))
      while try rows.step() {
        if !rows.withBlob(0, { list.append(stored: $0, key: key(term)) }) {
          rows.reset()
          throw damagedList(term)
        }
      }
      try database.run(
        "DELETE FROM \(name)_post WHERE term = ?1 AND segment >= ?2", .text(term), .int(oldest))
      try database.run(
        "INSERT INTO \(name)_post(term, segment, data) VALUES (?1, ?2, ?3)", .text(term), .int(oldest),
        .blob(list.sealed(key: key(term))))
    }
    try database.run("DELETE FROM \(name)_segment WHERE id > ?1", .int(oldest))
    let below = try database.int("SELECT level FROM \(name)_segment WHERE id = ?1", .int(oldest)) ?? 0
    try database.run(
      "UPDATE \(name)_segment SET level = ?2, documents = ?3 WHERE id = ?1", .int(oldest),
      .int(max(below + 1, Self.level(documents))), .int(documents))
  }

  func key(_ term: String) -> UInt32 { sealsKeys ? Checksum.of(term) : 0 }
  func key(_ document: Int) -> UInt32 { sealsKeys ? Checksum.of(document) : 0 }

  func damagedList(_ term: String) -> AgentError {
    database.damaged("the checksum of the list of '\(term)' does not match")
  }

  // MARK: - Taking away

  /// Takes a document away without a trace; the text must be the one that was added.
  public func remove(_ document: Int, title: String?, text: String) throws {
    let slot = try slots[document]
    var terms: Set<String> = []
    if let title { for token in tokenizer.tokens(of: title) { terms.insert(token.term) } }
    for token in tokenizer.tokens(of: text) { terms.insert(token.term) }
    try database.run("DELETE FROM \(name)_fresh WHERE document = ?1", .int(document))
    if database.changes == 0 { for term in terms { try remove(document, from: term) } }
    try slots.set(document, .absent)
    addedDocuments -= 1
    addedTerms -= Int(LengthCode.lengths[Int(slot.length)])
  }

  private func remove(_ document: Int, from term: String) throws {
    var kept: [(segment: Int, list: PostingList)] = []
    let rows = try database.query("SELECT segment, data FROM \(name)_post WHERE term = ?1", .text(term))
    while try rows.step() {
      var list = PostingList()
      var isThere = false
      let isSound = rows.withBlob(1) { stored in
        guard let reader = PostingReader(stored, key: key(term)) else { return false }
        reader.each { found, frequency in
          if found == document { isThere = true } else { list.append(found, frequency: frequency) }
        }
        return true
      }
      if !isSound {
        rows.reset()
        throw damagedList(term)
      }
      if isThere { kept.append((rows.int(0), list)) }
    }
    for (segment, list) in kept { try store(list, term, segment) }
  }

  /// Takes many documents away without a trace, and without their texts: every list is looked at once. Documents
  /// that were added and not yet stored by ``finish()`` are not among them.
  public func remove(_ documents: Set<Int>) throws {
    guard let lowest = documents.min(), let highest = documents.max() else { return }
    for document in documents {
      let slot = try slots[document]
      if slot.flags.contains(.absent) { continue }
      try database.run("DELETE FROM \(name)_fresh WHERE document = ?1", .int(document))
      try slots.set(document, .absent)
      addedDocuments -= 1
      addedTerms -= Int(LengthCode.lengths[Int(slot.length)])
    }
    // Changed when all were read: a table that is read must stay as it is.
    var changed: [(term: String, segment: Int, list: PostingList)] = []
    let rows = try database.query("SELECT term, segment, data FROM \(name)_post")
    while try rows.step() {
      let term = rows.text(0)
      var kept = PostingList()
      var found = false
      let isSound = rows.withBlob(2) { stored in
        guard let reader = PostingReader(stored, key: key(term)) else { return false }
        if reader.first > highest || reader.last < lowest { return true }
        reader.each { document, _ in if documents.contains(document) { found = true } }
        if found {
          reader.each { document, frequency in
            if !documents.contains(document) { kept.append(document, frequency: frequency) }
          }
        }
        return true
      }
      if !isSound {
        rows.reset()
        throw damagedList(term)
      }
      if found { changed.append((term, rows.int(1), kept)) }
    }
    for (term, segment, list) in changed { try store(list, term, segment) }
  }

  /// Puts a list into the place of another; an empty one leaves none.
  private func store(_ list: PostingList, _ term: String, _ segment: Int) throws {
    if list.count == 0 {
      try database.run(
        "DELETE FROM \(name)_post WHERE term = ?1 AND segment = ?2", .text(term), .int(segment))
    } else {
      try database.run(
        "UPDATE \(name)_post SET data = ?3 WHERE term = ?1 AND segment = ?2", .text(term), .int(segment),
        .blob(list.sealed(key: key(term))))
    }
  }

  /// Empties it, for a rebuild.
  public func removeAll() throws {
    builder = SegmentBuilder()
    (addedDocuments, addedTerms) = (0, 0)
    slots.forget()
    for table in ["post", "segment", "fresh", "slot"] { try database.run("DELETE FROM \(name)_\(table)") }
    try database.run("UPDATE \(name)_total SET documents = 0, terms = 0")
  }

  /// Reads everything; what is damaged is thrown.
  public func check() throws {
    _ = try slots.all()
    _ = try freshDocuments()
    let rows = try database.query("SELECT term, data FROM \(name)_post")
    while try rows.step() {
      let term = rows.text(0)
      if rows.withBlob(1, { PostingReader($0, key: key(term)) == nil }) {
        rows.reset()
        throw damagedList(term)
      }
    }
  }
}

/// The terms of one document as `fresh` stores them.
enum FreshTerms {
  /// nil where they are damaged.
  static func all(_ stored: UnsafeRawBufferPointer, key: UInt32) -> [([UInt8], Int)]? {
    var terms: [([UInt8], Int)] = []
    let isSound = each(stored, key: key) { term, frequency in terms.append((Array(term), frequency)) }
    return isSound ? terms : nil
  }

  static func each(
    _ stored: UnsafeRawBufferPointer, key: UInt32, _ body: (UnsafeRawBufferPointer, Int) -> Void
  ) -> Bool {
    guard let data = Checksum.open(stored, key: key) else { return false }
    var index = 0
    while index < data.count {
      let end = index + 1 + Int(data[index])
      if end >= data.count { return false }
      body(UnsafeRawBufferPointer(rebasing: data[(index + 1)..<end]), Int(data[end]))
      index = end + 1
    }
    return true
  }
}
