import AgentCLI
import AgentCore
import AgentJSON
import AgentSession
import AgentSystem
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

  /// What a wrong value of an option means: usage, not bad data.
  func usage<Result>(_ option: String, _ body: () throws -> Result) throws -> Result {
    do {
      return try body()
    } catch let error as AgentError where error.code == .badData {
      throw AgentError(.usage, error.message, object: option, hint: error.hint)
    }
  }

  /// Tells those who follow what happens; it has happened also where that cannot be told.
  func tell(_ type: String, _ members: JSONObject) {
    do {
      _ = try RuntimeLog(SessionStore(runtime, clock: clock)).append(
        Event(type: "wake.\(type)", payload: members))
    } catch {
      diagnostics.note("the runtime log: \(error)")
    }
  }

  /// Tells what `--dry-run` leaves undone.
  func tellRehearsal(_ message: String, _ format: OutputFormat) throws(AgentError) {
    if format.isMachine {
      try output.record([
        "type": "notice", "v": 1, "level": "info", "code": "dry_run", "message": .string(message),
      ])
    } else {
      diagnostics.note(message)
    }
  }

  /// All of standard input as text.
  func readInput() throws(AgentError) -> String {
    do {
      let bytes = try IO.readToEnd(0, limit: Wakeup.promptLimit + 1, of: "standard input")
      guard let text = String(validating: bytes, as: UTF8.self) else {
        throw AgentError(.badData, "is not UTF-8", object: "standard input")
      }
      return text
    } catch {
      throw AgentError(wrapping: error)
    }
  }
}

/// Wakeups and rows of the ledger for people.
enum WakeText {
  /// Text in one line, cut.
  static func head(_ text: String, limit: Int = 80) -> String {
    let words = Terminal.sanitized(String(text.prefix(limit * 2))).split(whereSeparator: \.isWhitespace)
    let line = words.joined(separator: " ")
    return line.count > limit ? String(line.prefix(limit - 1)) + "…" : line
  }

  static func cells(_ wakeup: Wakeup) -> [String] {
    [
      wakeup.id, wakeup.state == .active ? wakeup.due?.description ?? "running" : wakeup.state.rawValue,
      wakeup.schedule.summary, head(wakeup.title ?? wakeup.prompt),
    ]
  }

  static func cells(_ row: SlotRow) -> [String] {
    let more = [
      row.attempt > 1 ? "attempt \(row.attempt)" : nil, row.count > 1 ? "\(row.count) slots" : nil,
      row.exitCode.flatMap { $0 == 0 ? nil : "exit \($0)" }, row.reason.map { head($0, limit: 120) },
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
