import AgentSystem

/// Wakeups that wait for a thread.
///
/// Each is handed out to one thread at a time, and again when it has become due again while others still run: who
/// calls us does so no second time before we end. When nothing runs any more, only what has not been handed out yet
/// keeps us from ending.
final class RunQueue: Sendable {
  private struct State {
    var waiting: [String]
    var running: Set<String> = []
    var seen: Set<String>
    var isClosed = false
  }

  private let state: Monitor<State>
  /// Milliseconds after which a thread that has nothing to do looks for what has become due.
  private static let step = 2_000

  init(_ ids: [String]) { state = Monitor(State(waiting: ids, seen: Set(ids))) }

  /// The next one; nil when all are done.
  /// - Parameter refresh: tells what is due by now.
  func take(refresh: () -> [String]) -> String? {
    while true {
      let (id, isOver) = state.update { state -> (String?, Bool) in
        if !state.waiting.isEmpty {
          let id = state.waiting.removeFirst()
          state.running.insert(id)
          return (id, false)
        }
        return (nil, state.running.isEmpty)
      }
      if let id { return id }
      if isOver {
        if add(refresh(), onlyUnseen: true) == 0 { return nil }
        continue
      }
      let woken = state.wait(until: .after(milliseconds: Self.step)) {
        !$0.waiting.isEmpty || $0.running.isEmpty ? true : nil
      }
      if woken == nil { add(refresh(), onlyUnseen: false) }
    }
  }

  /// - Returns: how many wait beside those that did.
  @discardableResult
  private func add(_ ids: [String], onlyUnseen: Bool) -> Int {
    state.update { state in
      let fresh =
        state.isClosed
        ? []
        : ids.filter { id in
          let isUnseen = state.seen.insert(id).inserted
          return isUnseen || !onlyUnseen && !state.running.contains(id) && !state.waiting.contains(id)
        }
      state.waiting += fresh
      return fresh.count
    }
  }

  func finish(_ id: String) { state.update { _ = $0.running.remove(id) } }

  /// Hands out nothing more.
  func close() {
    state.update {
      $0.waiting = []
      $0.isClosed = true
    }
  }
}
