import AgentCore
import AgentSystem
import AgentTesting

@testable import AgentMemory

/// A store in a directory of a test's own, with a clock that goes on by a minute with every look.
final class MemoryBench {
  let directory = TestDirectory()
  let store: MemoryStore

  init() throws {
    let time = Monitor(Timestamp(milliseconds: 1_767_225_600_000))
    store = try MemoryStore.write(
      directory.runtimeDirectory,
      clock: Clock {
        time.withLock { time in
          time = time + 60_000
          return time
        }
      })
  }

  @discardableResult
  func add(_ additions: MemoryAddition..., scope: String = "global") throws -> [MemoryReceipt] {
    try store.change { try store.add(additions, scope: scope) }
  }

  @discardableResult
  func add(_ text: String, _ change: (inout MemoryAddition) -> Void = { _ in }) throws -> MemoryReceipt {
    var addition = MemoryAddition(text: text)
    change(&addition)
    return try add(addition)[0]
  }

  func search(_ text: String, _ change: (inout MemoryQuery) -> Void = { _ in }) throws -> [MemoryHit] {
    var query = MemoryQuery(text)
    change(&query)
    return try MemorySearch(store).results(for: query).hits
  }

  func found(_ text: String, _ change: (inout MemoryQuery) -> Void = { _ in }) throws -> [String] {
    try search(text, change).map(\.entry.text)
  }
}
