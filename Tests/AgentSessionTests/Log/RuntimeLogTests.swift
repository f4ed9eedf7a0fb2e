import AgentJSON
import AgentCore
import AgentSystem
import Glibc
import Testing

@testable import AgentSession

@Suite struct RuntimeLogTests {
  @Test func numbersGoOnAcrossFiles() throws {
    let test = TestStore()
    let log = RuntimeLog(test.store)
    for _ in 1...10 { _ = try log.append(Event(.configChanged), rotatingAbove: 400) }
    let appended = try #require(try log.append(Event(.configChanged)))
    #expect(appended.sequence == 11)
    let previous = test.store.runtime.file("logs/runtime.1.ndjson")
    #expect(Files.exists(previous))
    #expect(try Files.status(previous)!.st_size > 400)
    let record = try #require(LogTailTests.lastRecord(test.store.runtime.runtimeLog))
    #expect(record.bytes == appended.line)
    #expect(record.envelope?.session == nil)
  }
}
