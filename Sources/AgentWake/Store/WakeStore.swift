public import AgentCore
import AgentJSON
public import AgentStore
public import AgentSystem
public import AgentTime

/// The wakeups of one runtime directory and the ledger of what became of them: `wake.db`. Opened by each command
/// anew, used by one thread.
public final class WakeStore {
  public let database: Database
  let clock: Clock
  let zones: ZoneDirectory

  public static let fileName = "wake.db"

  /// Opens the store for reading; nil where there is none.
  public static func read(_ runtime: RuntimeDirectory, clock: Clock, zones: ZoneDirectory) throws
    -> WakeStore?
  {
    let path = runtime.file(fileName)
    if !Files.exists(path) {
      // What the predecessor left is taken over by whichever command comes first.
      return Files.exists(runtime.file(SeedWakeups.fileName))
        ? try write(runtime, clock: clock, zones: zones) : nil
    }
    let database = try Database(path, mode: .read)
    if try WakeSchema.migrations.version(of: database) == 0 { return nil }
    return WakeStore(database, clock, zones)
  }

  /// Opens the store for writing, made where it is missing.
  public static func write(_ runtime: RuntimeDirectory, clock: Clock, zones: ZoneDirectory) throws
    -> WakeStore
  {
    try runtime.prepare(.locks)
    let database = try Database(runtime.file(fileName), mode: .create)
    _ = try WakeSchema.migrations.apply(to: database)
    let store = WakeStore(database, clock, zones)
    try store.adoptSeed(runtime)
    return store
  }

  private init(_ database: Database, _ clock: Clock, _ zones: ZoneDirectory) {
    self.database = database
    self.clock = clock
    self.zones = zones
  }

  public func now() -> Timestamp { clock.now() }

  /// What names no wakeup.
  public static func missing(_ name: String) -> AgentError {
    AgentError(
      .inputMissing, "no such wakeup", object: Terminal.sanitized(String(name.prefix(80))),
      hint: "try 'agent-wake list --all'")
  }

  // MARK: - Wakeups

  private static let columns =
    "id, title, prompt, schedule, catch_up, retries, turn, state, created, updated, slot, runs"

  private func wakeups(_ tail: String, _ values: StoreValue...) throws -> [Wakeup] {
    let rows = try database.query("SELECT \(Self.columns) FROM wake \(tail)", values)
    var found: [Wakeup] = []
    while try rows.step() {
      let schedule = try Schedule(try JSON(parsing: rows.text(3)))
      var wakeup = Wakeup(
        id: rows.text(0), prompt: rows.text(2), schedule: schedule,
        at: Timestamp(milliseconds: rows.int(8)))
      wakeup.title = rows.optionalText(1)
      guard let catchUp = CatchUp(rawValue: rows.text(4)), let state = Wakeup.State(rawValue: rows.text(7)),
        let turn = try? JSON(parsing: rows.text(6))
      else { throw database.damaged("wakeup \(wakeup.id)") }
      wakeup.catchUp = catchUp
      wakeup.retries = rows.int(5)
      wakeup.turn = TurnSettings(turn)
      wakeup.state = state
      wakeup.updated = Timestamp(milliseconds: rows.int(9))
      wakeup.slot = rows.optionalInt(10).map(Timestamp.init)
      wakeup.runs = rows.int(11)
      found.append(wakeup)
    }
    return found
  }

  public func wakeup(_ id: String) throws -> Wakeup? { try wakeups("WHERE id = ?1", .text(id)).first }

  /// Those to come, the next one first, and behind them with `all` the others, the newest first.
  public func list(all: Bool, limit: Int? = nil) throws -> [Wakeup] {
    let bound = StoreValue.int(limit ?? -1)
    let coming = try wakeups(
      "WHERE state = 'active' AND due IS NOT NULL ORDER BY due, id LIMIT ?1", bound)
    if !all { return coming }
    return coming
      + (try wakeups("WHERE state != 'active' OR due IS NULL ORDER BY updated DESC, id LIMIT ?1", bound))
  }

