import AgentCore
import AgentJSON
import AgentSystem
import AgentTesting
import Testing

@Suite struct ToolTrustTests {
  let directory = TestDirectory()

  private func trust(_ arguments: String...) throws -> BuiltCommand.Result {
    try BuiltCommand("agent-tool", in: directory).run(["trust"] + arguments)
  }

  private func states() throws -> [String] {
    try BuiltCommand("agent-tool", in: directory).run("list", "-j").values
      .filter { $0["origin"] == "project" }.compactMap { $0["state"]?.string }
  }

  @Test func trustIsGivenListedAndTakenBack() throws {
    try directory.write("work/.agent/tools/x", "#!/bin/sh\n# @describe d\n", mode: 0o700)
    #expect(try states() == ["left out"])
    let rehearsal = try trust("-n", ".")
    #expect(rehearsal.output.hasPrefix("would trust /") && rehearsal.output.contains(".agent/tools/x"))
    #expect(try trust("-n", "-j", ".").values.first?["state"] == "would trust")
    #expect(try states() == ["left out"])
    let given = try trust(".")
    #expect(given.status == 0 && given.output.contains(".agent/tools/x"))
    #expect(try states() == ["ready"])
    #expect(try trust("--list", "-j").values.first?["state"] == "trusted")
    try directory.write("work/.agent/tools/x", "#!/bin/sh\n# @describe changed\n", mode: 0o700)
    #expect(try states() == ["left out"])
    #expect(try trust("--list", "-j").values.first?["state"] == "changed")
    #expect(try trust("--revoke", "-n", ".").output.hasPrefix("would revoke /"))
    #expect(try trust("--revoke", ".").output.hasPrefix("revoked /"))
    #expect(try trust("--list").output.isEmpty)
    #expect(try trust("--revoke", ".").status == 66)
  }

  /// Nothing runs them, so nobody is asked to trust them, and a change of theirs changes nothing.
  @Test func hooksOfAProjectAreNone() throws {
    try directory.write("work/.agent/hooks/turn.before.d/x", "#!/bin/sh\n", mode: 0o700)
    #expect(try trust(".").status == 66)
    try directory.write("work/.agent/tools/x", "#!/bin/sh\n# @describe d\n", mode: 0o700)
    let given = try trust(".")
    #expect(given.status == 0 && !given.output.contains("hooks"), "\(given.output)")
    #expect(given.errors.contains(".agent/hooks is passed over"), "\(given.errors)")
    try directory.write("work/.agent/hooks/turn.before.d/x", "#!/bin/sh\nfalse\n", mode: 0o700)
    #expect(try states() == ["ready"])
  }

  @Test(arguments: [(["nosuch"], 66), ([], 64), (["--list", "."], 64), (["."], 66)] as [([String], Int32)])
  func whatCannotBeTrusted(_ arguments: [String], _ status: Int32) throws {
    let result = try BuiltCommand("agent-tool", in: directory).run(["trust"] + arguments)
    #expect(result.status == status, "\(result.errors)")
  }
}
