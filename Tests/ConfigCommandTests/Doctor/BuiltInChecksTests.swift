import AgentJSON
import Testing

@testable import ConfigCommand

@Suite struct BuiltInChecksTests {
  @Test func ofAgentToolsWordsThoseAboutSettingsCount() {
    let check: JSON = [
      "type": "check", "level": "error", "object": "builtin_plugins", "message": "no such plugin: x",
      "hint": "h",
    ]
    #expect(
      BuiltInChecks.finding(check)
        == Finding(.broken, "settings", "builtin_plugins: no such plugin: x", advice: "h"))
    let weak: JSON = ["level": "warning", "object": "builtin_plugins", "message": "m"]
    #expect(BuiltInChecks.finding(weak)?.state == .weak)
    for other: JSON in [
      ["level": "error", "object": "user", "message": "m"], [:], 1, ["object": "builtin_tools"],
    ] {
      #expect(BuiltInChecks.finding(other) == nil)
    }
  }
}
