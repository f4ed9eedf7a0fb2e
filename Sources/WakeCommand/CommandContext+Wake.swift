import AgentCLI
import AgentCore
import AgentJSON
import AgentSession
import AgentSystem
import AgentTime
import AgentWake

extension CommandContext {
  var zones: ZoneDirectory { ZoneDirectory(environment: environment) }

  /// The store, or nil where nothing has been scheduled yet.
  func wakes() throws -> WakeStore? { try WakeStore.read(runtime, clock: clock, zones: zones) }

  /// The store, made where it is missing.
  func wakesForWriting() throws -> WakeStore { try WakeStore.write(runtime, clock: clock, zones: zones) }

  /// The zone of an option; without one that of the system, whatever TZ says: what is scheduled at a desk and run by
  /// a timer must be the same.
  func zone(_ name: String?) throws(AgentError) -> ZoneRules {
    guard let name else { return zones.systemZone() }
    do {
      return try zones.zone(name)
    } catch {
      throw AgentError(error.code, error.message, object: "--tz", hint: error.hint)
    }
  }

  /// Tells those who follow what happens.
  func tell(_ type: String, _ members: JSONObject) {
    RuntimeLog.tell(Event(type: "wake.\(type)", payload: members), in: runtime, clock: clock) {
      diagnostics.note($0)
    }
  }
}

/// Wakeups and rows of the ledger for people.
enum WakeText {
  static func cells(_ wakeup: Wakeup) -> [String] {
    [
      wakeup.id, wakeup.state == .active ? wakeup.due?.description ?? "running" : wakeup.state.rawValue,
      wakeup.schedule.summary, oneLine(wakeup.title ?? wakeup.prompt),
    ]
  }

  static func cells(_ row: SlotRow) -> [String] {
    let more = [
      row.attempt > 1 ? "attempt \(row.attempt)" : nil, row.count > 1 ? "\(row.count) slots" : nil,
      row.exitCode.flatMap { $0 == 0 ? nil : "exit \($0)" }, row.reason.map { oneLine($0, limit: 120) },
    ]
    return [
      row.wake, row.slot.description, row.state.rawValue, more.compactMap(\.self).joined(separator: ", "),
    ]
  }

  static func lines(_ cells: [[String]]) -> [String] {
    aligned(cells).map { line in
      var line = line
      while line.utf8.last == 0x20 { line.removeLast() }
      return line
    }
  }
}

extension Wakeup {
  func row(text: String) -> Row { Row("wakeup", record, text: text) }
}
