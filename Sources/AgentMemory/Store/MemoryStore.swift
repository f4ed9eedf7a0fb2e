public import AgentCore
public import AgentStore
public import AgentSystem

/// The memories of one runtime directory: `memory.db`. Opened by each command anew, used by one thread.
public final class MemoryStore {
  public let database: Database
  public let index: TextIndex
  let clock: Clock
  /// What of the predecessor's memories this opening could not take over.
  public internal(set) var adoptionNotice: String?
  private var scopes: [String: Int] = [:]
  private var actors: [String: Int] = [:]

  public static let fileName = "memory.db"

  /// Opens the store for reading; nil where there is none.
  public static func read(_ runtime: RuntimeDirectory, clock: Clock) throws -> MemoryStore? {
    let path = runtime.file(fileName)
    // What the predecessor left is taken over by whichever command comes first.
    let hasSeed = Files.exists(runtime.file(SeedMemory.fileName))
    if !Files.exists(path) { return hasSeed ? try write(runtime, clock: clock) : nil }
    let database = try Database(path, mode: .read)
    let version = try MemorySchema.migrations.version(of: database)
    if version == 0 { return hasSeed ? try write(runtime, clock: clock) : nil }
    // One of an earlier version of ours is brought up to date by whoever opens it first.
    if version < MemorySchema.migrations.current { return try write(runtime, clock: clock) }
    let store = try MemoryStore(database, clock)
    return try hasSeed && store.awaitsSeed() ? write(runtime, clock: clock) : store
  }

  /// Opens the store for writing, made where it is missing.
  public static func write(_ runtime: RuntimeDirectory, clock: Clock) throws -> MemoryStore {
    try runtime.prepare()
    let database = try Database(runtime.file(fileName), mode: .create)
    try MemorySchema.migrations.apply(to: database)
    let store = try MemoryStore(database, clock)
    // By what the store says and not because it is new: who made it may have died before.
    if Files.exists(runtime.file(SeedMemory.fileName)) { try store.adoptSeed(runtime) }
    return store
  }

  private init(_ database: Database, _ clock: Clock) throws {
    self.database = database
    self.clock = clock
    index = try TextIndex(database, name: MemorySchema.index)
  }

  /// One change of the store: all of it or nothing.
  @discardableResult
  public func change<Result>(sync: Bool = false, _ body: () throws -> Result) throws -> Result {
    scopes.removeAll()
    actors.removeAll()
    return try database.write(sync: sync) {
      let result = try body()
      try index.finish()
      return result
    }
  }

  // MARK: - Names that are stored once

  func scopeNumber(_ path: String) throws -> Int {
    if let known = scopes[path] { return known }
    let number = try number(of: path, in: "scope", column: "path")
    scopes[path] = number
    return number
  }

  func actorNumber(_ name: String) throws -> Int {
    if let known = actors[name] { return known }
    let number = try number(of: name, in: "actor", column: "name")
    actors[name] = number
    return number
  }

  private func number(of text: String, in table: String, column: String) throws -> Int {
    if let known = try database.int("SELECT id FROM \(table) WHERE \(column) = ?1", .text(text)) {
      return known
    }
    let number = (try database.int("SELECT max(id) FROM \(table)") ?? 0) + 1
    try database.run("INSERT INTO \(table)(id, \(column)) VALUES (?1, ?2)", .int(number), .text(text))
    return number
  }

  /// The scopes there are.
  public func scopePaths() throws -> [Int: String] {
    var found: [Int: String] = [:]
    let rows = try database.query("SELECT id, path FROM scope")
    while try rows.step() { found[rows.int(0)] = rows.text(1) }
    return found
  }

  func actorNames() throws -> [Int: String] {
    var found: [Int: String] = [:]
    let rows = try database.query("SELECT id, name FROM actor")
    while try rows.step() { found[rows.int(0)] = rows.text(1) }
    return found
  }

  // MARK: - What is remembered of the store itself

  public func fact(_ name: String) throws -> String? {
    let rows = try database.query("SELECT value FROM fact WHERE name = ?1", .text(name))
    defer { rows.reset() }
    return try rows.step() ? rows.text(0) : nil
  }

  public func setFact(_ name: String, _ value: String?) throws {
    if let value {
      try database.run("INSERT OR REPLACE INTO fact VALUES (?1, ?2)", .text(name), .text(value))
    } else {
      try database.run("DELETE FROM fact WHERE name = ?1", .text(name))
    }
  }

  public func now() -> Timestamp { clock.now() }
}