  /// The wakeup of an id, a unique beginning of one, or a unique title.
  public func resolve(_ name: String) throws -> Wakeup {
    if let exact = try wakeup(name) { return exact }
    var found = try wakeups("WHERE title = ?1 LIMIT 3", .text(name))
    if found.isEmpty, Wakeup.isID(name) {
      found = try wakeups("WHERE id >= ?1 AND id < ?2 ORDER BY id LIMIT 3", .text(name), .text(name + "~"))
    }
    if found.count == 1 { return found[0] }
    if found.isEmpty { throw Self.missing(name) }
    throw AgentError(
      .badData, "names several wakeups", object: Terminal.sanitized(String(name.prefix(80))),
      hint: "among them \(found.map(\.id).joined(separator: ", "))")
  }

  /// Adds a wakeup whose id must be new. To be called within a transaction, as all that follows.
  public func insert(_ wakeup: Wakeup) throws {
    try database.run(
      "INSERT INTO wake VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13)",
      .text(wakeup.id), StoreValue(wakeup.title), .text(wakeup.prompt), .text(wakeup.schedule.json.text),
      .text(wakeup.catchUp.rawValue), .int(wakeup.retries), .text(wakeup.turn.json.text),
      .text(wakeup.state.rawValue), .int(wakeup.created.milliseconds), .int(wakeup.updated.milliseconds),
      StoreValue(wakeup.slot?.milliseconds), StoreValue(wakeup.due?.milliseconds), .int(wakeup.runs))
  }

  /// Keeps state and place of a wakeup.
  func save(_ wakeup: Wakeup) throws {
    try database.run(
      "UPDATE wake SET state = ?2, updated = ?3, slot = ?4, due = ?5, runs = ?6 WHERE id = ?1",
      .text(wakeup.id), .text(wakeup.state.rawValue), .int(wakeup.updated.milliseconds),
      StoreValue(wakeup.slot?.milliseconds), StoreValue(wakeup.due?.milliseconds), .int(wakeup.runs))
  }

  /// The first slot from a moment on, that moment included.
  public func firstSlot(of schedule: Schedule, from: Timestamp) throws -> Timestamp? {
    var slots = try schedule.slots(after: from + -1, zones: zones)
    return slots.next()
  }

  /// Stops or resumes it. What waits to be run of one that is stopped is skipped.
  /// - Returns: false when it is in that state already.
  public func change(_ wakeup: Wakeup, to state: Wakeup.State) throws -> Bool {
    if wakeup.state == state { return false }
    var wakeup = wakeup
    let now = now()
    if state == .active {
      var next: Timestamp?
      if wakeup.state == .disabled {
        let due = try takeDue(&wakeup, now)
        if let first = due.first, let last = due.last {
          try skip(wakeup.id, first, last, due.count, "disabled", now)
        }
        next = wakeup.slot
      } else {
        next = try firstSlot(of: wakeup.schedule, from: now)
      }
      guard wakeup.schedule.count.map({ wakeup.runs < $0 }) ?? true, let slot = next else {
        throw AgentError(.usage, "has no time to come", object: wakeup.id, hint: "add it anew")
      }
      wakeup.slot = slot
    } else {
      if [.cancelled, .done].contains(wakeup.state) { return false }
      try database.run(
        """
        UPDATE slot SET state = 'skipped', reason = ?2, finished = ?3
        WHERE wake = ?1 AND state = 'pending' AND manual = 0
        """, .text(wakeup.id), .text(state.rawValue), .int(now.milliseconds))
      if state == .cancelled { wakeup.slot = nil }
    }
    wakeup.state = state
    wakeup.updated = now
    try save(wakeup)
    return true
  }

  /// Takes it away with its part of the ledger.
  public func delete(_ id: String) throws {
    try database.run("DELETE FROM slot WHERE wake = ?1", .text(id))
    try database.run("DELETE FROM wake WHERE id = ?1", .text(id))
  }

  // MARK: - Facts

  func fact(_ name: String) throws -> String? {
    let rows = try database.query("SELECT value FROM fact WHERE name = ?1", .text(name))
    defer { rows.reset() }
    return try rows.step() ? rows.text(0) : nil
  }

  func setFact(_ name: String, _ value: String) throws {
    try database.run("INSERT OR REPLACE INTO fact VALUES (?1, ?2)", .text(name), .text(value))
  }
}
