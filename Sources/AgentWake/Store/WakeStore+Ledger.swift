import AgentCore
import AgentStore
public import AgentSystem
import Glibc

/// The ledger. Who runs a slot holds the lock of its wakeup from ``enlist(_:)`` to ``finish(_:_:)``; the kernel lets
/// go of it when that process dies, so that whoever has the lock knows that nobody else is at it.
extension WakeStore {
  private static let columns = """
    wake, slot, until, count, state, reason, attempt, not_before, started, finished, exit_code, session, manual
    """

  private func rows(_ tail: String, _ values: StoreValue...) throws -> [SlotRow] {
    let rows = try database.query("SELECT \(Self.columns) FROM slot \(tail)", values)
    var found: [SlotRow] = []
    while try rows.step() {
      var row = SlotRow(wake: rows.text(0), slot: Timestamp(milliseconds: rows.int(1)))
      guard let state = SlotRow.State(rawValue: rows.text(4)) else {
        throw database.damaged("slot of \(row.wake)")
      }
      row.until = rows.optionalInt(2).map(Timestamp.init)
      row.count = rows.int(3)
      row.state = state
      row.reason = rows.optionalText(5)
      row.attempt = rows.int(6)
      row.notBefore = rows.optionalInt(7).map(Timestamp.init)
      row.started = rows.optionalInt(8).map(Timestamp.init)
      row.finished = rows.optionalInt(9).map(Timestamp.init)
      row.exitCode = rows.optionalInt(10)
      row.session = rows.optionalText(11)
      row.isManual = rows.int(12) == 1
      found.append(row)
    }
    return found
  }

  /// What became of the slots of one wakeup, or of all; the newest last.
  public func log(_ id: String?, limit: Int?) throws -> [SlotRow] {
    let bound = StoreValue.int(limit ?? -1)
    let found =
      try id.map { try rows("WHERE wake = ?1 ORDER BY slot DESC LIMIT ?2", .text($0), bound) }
      ?? rows("ORDER BY slot DESC, wake LIMIT ?1", bound)
    return found.reversed()
  }

  private func row(_ id: String, _ slot: Timestamp) throws -> SlotRow? {
    try rows("WHERE wake = ?1 AND slot = ?2", .text(id), .int(slot.milliseconds)).first
  }

  private func put(_ row: SlotRow) throws {
    try database.run(
      "INSERT OR REPLACE INTO slot VALUES (?1,?2,?3,?4,?5,?6,?7,?8,?9,?10,?11,?12,?13,?14,?15)",
      .text(row.wake), .int(row.slot.milliseconds), StoreValue(row.until?.milliseconds), .int(row.count),
      .text(row.state.rawValue), StoreValue(row.reason), .int(row.attempt),
      StoreValue(row.notBefore?.milliseconds), StoreValue(row.started?.milliseconds),
      StoreValue(row.finished?.milliseconds), StoreValue(row.exitCode), StoreValue(row.session),
      .int(row.isManual ? 1 : 0), .int(Int(getpid())), StoreValue(Self.boot))
  }

  /// The kernel's name of this start of the system.
  private static var boot: String? {
    guard let bytes = try? Files.read("/proc/sys/kernel/random/boot_id", limit: 100) else { return nil }
    return String(decoding: bytes.prefix(36), as: UTF8.self)
  }

  // MARK: - What is to be done

  /// Wakeups of which something is due or was begun, the oldest first.
  public func candidates(_ now: Timestamp) throws -> [String] {
    var found: [String] = []
    let open = try database.query(
      """
      SELECT DISTINCT wake FROM slot
      WHERE state IN ('pending', 'running') AND (state = 'running' OR not_before IS NULL OR not_before <= ?1)
      """, .int(now.milliseconds))
    while try open.step() { found.append(open.text(0)) }
    let known = Set(found)
    let due = try database.query(
      "SELECT id FROM wake WHERE state = 'active' AND due IS NOT NULL AND due <= ?1 ORDER BY due, id",
      .int(now.milliseconds))
    while try due.step() { if !known.contains(due.text(0)) { found.append(due.text(0)) } }
    return found
  }

  /// Refuses to decide anything by a clock that is a day or more behind the ledger: what it calls the past may be
  /// to come.
  public func checkClock(_ now: Timestamp) throws {
    guard let last = try fact("clock").flatMap({ Int($0) }), now.milliseconds < last - 86_400_000 else {
      return
    }
    throw AgentError(
      .config, "the clock says \(now), but something was run at \(Timestamp(milliseconds: last))",
      hint: "set the clock, or give --trust-clock")
  }

  /// Begins anew from what the clock says now.
  public func trustClock() throws { try setFact("clock", "\(now().milliseconds)") }

