import AgentCore
import AgentTesting
import Glibc
import Testing

@testable import AgentTools

@Suite struct HookSetTests {
  let directory = TestDirectory()

  @discardableResult
  func hook(_ name: String, mode: UInt32 = 0o700) throws -> String {
    try directory.write("runtime/hooks/\(name)", "#!/bin/sh\n", mode: mode)
  }

  func set() throws -> HookSet { try HookSet(directory.runtimeDirectory) }

  @Test func nothingIsThereByItself() throws { #expect(try set().isEmpty) }

  @Test func executablesAreFoundInTheOrderOfTheirNames() throws {
    for name in ["20-b", "10-a", "_c", ".d"] { try hook("tool.call.before.d/\(name)") }
    try hook("PreToolUse.d/15-claude")
    try directory.write("runtime/hooks/tool.call.before.d/10-a.json", #"{"fail":"closed"}"#)
    let hooks = try set()
    #expect(hooks[.toolCallBefore].map(\.name) == ["10-a", "15-claude", "20-b"])
    #expect(hooks[.toolCallBefore].map(\.settings.failsClosed) == [true, false, false])
    #expect(hooks.notices.isEmpty && hooks[.toolCallAfter].isEmpty)
  }

  @Test func whatLooksLikeAHookAndIsNoneIsTold() throws {
    try hook("tool.call.befroe.d/x")
    try hook("turn.before.d/x", mode: 0o600)
    try hook("turn.after")
    try hook("README")
    let hooks = try set()
    #expect(hooks.isEmpty && hooks.notices.count == 3)
    #expect(
      hooks.notices.contains("hooks/turn.after: is a file and not run; what is in hooks/turn.after.d/ is"))
    #expect(hooks.notices.contains { $0.contains("tool.call.before") })
    #expect(hooks.notices.contains { $0.contains("chmod +x") })
  }

  @Test(arguments: ["turn.before.d/x", "turn.before.d", "turn.before.d/x.json"])
  func whatOthersMayWriteIsRefused(_ name: String) throws {
    try hook("turn.before.d/x")
    try directory.write("runtime/hooks/turn.before.d/x.json", "{}")
    chmod(directory.path("runtime/hooks/\(name)"), 0o777)
    let error = #expect(throws: AgentError.self) { try set() }
    #expect(error?.code == .auth && error?.exitCode == .notPermitted)
    #expect(error?.hint?.hasPrefix("chmod go-w") == true)
  }

  @Test func brokenSettingsAreAnErrorAndNoGuess() throws {
    try hook("turn.before.d/x")
    try directory.write("runtime/hooks/turn.before.d/x.json", "{")
    #expect(#expect(throws: AgentError.self) { try set() }?.code == .config)
  }
}
