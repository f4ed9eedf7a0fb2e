import AgentCore
import AgentJSON
import AgentSystem
import Testing

@testable import AgentSession

@Suite struct SessionStoreImportTests {
  private func exported() throws -> (id: String, bytes: [UInt8]) {
    let test = TestStore()
    let id = try test.make(title: "t")
    try test.log(id).append([.turnStarted(), .answer("x"), .turnCompleted], turn: 1)
    return (id, try test.bytes(id))
  }

  @Test func aSoundLogKeepsItsBytesAndItsId() throws {
    let source = try exported()
    let test = TestStore()
    let made = try test.store.importing(source.bytes, name: "f", workingDirectory: "/")
    #expect(made.id == source.id)
    #expect(try test.bytes(made.id) == source.bytes)
    let summary = try test.store.summary(made.id)
    #expect(summary.modified / 1_000_000 == summary.updated?.milliseconds)
  }

  @Test func aTakenIdGivesANewSession() throws {
    let source = try exported()
    let test = TestStore()
    let first = try test.store.importing(source.bytes, name: "f", workingDirectory: "/").id
    let second = try test.store.importing(source.bytes, name: "f", workingDirectory: "/").id
    #expect(first != second)
    let records = try test.records(second)
    #expect(records.allSatisfy { $0.isIntact && $0.envelope?.session == second })
    #expect(records.types == (try test.records(first).types))
    #expect(records.map(\.turn) == [nil, 1, 1, 1])
  }

  @Test func aDamagedLogIsMended() throws {
    let source = try exported()
    var bytes = source.bytes
    bytes[bytes.count - 40] ^= 1
    let test = TestStore()
    let made = try test.store.importing(bytes, name: "f", workingDirectory: "/")
    #expect(made.skipped == 1)
    #expect(try test.records(made.id).sequences == [1, 2, 3])
    #expect(try test.store.check(made.id).problems.isEmpty)
  }

  @Test(arguments: [
    "", "text", "{}", "{\"type\":\"notice\"}\n", "[1]", "[{\"type\":\"user_message\"}", "\"x\"",
  ])
  func whatIsNoSession(_ text: String) throws {
    let test = TestStore()
    let error = #expect(throws: AgentError.self) {
      try test.store.importing(Array(text.utf8), name: "f", workingDirectory: "/")
    }
    #expect(error?.exitCode == .badData)
    #expect(error?.object == "f")
    #expect(try test.store.ids().isEmpty)
  }
}