  /// Gives every slot of a wakeup that is due its row, and says which are to be run now. What somebody has begun
  /// who is gone is among them, where it may be tried again.
  public func enlist(_ id: String) throws -> [SlotRow] {
    let now = now()
    return try database.write(sync: true) {
      guard var wakeup = try wakeup(id) else {
        try database.run("DELETE FROM slot WHERE wake = ?1", .text(id))
        return []
      }
      for var row in try rows("WHERE wake = ?1 AND state = 'running'", .text(id)) {
        if row.attempt > wakeup.retries {
          row.state = .failed
          row.finished = now
          row.reason = "who ran it was killed"
        } else {
          row.state = .pending
          row.reason = "who ran it before was killed"
        }
        try put(row)
      }
      if wakeup.state == .active, wakeup.slot != nil {
        let due = try takeDue(&wakeup, now)
        if let newest = due.last {
          let left = wakeup.schedule.count.map { $0 - wakeup.runs }
          let wanted = newest + wakeup.schedule.delay(of: newest, id: id)
          let plan = wakeup.catchUp.plan(
            due, lateness: now.milliseconds - wanted.milliseconds, runsLeft: left)
          if let skipped = plan.skipped {
            try skip(wakeup.id, skipped.first, skipped.last, skipped.count, skipped.reason, now)
          }
          for slot in plan.runs where try row(id, slot) == nil {
            try put(SlotRow(wake: id, slot: slot))
            wakeup.runs += 1
          }
          if let count = wakeup.schedule.count, wakeup.runs >= count { wakeup.slot = nil }
          wakeup.updated = now
          try save(wakeup)
          try setFact("clock", "\(now.milliseconds)")
        }
      }
      let open = try rows("WHERE wake = ?1 AND state = 'pending' ORDER BY slot", .text(id))
      if open.isEmpty { try closeIfOver(&wakeup, now) }
      return open.filter { $0.notBefore.map { $0 <= now } ?? true }
    }
  }

  /// Slots that are due, and moves the wakeup to the first that is not.
  func takeDue(_ wakeup: inout Wakeup, _ now: Timestamp) throws -> DueSlots {
    let (due, next) = try DueSlots.take(wakeup, now: now, zones: zones)
    if wakeup.slot != nil { wakeup.slot = next }
    return due
  }

  func skip(
    _ id: String, _ first: Timestamp, _ last: Timestamp, _ count: Int, _ reason: String, _ now: Timestamp
  ) throws {
    guard try row(id, first) == nil else { return }
    var row = SlotRow(wake: id, slot: first)
    row.until = count > 1 ? last : nil
    row.count = count
    row.state = .skipped
    row.reason = reason
    row.finished = now
    try put(row)
  }

  private func closeIfOver(_ wakeup: inout Wakeup, _ now: Timestamp) throws {
    guard wakeup.state == .active, wakeup.slot == nil else { return }
    wakeup.state = .done
    wakeup.updated = now
    try save(wakeup)
  }

  /// A row for a run that somebody wants now.
  public func enlistNow(_ id: String) throws -> SlotRow {
    let now = now()
    return try database.write(sync: true) {
      var slot = now
      while try row(id, slot) != nil { slot = slot + 1 }
      var row = SlotRow(wake: id, slot: slot)
      row.isManual = true
      try put(row)
      return row
    }
  }

  /// Writes that a run begins, before anything of it does.
  /// - Returns: nil when it is not to be run any more.
  public func begin(_ given: SlotRow) throws -> (wakeup: Wakeup, row: SlotRow)? {
    let now = now()
    return try database.write(sync: true) {
      guard var row = try row(given.wake, given.slot), row.state == .pending,
        let wakeup = try wakeup(given.wake)
      else { return nil }
      if !row.isManual, [.disabled, .cancelled].contains(wakeup.state) {
        row.state = .skipped
        row.reason = wakeup.state.rawValue
        row.finished = now
        try put(row)
        return nil
      }
      row.state = .running
      row.attempt += 1
      row.started = now
      row.notBefore = nil
      try put(row)
      return (wakeup, row)
    }
  }

  /// Writes how a run ended, and that slots which became due meanwhile are skipped.
  /// - Returns: the row as it is now, and the one of what was skipped; nil when the wakeup was deleted.
  public func finish(_ given: SlotRow, _ outcome: RunOutcome) throws -> (row: SlotRow, skipped: SlotRow?)? {
    let now = now()
    return try database.write(sync: true) {
      guard var row = try row(given.wake, given.slot), var wakeup = try wakeup(given.wake) else { return nil }
      row.finished = now
      switch outcome {
      case .done(let session, let note):
        row.state = .done
        row.session = session
        row.reason = note
        row.exitCode = 0
      case .failed(let reason, let exit, let session):
        row.state = .failed
        (row.reason, row.exitCode, row.session) = (reason, exit, session)
      case .again(let reason, let exit, let session, let after):
        (row.reason, row.exitCode, row.session) = (reason, exit, session)
        row.state = row.attempt > wakeup.retries ? .failed : .pending
        if row.state == .pending {
          row.finished = nil
          row.notBefore = now + after
        }
      }
      try put(row)
      var skipped: SlotRow?
      if wakeup.state == .active, wakeup.slot != nil {
        let due = try takeDue(&wakeup, now)
        if let first = due.first, let last = due.last {
          try skip(wakeup.id, first, last, due.count, "overlap", now)
          skipped = try self.row(wakeup.id, first)
          try save(wakeup)
        }
      }
      if try database.int(
        "SELECT 1 FROM slot WHERE wake = ?1 AND state IN ('pending', 'running') LIMIT 1", .text(wakeup.id))
        == nil
      {
        try closeIfOver(&wakeup, now)
      }
      try setFact("clock", "\(now.milliseconds)")
      return (row, skipped)
    }
  }
}
