import AgentCore
import AgentSystem
import AgentTesting
import Glibc
import Testing

@testable import AgentServe

@Suite struct ServeLogTests {
  @Test func aLargeFileBecomesThePreviousOne() throws {
    let directory = TestDirectory()
    let runtime = directory.runtimeDirectory
    func say(_ text: String) throws {
      let file = try ServeLog.open(in: runtime, rotatingAbove: 10)
      try IO.writeAll(file.raw, Array(text.utf8))
    }
    try say("one two")
    try say(" three")
    #expect(!Files.exists(ServeLog.previousPath(in: runtime)))
    // More than ten bytes are there by now.
    try say("four")
    #expect(try directory.read("runtime/logs/serve.1.log") == "one two three")
    #expect(try directory.read("runtime/logs/serve.log") == "four")
    try say(" and five and six")
    try say("seven")
    #expect(try directory.read("runtime/logs/serve.1.log") == "four and five and six")
    #expect(try directory.read("runtime/logs/serve.log") == "seven")
    #expect((try Files.status(ServeLog.path(in: runtime))?.st_mode ?? 0) & 0o777 == 0o600)
  }
}
