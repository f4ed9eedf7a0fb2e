import AgentCLI
import AgentCore
import AgentJSON
import AgentSession
import AgentSystem
import AgentTurn

/// What a key was used for before: a turn, which may run still, or input that was queued. Its events are told from
/// the log, as if the turn were ours.
struct EarlierTurn {
  private let intent: IdempotencyKey.Intent
  private let store: SessionStore
  private let follower: SessionFollower
  /// The events behind the intent that have been read and not told.
  private var waiting: [LogRecord]
  /// The turn; nil where its input waits in the queue.
  private let turn: Int?
  /// Milliseconds between two looks at whether the turn's process is still there.
  private static let pulse = 250

  /// - Returns: nil where nothing was begun: its process ended before that.
  /// - Throws: 66 where the session is gone, or what was done in it is.
  init?(_ key: IdempotencyKey, in store: SessionStore) throws(AgentError) {
    guard let intent = try key.intent() else { return nil }
    guard store.exists(intent.session) else {
      throw AgentError(.sessionMissing, "the session of this key is gone", object: intent.session)
    }
    self.intent = intent
    self.store = store
    follower = try SessionFollower(store, .session(intent.session, from: intent.after + 1))
    let records = try follower.next(until: .after(milliseconds: 0))
    if let archived = records.first(where: { $0.eventType == .sessionArchived }),
      (archived.sequence ?? 0) > intent.after
    {
      throw AgentError(.sessionMissing, "the turn of this key has been archived", object: intent.session)
    }
    for (index, record) in records.enumerated() {
      if record.eventType == .turnStarted, record.json()?["idempotency_key"]?.string == key.name {
        turn = record.turn
        waiting = Array(records[index...])
        return
      }
    }
    let queued = records.first {
      $0.eventType == .inputQueued && $0.json()?["id"]?.string == key.inputID
    }
    guard let queued else { return nil }
    turn = nil
    waiting = [queued]
  }

  /// The line of the input that was queued; nil where there is a turn.
  var queuedLine: [UInt8]? { turn == nil ? waiting.first?.bytes : nil }

  /// Tells all of the turn, to its end.
  mutating func tell(_ observer: any TurnObserver, _ cancellation: Cancellation) throws(AgentError)
    -> TurnOutcome
  {
    var items: [JSON] = []
    while true {
      for record in waiting where record.turn == turn {
        guard var event = record.event() else { continue }
        let emitted = EmittedEvent(event: event, line: record.bytes, isDurable: true)
        if let payload = store.blobs.resolving(.object(event.payload)).object { event.payload = payload }
        switch record.eventType {
        case .itemCompleted: if let raw = event.payload["raw"], !raw.isNull { items.append(raw) }
        case .turnCompleted, .turnFailed:
          let outcome = outcome(event.payload, items)
          try observer.deliver(outcome)
          try observer.receive(emitted)
          return outcome
        default: break
        }
        try observer.receive(emitted)
      }
      if let reason = cancellation.reason { throw AgentError(reason) }
      waiting = try follower.next(until: .after(milliseconds: Self.pulse))
      if waiting.isEmpty { try mend() }
    }
  }

  /// Whoever gets the lock of a turn that was killed writes its end.
  private func mend() throws(AgentError) {
    do {
      _ = try TurnLock.acquire(intent.session, in: store, until: .after(milliseconds: 0))
    } catch {
      if error.code != .sessionBusy { throw error }
    }
  }

  private func outcome(_ payload: JSONObject, _ items: [JSON]) -> TurnOutcome {
    TurnOutcome(
      ended: payload, session: intent.session, turn: turn ?? 0, items: items)
  }
}
