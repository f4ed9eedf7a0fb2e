import AgentJSON
import AgentCore
import AgentSystem
import Glibc
import Testing

@testable import AgentSession

@Suite struct SessionStoreResolveTests {
  private func store() throws -> TestStore {
    let test = TestStore()
    for (id, title) in [
      ("20260101T000000.000Z-aaaa", "one"), ("20260102T000000.000Z-bbbb", "two"),
      ("20260102T000000.000Z-cccc", "two"),
    ] {
      try test.store.create(id: id, title: title, workingDirectory: "/")
    }
    return test
  }

  @Test func names() throws {
    let test = try store()
    #expect(try test.store.resolve("20260101T000000.000Z-aaaa") == "20260101T000000.000Z-aaaa")
    #expect(try test.store.resolve("20260101") == "20260101T000000.000Z-aaaa")
    #expect(try test.store.resolve("20260102T000000.000Z-b") == "20260102T000000.000Z-bbbb")
    #expect(try test.store.resolve("one") == "20260101T000000.000Z-aaaa")
    let listed = try test.store.list().map(\.id)
    #expect(try test.store.resolve("@-1") == listed[0])
    #expect(try test.store.resolve("@-3") == listed[2])
  }

  @Test(arguments: ["2026", "20260102", "two"])
  func whatIsAmbiguousIsToldWithTheCandidates(_ name: String) throws {
    let test = try store()
    let error = #expect(throws: AgentError.self) { try test.store.resolve(name) }
    #expect(error?.exitCode == .badData)
    #expect(error?.message.contains("20260102T000000.000Z-bbbb") == true)
    #expect(error?.message.contains("20260102T000000.000Z-cccc") == true)
  }

  /// As in every list: in the order of the last event, not of the ids.
  @Test(arguments: ["2026", "two"])
  func theCandidateUsedLastComesFirst(_ name: String) throws {
    let test = try store()
    let used = "20260102T000000.000Z-bbbb"
    try Files.replace(
      test.store.path(used), with: try test.bytes(used), modified: timespec(tv_sec: 1 << 32, tv_nsec: 0))
    let error = #expect(throws: AgentError.self) { try test.store.resolve(name) }
    #expect(error?.message.hasPrefix("ambiguous: \(used), ") == true)
  }

  @Test(arguments: ["", "nothing", "2027", "@-4", "@-0", "20260101T000000.000Z-aaab", "../../etc/passwd"])
  func whatIsMissing(_ name: String) throws {
    let test = try store()
    let error = #expect(throws: AgentError.self) { try test.store.resolve(name) }
    #expect(error?.exitCode == .inputMissing)
  }

  @Test func nearMatchesAreNamed() throws {
    let test = try store()
    let error = #expect(throws: AgentError.self) { try test.store.resolve("oen") }
    #expect(error?.hint == "did you mean 'one'?")
  }

  @Test func latestIsTheOneThatAPersonUsedLast() throws {
    let test = TestStore()
    let none = #expect(throws: AgentError.self) { try test.store.latest() }
    #expect(none?.exitCode == .inputMissing)
    let fresh = try test.make()
    #expect(try test.store.latest() == fresh)
    let used = try test.make()
    try test.log(used).append([.turnStarted(origin: "repl"), .turnCompleted], turn: 1)
    let woken = try test.make()
    try test.log(woken).append([.turnStarted(origin: "wake"), .turnCompleted], turn: 1)
    try test.log(fresh).append([.note("x")])
    #expect(try test.store.latest() == used)
    try test.log(used).append([.turnStarted(origin: "wake"), .turnCompleted], turn: 2)
    #expect(try test.store.resolve("latest") == used)
  }

  @Test func wokenSessionsAloneAreNotLatest() throws {
    let test = TestStore()
    let woken = try test.make()
    try test.log(woken).append([.turnStarted(origin: "wake"), .turnCompleted], turn: 1)
    #expect(throws: AgentError.self) { try test.store.latest() }
  }
}
