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

  func tell(change what: String, ids: [String], _ more: JSONObject = [:]) {
    var payload: JSONObject = ["count": .int(ids.count)]
    if ids.count <= Self.idLimit { payload.append("ids", .array(ids.map(JSON.string))) }
    payload.append(contentsOf: more)
    tell(event: what, payload)
  }

  func tell(event what: String, _ payload: JSONObject) {
    RuntimeLog.tell(Event(type: "memory.\(what)", payload: payload), in: runtime, clock: clock) {
      diagnostics.note($0)
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
