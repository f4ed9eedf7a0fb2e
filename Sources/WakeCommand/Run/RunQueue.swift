import AgentSystem

/// Wakeups that wait for a thread, each handed out once.
final class RunQueue: Sendable {
  private struct State {
    var waiting: [String]
    var seen: Set<String>
    var running = 0
    var isClosed = false
  }

  private let state: Monitor<State>
  /// Milliseconds after which a thread that has nothing to do looks for what has become due.
  private static let step = 2_000

  init(_ ids: [String]) { state = Monitor(State(waiting: ids, seen: Set(ids))) }

  /// The next one; nil when all are done.
  /// - Parameter refresh: tells what is due by now. What has become due while others run is begun too, since whoever
  ///   calls us may not do so again before we end.
  func take(refresh: () -> [String]) -> String? {
    while true {
      let (id, isOver) = state.update { state -> (String?, Bool) in
        if !state.waiting.isEmpty {
          state.running += 1
          return (state.waiting.removeFirst(), false)
        }
        return (nil, state.running == 0)
      }
      if let id { return id }
      if isOver {
        if add(refresh()) == 0 { return nil }
        continue
      }
      let woken = state.wait(until: .after(milliseconds: Self.step)) {
        !$0.waiting.isEmpty || $0.running == 0 ? true : nil
      }
      if woken == nil { add(refresh()) }
    }
  }

  /// - Returns: how many of them are new.
  @discardableResult
  private func add(_ ids: [String]) -> Int {
    state.update { state in
      let fresh = state.isClosed ? [] : ids.filter { state.seen.insert($0).inserted }
      state.waiting += fresh
      return fresh.count
    }
  }

  func finish() { state.update { $0.running -= 1 } }

  /// Hands out nothing more.
  func close() {
    state.update {
      $0.waiting = []
      $0.isClosed = true
    }
  }
}
