import AgentSystem

/// Wakeups that wait for a thread.
///
/// Each is handed out to one thread at a time, and again when it has become due again while others still run for the
/// first time: who calls us does so no second time before we end. Repetitions alone do not keep us from ending.
final class RunQueue: Sendable {
  private struct State {
    var waiting: [String]
    /// What runs, and whether it does so for the first time.
    var running: [String: Bool] = [:]
    /// What was handed out, or waits to be.
    var seen: Set<String>
    var repeated: Set<String> = []
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
          state.running[id] = state.repeated.remove(id) == nil
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
      if state.isClosed { return 0 }
      let fresh = ids.filter { state.seen.insert($0).inserted }
      if !onlyUnseen, state.running.values.contains(true) {
        let again = ids.filter { id in
          !fresh.contains(id) && state.running[id] == nil && !state.waiting.contains(id)
        }
        state.repeated.formUnion(again)
        state.waiting += again
      }
      state.waiting += fresh
      return fresh.count
    }
  }

  func finish(_ id: String) { state.update { $0.running[id] = nil } }

  /// Hands out nothing more.
  func close() {
    state.update {
      $0.waiting = []
      $0.isClosed = true
    }
  }
}
