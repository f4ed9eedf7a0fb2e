public import AgentCore
import AgentJSON
import AgentSystem
import Glibc

/// `live/ID.TURN.ndjson`: the events of the running turn that are not durable, for other processes.
///
/// A delta that comes after a pause is written at once, so that a reader sees it without delay; those that come
/// within 10 ms of it are joined until that time has passed or 4 KiB are there. Losing this file loses nothing, so
/// it is never synced, and a failure to write it never fails the turn.
public final class LiveFile: Sendable {
  private struct State {
    var pending: Event?
    var after = 0
    /// When what is pending has to be written.
    var due: Deadline?
    /// Until when deltas are joined, since one has been written.
    var joining: Deadline?
    var isClosed = false
  }

  private static let joinMilliseconds = 10
  private static let joinBytes = 4096

  private let descriptor: Int32
  private let path: String
  private let session: String
  private let turn: Int
  private let clock: Clock
  private let state = Monitor(State())
  private let writer: Monitor<Thread?>

  /// The file of a turn, empty.
  public init(_ session: String, turn: Int, store: SessionStore) throws(AgentError) {
    try store.runtime.prepare(.live)
    let path = "\(store.runtime.folder(.live))/\(session).\(turn).ndjson"
    let file = try system { () throws(SystemError) in
      try Descriptor(opening: path, O_WRONLY | O_CREAT | O_TRUNC | O_APPEND, mode: 0o600)
    }
    descriptor = file.release()
    self.path = path
    self.session = session
    self.turn = turn
    clock = store.clock
    writer = Monitor(nil)
  }

  deinit { close(descriptor) }

  /// Publishes an event that stands behind the durable event number `sequence`.
  public func publish(_ event: Event, after sequence: Int) {
    state.update { state in
      if state.isClosed { return }
      if event.type == EventType.itemDelta.rawValue {
        if let joined = Self.joining(state.pending, event), state.after == sequence {
          state.pending = joined
        } else {
          flush(&state)
          state.pending = event
        }
        state.after = sequence
        state.due = state.joining
        if state.joining?.hasPassed ?? true { flush(&state) }
        if Self.deltaLength(state.pending) >= Self.joinBytes { flush(&state) }
      } else {
        flush(&state)
        write(event, after: sequence)
      }
    }
    startWriter()
  }

  /// Writes what is pending. To be called before a durable event is written: followers put what is live
  /// before it.
  public func flush() {
    state.update { if !$0.isClosed { flush(&$0) } }
  }

  /// Writes what is pending and removes the file.
  public func finish() {
    state.update { state in
      if state.isClosed { return }
      flush(&state)
      state.isClosed = true
      unlink(path.system)
    }
    writer.update { thread -> Thread? in
      defer { thread = nil }
      return thread
    }?.join()
  }

  /// The thread that writes a delta whose time has come while no other event follows it.
  private func startWriter() {
    writer.withLock { thread in
      if thread != nil || state.withLock({ $0.pending == nil || $0.isClosed }) { return }
      thread = Thread.start { [self] in
        while !state.withLock({ $0.isClosed }) { waitAndFlush() }
      }
    }
  }

  private func waitAndFlush() {
    let due: Deadline? = state.wait { $0.isClosed ? .some(nil) : $0.due.map { .some($0) } } ?? nil
    guard let due else { return }
    // Woken early only by the end.
    _ = state.wait(until: due) { $0.isClosed ? true : nil }
    state.update { if let set = $0.due, set.hasPassed { flush(&$0) } }
  }

  private func flush(_ state: inout State) {
    if let event = state.pending {
      write(event, after: state.after)
      state.joining = .after(milliseconds: Self.joinMilliseconds)
    }
    state.pending = nil
    state.due = nil
  }

  private func write(_ event: Event, after sequence: Int) {
    let line = EventEncoder.encode(
      event, at: .after(sequence), time: clock.now(), session: session, turn: turn)
    if line.count < EventEncoder.lineLimit { try? IO.writeAll(descriptor, line + [0x0a], to: path) }
  }

  private static func deltaLength(_ event: Event?) -> Int {
    event?.payload["delta"]?.string?.utf8.count ?? 0
  }

  /// `first` with the text of `second` behind its own, where both are deltas of the same item and kind.
  static func joining(_ first: Event?, _ second: Event) -> Event? {
    guard var first, first.payload["item_id"] == second.payload["item_id"],
      first.payload["kind"] == second.payload["kind"], let begin = first.payload["delta"]?.string,
      let end = second.payload["delta"]?.string
    else { return nil }
    first.payload["delta"] = .string(begin + end)
    return first
  }
}
