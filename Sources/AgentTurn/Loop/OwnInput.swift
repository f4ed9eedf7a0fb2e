public import AgentCore
public import AgentSession
import AgentSystem

/// What this process itself puts into a session's queue while a turn of its own may run there: one thread appends,
/// and that of the turn tells it in the turn's stream, so that the stream has what the log has, in its order.
public final class OwnInput: Sendable {
  private struct State {
    var waiting: [AppendedEvent] = []
    /// Whether a turn's stream takes what waits.
    var isHeld = false
  }

  private let state = Monitor(State())
  private let tell: @Sendable (AppendedEvent) -> Void

  /// - Parameter tell: receives what is appended while no turn's stream is there.
  public init(tell: @escaping @Sendable (AppendedEvent) -> Void = { _ in }) { self.tell = tell }

  /// Appends. Whoever asks for what waits meanwhile gets the events, too: the place in the log is taken in here.
  public func append(_ write: () throws -> [AppendedEvent]) throws(AgentError) {
    do {
      try state.withLock { state in
        let appended = try write()
        if state.isHeld { state.waiting += appended } else { appended.forEach(tell) }
      }
    } catch {
      throw AgentError(wrapping: error)
    }
  }

  /// A turn's stream begins.
  func hold() { state.withLock { $0.isHeld = true } }

  /// What has been appended since, oldest first.
  func take() -> [AppendedEvent] {
    state.withLock { state in
      defer { state.waiting = [] }
      return state.waiting
    }
  }

  /// The stream is over.
  func release() {
    state.withLock { state in
      state.waiting.forEach(tell)
      state = State()
    }
  }
}
