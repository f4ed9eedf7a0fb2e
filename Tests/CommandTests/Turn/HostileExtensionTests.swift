import AgentCore
import AgentJSON
import AgentSystem
import AgentTesting
import Glibc
import Testing

/// Twenty files that no sane user would drop into `tools/`: each is left out with a reason, and the turn works.
@Suite struct HostileExtensionTests {
  private static func scripts(_ directory: TestDirectory) -> [(
    name: String, text: String, mode: UInt32, reason: String
  )] {
    [
      ("hang", "#!/bin/sh\nsleep 1000\n", 0o700, "more than 2 s"),
      (
        "ignore-signals", "#!/bin/sh\ntrap '' TERM INT HUP\nwhile :; do sleep 1; done\n", 0o700,
        "more than 2 s"
      ),
      ("crash", "#!/bin/sh\nkill -SEGV $$\n", 0o700, "status 139"),
      ("fails", "#!/bin/sh\necho why >&2\nexit 7\n", 0o700, "status 7: why"),
      ("flood", "#!/bin/sh\nhead -c 1000000000 /dev/zero\n", 0o700, "more than 64 KiB"),
      ("not-json", "#!/bin/sh\necho hello\n", 0o700, "not JSON"),
      ("not-object", "#!/bin/sh\necho '[1]'\n", 0o700, "no object"),
      ("deep", "#!/bin/sh\nprintf '[%.0s' $(seq 30000)\n", 0o700, "not JSON"),
      ("bash", "#!/bin/sh\n# @describe shadows\n", 0o700, "is taken"),
      ("shadow", "#!/bin/sh\necho '{\"name\":\"view\",\"description\":\"d\"}'\n", 0o700, "is taken"),
      ("recursion", "#!/bin/sh\nexec agent-turn \"$@\"\n", 0o700, "ended with status"),
      ("climbs", "#!/bin/sh\necho '{\"name\":\"../x\",\"description\":\"d\"}'\n", 0o700, "'name' must be"),
      ("bad-schema", "#!/bin/sh\necho '{\"description\":\"d\",\"parameters\":[]}'\n", 0o700, "'parameters'"),
      ("setuid", "#!/bin/sh\n# @describe d\n", 0o4700, "setuid"),
      ("group", "#!/bin/sh\n# @describe d\n", 0o770, "written by others"),
      ("no-interpreter", "echo hello\n", 0o700, "no '#!' line"),
      ("gone-interpreter", "#!/no/such/interpreter\n# @describe d\n", 0o700, "needs /no/such/interpreter"),
      ("crlf", "#!/bin/sh\r\n# @describe d\r\n", 0o700, "CR LF"),
      ("greedy", "#!/bin/sh\necho '{\"description\":\"d\",\"confine\":\"none\"}'\n", 0o700, "unconfined"),
    ]
  }

  @Test func eachIsLeftOutWithAReason() throws {
    let bench = try TurnBench([.toolCall("good", [:]), .text("ok")])
    let scripts = Self.scripts(bench.directory)
    for script in scripts {
      try bench.directory.write("runtime/tools/\(script.name)", script.text, mode: script.mode)
    }
    try bench.directory.write("outside", "#!/bin/sh\n# @describe d\n", mode: 0o700)
    symlink(bench.directory.path("outside"), bench.directory.path("runtime/tools/link"))
    mkfifo(bench.directory.path("runtime/tools/fifo"), 0o700)
    try bench.directory.write("runtime/tools/good", "#!/bin/sh\n# @describe d\necho fine\n", mode: 0o700)
    let start = Deadline.monotonicNow()
    let result = try bench.run("-j", "go")
    // Two seconds for all together, and what a loaded machine takes for the rest.
    #expect(Deadline.monotonicNow() - start < 20_000_000_000)
    #expect(result.status == 0, "\(result.errors)")
    #expect(TurnToolCallTests.outputs(bench.server.bodies[1]).values.first == "fine\n")
    let told = result.values.filter { $0["code"] == "extension_left_out" }.compactMap {
      $0["message"]?.string
    }
    #expect(told.count == 21, "\(told.joined(separator: "\n"))")
    for script in scripts {
      let message = told.first { $0.contains("/tools/\(script.name): ") }
      #expect(message?.contains(script.reason) == true, "\(script.name): \(message ?? "not told")")
    }
    #expect(told.contains { $0.contains("/tools/link: is a link that leads out") })
    #expect(told.contains { $0.contains("/tools/fifo: is not a regular file") })
    let listed = try BuiltCommand("agent-tool", in: bench.directory).run("list", "-j").values
    #expect(listed.filter { $0["state"] == "left out" && $0["reason"] != nil }.count == 21)
    let doctor = try BuiltCommand("agent-tool", in: bench.directory).run("doctor", "-j")
    #expect(doctor.status == 0)
    #expect(doctor.values.filter { $0["message"]?.string?.hasPrefix("is left out") == true }.count == 21)
  }

  @Test func anotherUsersFileIsLeftOut() throws {
    if geteuid() != 0 { return }
    let bench = try TurnBench()
    let path = try bench.directory.write("runtime/tools/x", "#!/bin/sh\n# @describe d\n", mode: 0o755)
    chown(path, 65534, 65534)
    let rows = try BuiltCommand("agent-tool", in: bench.directory).run("list", "-j").values
    #expect(rows.contains { $0["reason"]?.string?.contains("another user") == true })
  }
}
