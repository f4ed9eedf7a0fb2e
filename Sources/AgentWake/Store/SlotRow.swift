public import AgentJSON
public import AgentSystem

/// A row of the ledger: a slot of a wakeup, or a range of slots that were skipped together, and what became of it.
public struct SlotRow: Sendable, Equatable {
  public enum State: String, Sendable, CaseIterable {
    /// To be run; nobody has begun.
    case pending
    case running
    case done, failed, skipped

    public var isOpen: Bool { self == .pending || self == .running }
  }

  public var wake: String
  public var slot: Timestamp
  /// The last of a range.
  public var until: Timestamp?
  /// How many slots it stands for.
  public var count = 1
  public var state: State = .pending
  public var reason: String?
  public var attempt = 0
  /// No further attempt before it.
  public var notBefore: Timestamp?
  public var started: Timestamp?
  public var finished: Timestamp?
  public var exitCode: Int?
  public var session: String?
  /// Somebody asked for it: it is run whatever the state of its wakeup.
  public var isManual = false

  init(wake: String, slot: Timestamp) {
    self.wake = wake
    self.slot = slot
  }

  public var record: JSONObject {
    var object: JSONObject = [
      "id": .string(wake), "slot": .string(slot.description), "state": .string(state.rawValue),
      "attempt": .int(attempt),
    ]
    object.append("until", ifPresent: until.map { .string($0.description) })
    if count > 1 { object.append("count", .int(count)) }
    object.append("reason", ifPresent: reason.map(JSON.string))
    object.append("started", ifPresent: started.map { .string($0.description) })
    object.append("finished", ifPresent: finished.map { .string($0.description) })
    object.append("exit_code", ifPresent: exitCode.map(JSON.int))
    object.append("session", ifPresent: session.map(JSON.string))
    if isManual { object.append("manual", true) }
    return object
  }
}

/// How a run of a slot ended.
public enum RunOutcome: Sendable, Equatable {
  /// - Parameter note: what went wrong behind the turn, as with the command that is run then.
  case done(session: String?, note: String? = nil)
  case failed(reason: String, exitCode: Int?, session: String?)
  /// It may be tried again, after so many milliseconds.
  case again(reason: String, exitCode: Int?, session: String?, after: Int)
}
