import AgentCore
import AgentJSON
import Testing

@testable import AgentTools

@Suite struct HookSettingsTests {
  @Test(arguments: [
    ("bash|write", "bash", true), ("Bash", "bash", true), ("bash|write", "bashful", false), ("*", "x", true),
    ("", "x", true), ("mcp__.*", "mcp__git__log", true), ("(", "x", true),
  ])
  func matchersAreWholePatterns(_ matcher: String, _ tool: String, _ matches: Bool) throws {
    guard matcher != "(" else {
      #expect(throws: AgentError.self) { try HookSettings(parsing: ["matcher": "("], source: "x.json") }
      return
    }
    let settings = try HookSettings(parsing: ["matcher": .string(matcher)], source: "x.json")
    #expect(settings.matches(tool) == matches)
  }

  @Test func allMembersAreRead() throws {
    let settings = try HookSettings(
      parsing: ["timeout": 0.5, "fail": "closed", "matcher": "bash"], source: "x.json")
    #expect(settings.timeout == 500 && settings.failsClosed && settings.matcher == "bash")
    #expect(try HookSettings(parsing: [:], source: "x.json") == HookSettings())
  }

  @Test(arguments: [
    "[]", #"{"fial":"closed"}"#, #"{"fail":"shut"}"#, #"{"timeout":0}"#, #"{"timeout":"5s"}"#,
    #"{"timeout":1e9}"#,
    #"{"matcher":7}"#,
  ])
  func whatIsNotUnderstoodIsRefused(_ text: String) throws {
    let json = try JSON(parsing: text)
    let error = #expect(throws: AgentError.self) { try HookSettings(parsing: json, source: "x.json") }
    #expect(error?.code == .config && error?.object == "x.json")
  }
}
