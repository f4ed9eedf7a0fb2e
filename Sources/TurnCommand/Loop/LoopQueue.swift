import AgentCore
import AgentSession
import AgentSystem

/// The turns that a loop has still to run, and the one that runs. The thread that reads standard input puts them
/// in; that which runs turns takes them out.
final class LoopQueue: Sendable {
  /// A turn that is asked for, with the flag that ends it, from before it begins.
  struct Entry: Sendable {
    let turn: LoopTurn
    let cancellation: Cancellation
    /// The session, once it is open.
    var session: String?
    /// What came for the turn before its session was open.
    var early: [QueuedInput] = []
  }

  enum Next {
    case turn(LoopTurn, Cancellation)
    /// Standard input has ended, or nothing has come for too long.
    case end
    /// The process is to end.
    case stopped
  }

  /// What is to be done with input that has come.
  enum Place: Equatable {
    /// Append it to this session's log.
    case session(String)
    case kept
    /// No session is known yet.
    case nowhere
  }

  /// Turns that wait at most; until there is room, no more is read.
  private static let most = 256

  private struct State {
    var waiting: [Entry] = []
    var running: Entry?
    /// The session of the last turn.
    var session: String?
    var hasEnded = false
    var isStopped = false
  }

  private let state = Monitor(State())

  // MARK: - What reads

  /// Waits until there is room.
  func add(_ turn: LoopTurn) {
    let hasRoom: Bool? = state.wait { $0.waiting.count < Self.most || $0.isStopped ? true : nil }
    guard hasRoom == true else { return }
    state.update { $0.waiting.append(Entry(turn: turn, cancellation: Cancellation())) }
  }

  func finish() { state.update { $0.hasEnded = true } }

  /// Ends the turn that runs; where none does yet, that which is next.
  func interrupt(_ reason: Cancellation.Reason) {
    state.withLock { $0.running ?? $0.waiting.first }?.cancellation.cancel(reason)
  }

  /// Where input for the turn that runs, or is next, goes.
  func place(_ input: QueuedInput) -> Place {
    state.withLock { state in
      if let session = state.running?.session { return .session(session) }
      if state.running != nil {
        state.running?.early.append(input)
        return .kept
      }
      if !state.waiting.isEmpty {
        state.waiting[0].early.append(input)
        return .kept
      }
      return state.session.map(Place.session) ?? .nowhere
    }
  }

  // MARK: - What runs turns

  func stop() { state.update { $0.isStopped = true } }

  /// Waits for the next turn, `idle` milliseconds at most.
  func next(idle: Int?) -> Next {
    let deadline = idle.map { Deadline.after(milliseconds: $0) }
    let next: Next? = state.wait(until: deadline) { state in
      if state.isStopped { return .stopped }
      if !state.waiting.isEmpty {
        let entry = state.waiting.removeFirst()
        state.running = entry
        return .turn(entry.turn, entry.cancellation)
      }
      return state.hasEnded ? .end : nil
    }
    // There is room again.
    state.update { _ in }
    return next ?? .end
  }

  /// The session of the turn that runs is open.
  /// - Returns: what has come for it by now.
  func opened(_ session: String) -> [QueuedInput] {
    state.withLock { state in
      defer { state.running?.early = [] }
      state.running?.session = session
      state.session = session
      return state.running?.early ?? []
    }
  }

  /// The turn is over.
  /// - Returns: what came for it while it could not be opened.
  func closed() -> [QueuedInput] {
    state.withLock { state in
      defer { state.running = nil }
      return state.running?.early ?? []
    }
  }

  /// Where the session goes that the next turn belongs to.
  var session: String? { state.withLock { $0.session } }
}
