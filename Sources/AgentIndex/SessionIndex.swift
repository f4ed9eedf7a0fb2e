import AgentCore
import AgentSession
import AgentStore
import AgentSystem

/// The index of one SQLite database over the sessions of a runtime directory. Derived: whatever is wrong with it, it
/// is made anew. Used by one thread.
final class SessionIndex {
  let database: Database
  let text: TextIndex

  init(_ database: Database) throws {
    self.database = database
    try IndexSchema.migrations.apply(to: database)
    text = try TextIndex(database, name: IndexSchema.passages, sealsKeys: true)
  }

  // MARK: - Rows

  /// All sessions, in the order of their ids.
  func sessions() throws -> [IndexedSession] {
    var found: [IndexedSession] = []
    let rows = try database.query("SELECT number, id, data FROM session ORDER BY id")
    while try rows.step() {
      let (number, id) = (rows.int(0), rows.text(1))
      guard let session = rows.withBlob(2, { IndexedSession(number: number, id: id, data: $0) }) else {
        rows.reset()
        throw database.damaged("the checksum of session \(id) does not match")
      }
      found.append(session)
    }
    return found
  }

  func store(_ session: IndexedSession) throws {
    try database.run(
      "INSERT OR REPLACE INTO session VALUES (?1, ?2, ?3)", .int(session.number), .text(session.id),
      .blob(session.data))
  }

  func store(_ run: PassageRun) throws {
    if run.places.isEmpty { return }
    try database.run(
      "INSERT INTO run VALUES (?1, ?2, ?3)", .int(run.first), .int(run.session), .blob(run.data))
  }

  /// Calls `body` with every run, in the order of documents.
  func eachRun(_ body: (PassageRun) throws -> Void) throws {
    let rows = try database.query("SELECT first, session, data FROM run ORDER BY first")
    while try rows.step() {
      guard let run = run(in: rows) else {
        rows.reset()
        throw database.damaged("the checksum of a run does not match")
      }
      do {
        try body(run)
      } catch {
        rows.reset()
        throw error
      }
    }
  }

  /// The run that a document is in; nil where there is none.
  func run(of document: Int) throws -> PassageRun? {
    let rows = try database.query(
      "SELECT first, session, data FROM run WHERE first <= ?1 ORDER BY first DESC LIMIT 1", .int(document))
    defer { rows.reset() }
    guard try rows.step() else { return nil }
    guard let run = run(in: rows) else { throw database.damaged("the checksum of a run does not match") }
    return document < run.end ? run : nil
  }

  private func run(in rows: Statement) -> PassageRun? {
    let (first, session) = (rows.int(0), rows.int(1))
    return rows.withBlob(2) { PassageRun(first: first, session: session, data: $0) }
  }

  /// The number for the next document: numbers only rise.
  func nextDocument() throws -> Int {
    guard let last = try database.int("SELECT max(first) FROM run") else { return 1 }
    return try run(of: last)?.end ?? last + 1
  }

  // MARK: - Taking away

  /// Takes sessions away without a trace.
  func remove(_ sessions: [IndexedSession]) throws {
    if sessions.isEmpty { return }
    let numbers = Set(sessions.map(\.number))
    var documents: Set<Int> = []
    var firsts: [Int] = []
    try eachRun { run in
      guard numbers.contains(run.session) else { return }
      documents.formUnion(run.first..<run.end)
      firsts.append(run.first)
    }
    try text.remove(documents)
    for first in firsts { try database.run("DELETE FROM run WHERE first = ?1", .int(first)) }
    for number in numbers { try database.run("DELETE FROM session WHERE number = ?1", .int(number)) }
  }

  /// Empties it where most numbers of documents are of what has gone: each keeps eight bytes that every search reads.
  /// - Parameters:
  ///   - from: numbers of which so many are not worth it.
  ///   - share: of so many numbers one is of a document that is there.
  func renewIfSparse(from: Int = 100_000, share: Int = 8) throws {
    let next = try nextDocument()
    // What is taken away in this transaction counts when it is finished.
    try text.finish()
    guard next > from, next > share * (try text.totals().documents) else { return }
    try text.removeAll()
    try database.run("DELETE FROM run")
    try database.run("DELETE FROM session")
  }

  /// Takes deleted sessions away so that no byte of what they said is left in the file or its log.
  func forget(_ ids: Set<String>) throws {
    let isKnown = try database.write {
      let gone = try sessions().filter { ids.contains($0.id) }
      try remove(gone)
      try text.finish()
      if !gone.isEmpty { try noteTraces() }
      return !gone.isEmpty
    }
    if isKnown { try wipe() }
  }

  /// Part of the transaction in which something of a deleted session is taken away: whoever ends before the traces
  /// are wiped out leaves that to the next one.
  func noteTraces() throws { try database.run("UPDATE state SET traces = 1") }

  var hasTraces: Bool { get throws { try database.int("SELECT traces FROM state") != 0 } }

  /// Overwrites what pages and the log still have of what was taken away.
  func wipe() throws {
    // Pages that were split or merged keep old bytes in their free parts; a fresh copy has none.
    try database.execute("VACUUM")
    try database.emptyLog()
    try database.write { try database.run("UPDATE state SET traces = 0") }
  }

  // MARK: - Soundness

  /// Milliseconds for which an index that was looked through counts as sound.
  static let trust = 86_400_000

  /// Looks through all of it once a day. What a search reads is checked each time; but a bit that has flipped in a
  /// page that leads to rows, or in the key of one, hides what is there.
  func checkIfDue(_ now: Timestamp) throws {
    let checked = try database.int("SELECT checked FROM state") ?? 0
    if (now.milliseconds - Self.trust...now.milliseconds).contains(checked) { return }
    try database.read { try check() }
    // Who cannot write it down now looks again the next time.
    try? database.write { try database.run("UPDATE state SET checked = ?1", .int(now.milliseconds)) }
  }

  /// Reads everything; what is damaged is thrown.
  func check() throws {
    let result = try database.query("PRAGMA quick_check(1)")
    let told = try result.step() ? result.text(0) : ""
    result.reset()
    if told != "ok" { throw database.damaged(told) }
    try text.check()
    _ = try sessions()
    let slots = try text.allSlots()
    try requireAll(slots)
    var found = 0
    try eachRun { run in
      for document in run.first..<run.end where slots.indices.contains(document) {
        if !Slot.isHidden(slots[document]) { found += 1 }
      }
    }
    if found != TextIndex.totals(of: slots).documents { throw database.damaged("documents have no place") }
  }

  /// A row of slots that has gone would hide its documents.
  func requireAll(_ slots: [UInt64]) throws {
    if try TextIndex.totals(of: slots).documents != text.totals().documents {
      throw database.damaged("documents are missing")
    }
  }
}
