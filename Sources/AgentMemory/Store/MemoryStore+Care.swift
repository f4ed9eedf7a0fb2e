import AgentCore
public import AgentJSON
import AgentStore
import AgentSystem
import Glibc

/// Something that `doctor` has to tell.
public struct MemoryFinding: Sendable, Equatable {
  /// `ok`, `warning` or `error`.
  public let level: String
  public let message: String
}

extension MemoryStore {
  /// Numbers about the store.
  public func statistics() throws -> JSONObject {
    func count(_ condition: String) throws -> JSON {
      .int(try database.int("SELECT count(*) FROM entry WHERE \(condition)") ?? 0)
    }
    let model = try modelName()
    let sizes = ["", "-wal"].map { suffix in
      (try? Files.status(database.path + suffix)).flatMap { $0 }.map { Int($0.st_size) } ?? 0
    }
    return [
      "entries": try count("latest = 1 AND valid_to IS NULL"),
      "superseded": try count("superseded_by IS NOT NULL"), "edited": try count("latest = 0"),
      "deleted": try count("deleted IS NOT NULL"), "pinned": try count("pinned = 1"),
      "scopes": .int(try scopePaths().count),
      "mean_terms": JSON(Double(try index.totals().meanLength.rounded())),
      "text_bytes": .int(try database.int("SELECT sum(length(CAST(text AS BLOB))) FROM entry") ?? 0),
      "bytes": .int(sizes[0]), "wal_bytes": .int(sizes[1]),
      "legs": .array(["bm25"] + (model.map { [.string($0)] } ?? [])),
    ]
  }

  /// Reads everything that is stored.
  public func findings() throws -> [MemoryFinding] {
    var findings: [MemoryFinding] = []
    func attempt(_ what: String, _ body: () throws -> Void) {
      do {
        try body()
        findings.append(MemoryFinding(level: "ok", message: what))
      } catch {
        findings.append(
          MemoryFinding(level: "error", message: "\(what): \(AgentError(wrapping: error).message)"))
      }
    }
    attempt("the database is whole") {
      let rows = try database.query("PRAGMA integrity_check(5)")
      var said: [String] = []
      while try rows.step() { said.append(rows.text(0)) }
      if said != ["ok"] { throw database.damaged(said.first ?? "no answer") }
    }
    attempt("every entry is sound") {
      var count = 0
      try eachEntry(where: "1") { _ in count += 1 }
      // A row whose scope is missing is in no join.
      if count != (try database.int("SELECT count(*) FROM entry")) {
        throw database.damaged("an entry has no scope")
      }
    }
    attempt("the index is sound") {
      try index.check()
      let entries = try database.int("SELECT count(*) FROM entry") ?? 0
      let documents = try index.totals().documents
      let parts = try database.int("SELECT count(*) FROM part") ?? 0
      if entries + parts != documents {
        throw database.damaged("\(documents) documents for \(entries) entries")
      }
    }
    attempt("every part has its entry") {
      var places: [Int: [Int]] = [:]
      let rows = try database.query("SELECT entry, place FROM part ORDER BY entry, place")
      while try rows.step() { places[rows.int(0), default: []].append(rows.int(1)) }
      for (number, found) in places {
        guard let entry = try entry(number: number), found == Array(1..<max(1, TextParts.count(entry.text)))
        else { throw database.damaged("the parts of entry \(number) are not those of its text") }
      }
    }
    attempt("what was learnt is sound") {
      guard let (_, _, dimensions) = try model() else { return }
      let question = [Float](repeating: 1, count: dimensions)
      let table = VectorTable(database: database, dimensions: dimensions)
      _ = try table.likeness(question, documents: 1)
      _ = try table.estimates(question, documents: 1)
      var terms: [String] = []
      let rows = try database.query("SELECT term FROM concept")
      while try rows.step() { terms.append(rows.text(0)) }
      for term in terms { _ = try concept(term, dimensions: dimensions) }
    }
    let log = (try? Files.status(database.path + "-wal")).flatMap { $0 }.map { Int($0.st_size) } ?? 0
    if log > 64 << 20 {
      findings.append(
        MemoryFinding(
          level: "warning", message: "the log has \(log >> 20) MiB: a process has been reading for long"))
    }
    if let refused = try fact("seed_refused") {
      findings.append(MemoryFinding(level: "warning", message: refused))
    }
    return findings
  }

  /// Makes the index anew from the entries, and forgets what was learnt.
  public func rebuildIndex() throws {
    try index.removeAll()
    try forgetModel()
    try database.run("DELETE FROM digest")
    // Documents come in the order of their numbers, and the parts of one entry need not follow it at once.
    var documents: [(number: Int, entry: Int, place: Int)] = []
    let rows = try database.query(
      "SELECT n, n, 0 FROM entry UNION ALL SELECT n, entry, place FROM part ORDER BY 1")
    while try rows.step() { documents.append((rows.int(0), rows.int(1), rows.int(2))) }
    let divided = Set(documents.filter { $0.place > 0 }.map(\.entry))
    var before: MemoryEntry?
    for document in documents {
      guard let entry = try entry(number: document.entry) else {
        throw database.damaged("entry \(document.entry) is missing")
      }
      let parts = divided.contains(document.entry) ? TextParts.of(entry.text) : [entry.text[...]]
      guard parts.indices.contains(document.place) else {
        throw database.damaged("entry \(document.entry) has no part \(document.place)")
      }
      if document.place == 0 {
        if entry.validTo == nil { try addDigest(entry) }
      }
      try indexPart(
        entry, document.number, String(parts[document.place]),
        continues: document.place > 0 || Self.continues(entry, before))
      before = entry
    }
    let last = documents.last?.number ?? 0
    try database.run("INSERT OR REPLACE INTO counter VALUES (1, ?1)", .int(last))
  }

  /// Copies what is stored now into one file, which appears whole or not at all.
  /// - Throws: 73 when something of that name is there by now.
  public func backUp(to path: String) throws {
    let temporary = path + Files.temporaryMark + RandomBytes.hex(4)
    defer { try? Files.remove(temporary) }
    do {
      try Files.writeNew(temporary, [])
    } catch {
      throw AgentError(.io, "cannot create: \(error.reason)", object: path, exit: .cannotCreate)
    }
    // Only the copy is written; to SQLite that is no reading.
    try database.execute("PRAGMA query_only = 0")
    try database.run("VACUUM INTO ?1", .text(temporary))
    let file = try Descriptor(opening: temporary, O_RDONLY)
    try retryingInterrupts("fsync", path) { fsync(file.raw) }
    if link(temporary.system, path.system) != 0 {
      if errno == EEXIST { throw AgentError(.io, "exists already", object: path, exit: .cannotCreate) }
      throw SystemError("link", path)
    }
    try Files.synchronizeDirectory(Path.parent(path))
  }
}
