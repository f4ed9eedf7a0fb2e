import AgentJSON
import AgentSystem
import AgentTesting
import Testing

@testable import AgentMemory

@Suite struct MemoryStoreAddTests {
  @Test func theSameTextIsRememberedOnce() throws {
    let bench = try MemoryBench()
    let first = try bench.add("The host is stage-2.")
    let second = try bench.add("The host is  stage-2")
    #expect(second.operation == .noop)
    #expect(second.id == first.id)
    #expect(try bench.store.entries(where: "1").count == 1)
  }

  /// Whatever two additions say of themselves is kept apart.
  @Test(arguments: [
    #"{"text":"x y","scope":"a"}"#, #"{"text":"x y","id":"own"}"#, #"{"text":"x z"}"#,
    #"{"text":"x y","title":"t"}"#, #"{"text":"x y","timestamp":"2020-01-01T00:00:00Z"}"#,
    #"{"text":"x y","source":"s"}"#, #"{"text":"x y","meta":{"a":1}}"#, #"{"text":"x y","kind":"fact"}"#,
    #"{"text":"x y","key":"k"}"#, #"{"text":"X y"}"#,
  ])
  func whatDiffersIsKeptApart(_ line: String) throws {
    let bench = try MemoryBench()
    try bench.add("x y")
    let addition = try MemoryAddition(parsing: JSON(parsing: line), now: bench.store.now())
    #expect(try bench.add(addition)[0].operation == .add)
  }

  @Test func linesWithIdsOfTheirOwnAreNeverJoined() throws {
    let bench = try MemoryBench()
    let receipts = try bench.store.change {
      try bench.store.add(
        (0..<100).map { number in
          var addition = MemoryAddition(text: "the same")
          addition.id = "own-\(number)"
          return addition
        }, scope: "global")
    }
    #expect(Set(receipts.map(\.id)).count == 100)
    #expect(try bench.found("same") { $0.limit = 200 }.count == 100)
  }

  @Test func anIdAgainIsANewVersion() throws {
    let bench = try MemoryBench()
    try bench.add("one thing") { $0.id = "own" }
    #expect(try bench.add("one thing") { $0.id = "own" }.operation == .noop)
    #expect(try bench.add("another thing") { $0.id = "own" }.operation == .update)
    #expect(try bench.found("thing") == ["another thing"])
    #expect(try bench.store.versions(of: "own").map(\.text) == ["one thing", "another thing"])
  }

  @Test func aKeyHasOneHolderAndAHistory() throws {
    let bench = try MemoryBench()
    let old = try bench.add("Ann lives in Rome") { $0.key = "ann.city" }
    let between = bench.store.now()
    let new = try bench.add("Ann lives in Oslo") { $0.key = "ann.city" }
    #expect(new.superseded == [old.id])
    #expect(try bench.found("where does Ann live") == ["Ann lives in Oslo"])
    #expect(try bench.found("where does Ann live") { $0.asOf = between } == ["Ann lives in Rome"])
    #expect(try bench.found("where does Ann live") { $0.includesAll = true }.count == 2)
    #expect(try bench.store.resolve(old.id).supersededBy == new.id)
    #expect(try bench.store.history(of: old.id).map(\.operation) == ["supersede"])
    // In another scope the same key is another slot.
    var elsewhere = MemoryAddition(text: "Ann lives in Bern")
    elsewhere.key = "ann.city"
    elsewhere.scope = "team"
    #expect(try bench.add(elsewhere)[0].superseded.isEmpty)
  }

  @Test func nearlyTheSameIsTold() throws {
    let bench = try MemoryBench()
    let first = try bench.add("The nightly build runs at three on the big machine")
    let second = try bench.add("The nightly build runs at four on the big machine")
    #expect(second.operation == .add)
    #expect(second.similar == [first.id])
  }

  @Test func aFailureLeavesNothing() throws {
    let bench = try MemoryBench()
    #expect(throws: (any Error).self) {
      try bench.store.change {
        _ = try bench.store.add([MemoryAddition(text: "lost")], scope: "global")
        _ = try bench.store.resolve("nosuch")
      }
    }
    #expect(
      try MemoryStore.read(bench.directory.runtimeDirectory, clock: .system)?.entries(where: "1").isEmpty
        == true)
  }
}
