import AgentSystem
import Glibc

/// Reads a pipe to its end on a thread of its own, keeping its beginning.
final class PipeDrain: Sendable {
  private struct State {
    var kept: [UInt8] = []
    var dropped = 0
    var isStopping = false
  }

  /// Bytes read at most once the child is gone: more than a pipe holds come from somebody who lives on.
  private static let rest = 2 << 20

  private let state: Monitor<State>
  private let thread: Thread

  /// Takes over the descriptor.
  init(_ fd: Int32, _ limit: Int) {
    let state = Monitor(State())
    self.state = state
    thread = Thread.start {
      defer { close(fd) }
      var rest = Self.rest
      while rest > 0 {
        // Once the child is gone, only what is in the pipe already counts.
        let isStopping = state.withLock { $0.isStopping }
        if IO.poll(fd, for: Int32(POLLIN), timeout: isStopping ? 0 : 50) == 0 {
          if isStopping { return }
          continue
        }
        guard let chunk = try? IO.read(fd), !chunk.isEmpty else { return }
        if isStopping { rest -= chunk.count }
        state.withLock { state in
          let room = max(0, limit - state.kept.count)
          state.kept.append(contentsOf: chunk.prefix(room))
          state.dropped += max(0, chunk.count - room)
        }
      }
    }
  }

  func finish() -> (text: String, dropped: Int) {
    state.withLock { $0.isStopping = true }
    thread.join()
    return state.withLock { (String(decoding: $0.kept, as: UTF8.self), $0.dropped) }
  }
}
