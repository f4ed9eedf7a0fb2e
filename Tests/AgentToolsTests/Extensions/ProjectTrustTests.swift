import AgentCore
import AgentJSON
import AgentSystem
import AgentTesting
import Glibc
import Testing

@testable import AgentTools

@Suite struct ProjectTrustTests {
  let bench = ToolBench()

  private var trust: ProjectTrust { ProjectTrust(bench.directory.runtimeDirectory) }
  private var project: String { (try? Path.resolved(bench.directory.work)) ?? "" }

  private func write(_ name: String, _ text: String, mode: UInt32 = 0o700) throws {
    try bench.directory.write("work/.agent/\(name)", text, mode: mode)
  }

  @Test func nothingOfAProjectRunsBeforeItIsTrusted() throws {
    #expect(trust.state(of: project) == .empty)
    try write("tools/x", "#!/bin/sh\n# @describe d\necho ran\n")
    #expect(bench.discover().found.isEmpty)
    #expect(bench.discover().problems.first?.reason.contains("agent-tool trust") == true)
    #expect(try trust.trust(project, at: Clock.system.now()) == [".agent/tools/x"])
    let item = try bench.found("x")
    #expect(item.origin == .project)
    #expect((try Files.status(trust.path)?.st_mode ?? 0) & 0o777 == 0o600)
    #expect(try bench.call("x", [:]).text == "ran\n")
    #expect(try trust.revoke(project))
    #expect(bench.discover().found.isEmpty)
  }

  /// Every change of what would run asks again.
  @Test(arguments: ["contents", "mode", "new", "gone", "link", "sidecar"])
  func changesAreSeen(_ change: String) throws {
    try write("tools/x", "#!/bin/sh\n# @describe d\n")
    try write("tools/y", "#!/bin/sh\n# @describe d\n")
    _ = try trust.trust(project, at: Clock.system.now())
    #expect(trust.state(of: project) == .trusted)
    switch change {
    case "contents": try write("tools/x", "#!/bin/sh\n# @describe e\n")
    case "mode": chmod(bench.directory.path("work/.agent/tools/x"), 0o711)
    case "new": try write("commands/z", "#!/bin/sh\n")
    case "gone": try Files.remove(bench.directory.path("work/.agent/tools/y"))
    case "link": bench.link(".agent/tools/l", to: "/bin/ls")
    default: try write("tools/x.tool.json", "{}", mode: 0o600)
    }
    guard case .untrusted(let why) = trust.state(of: project) else {
      Issue.record("\(trust.state(of: project))")
      return
    }
    #expect(why.contains("has changed"))
    #expect(bench.discover().found.isEmpty)
  }

  @Test(arguments: [
    (#"{"description":"d","net":"host"}"#, "asks for more"),
    (#"{"description":"d","env":["MY_TOKEN"]}"#, "MY_TOKEN"),
    (#"{"description":"d","confine":"none"}"#, "unconfined"),
  ])
  func aTrustedProjectGetsNoMoreThanTheSandbox(_ sidecar: String, _ words: String) throws {
    try write("tools/x", "#!/bin/sh\n")
    try write("tools/x.tool.json", sidecar, mode: 0o600)
    _ = try trust.trust(project, at: Clock.system.now())
    #expect(bench.discover().problems.first?.reason.contains(words) == true, "\(bench.discover())")
  }

  @Test func aDamagedFileTrustsNothing() throws {
    try write("tools/x", "#!/bin/sh\n# @describe d\n")
    try bench.directory.write("runtime/trust.json", "{")
    guard case .untrusted(let why) = trust.state(of: project) else {
      Issue.record("trusted")
      return
    }
    #expect(why.contains("is damaged"))
  }
}
