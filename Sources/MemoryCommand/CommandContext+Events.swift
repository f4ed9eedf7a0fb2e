import AgentCLI
import AgentCore
import AgentJSON
import AgentMemory
import AgentSession

/// What is told the runtime log of changes: `memory.added`, `memory.edited` and so on, one event a command, with
/// ids and numbers alone: a text that is purged must not live on there.
extension CommandContext {
  /// Ids of one event at most; of more only the number is told.
  private static let idLimit = 50

  /// The change is made, so a log that cannot be written is worth a line and no failure.
  func tell(change what: String, ids: [String], _ more: JSONObject = [:]) {
    var payload: JSONObject = ["count": .int(ids.count)]
    if ids.count <= Self.idLimit { payload.append("ids", .array(ids.map(JSON.string))) }
    payload.append(contentsOf: more)
    tell(event: what, payload)
  }

  func tell(event what: String, _ payload: JSONObject) {
    do throws(AgentError) {
      try RuntimeLog(SessionStore(runtime, clock: clock))
        .append(Event(type: "memory.\(what)", payload: payload))
    } catch {
      diagnostics.note("the change is made, but not in the runtime log: \(error)")
    }
  }

  /// Tells of the additions that changed something, where one did.
  func tell(_ receipts: [MemoryReceipt], as what: String = "added", _ more: JSONObject = [:]) {
    let changed = receipts.filter { $0.operation != .noop }
    if changed.isEmpty { return }
    var more = more
    let superseded = changed.flatMap(\.superseded)
    if !superseded.isEmpty, superseded.count <= Self.idLimit {
      more.append("superseded", .array(superseded.map(JSON.string)))
    }
    tell(change: what, ids: changed.map(\.id), more)
  }
}
