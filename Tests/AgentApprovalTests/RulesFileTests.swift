import AgentCore
import AgentJSON
import AgentSystem
import AgentTesting
import Glibc
import Testing

@testable import AgentApproval

@Suite struct RulesFileTests {
  let directory = TestDirectory()
  private var file: RulesFile { RulesFile(directory.runtimeDirectory) }

  @Test func withoutAFileThereAreNoRules() throws { #expect(try file.read().isEmpty) }

  @Test func rulesAreAddedOnce() throws {
    let rule: JSON = ["decision": "allow", "tool": "bash", "exactly": ["command": "ls && id"]]
    try file.append(rule)
    try file.append(rule)
    try file.append(["decision": "deny", "tool": "x"])
    #expect(try file.read().map(\.json) == [rule, ["decision": "deny", "tool": "x"]])
    #expect(try Files.status(file.path)?.st_mode == S_IFREG | 0o600)
  }

  /// What is not understood is not overwritten.
  @Test func aBrokenFileStaysAsItIs() throws {
    try directory.write("runtime/rules.json", "{", mode: 0o600)
    #expect(throws: AgentError.self) { try file.append(["decision": "allow"]) }
    #expect(try directory.read("runtime/rules.json") == "{")
  }
}
