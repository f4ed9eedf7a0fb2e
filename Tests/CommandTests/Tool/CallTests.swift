import AgentCore
import AgentJSON
import AgentSystem
import AgentTesting
import Glibc
import Testing

@Suite struct ToolCallCommandTests {
  let directory = TestDirectory()

  private func call(_ arguments: String..., stdin: String? = nil) throws -> BuiltCommand.Result {
    try BuiltCommand("agent-tool", in: directory).run(
      ["call"] + arguments, stdin: stdin.map { Array($0.utf8) })
  }

  @Test func argumentsAreObjectsOrWords() throws {
    try directory.write("work/a.txt", "one\ntwo\n")
    try directory.write("work/5", "five\n")
    #expect(try call("search", #"{"pattern":"two"}"#).output == "a.txt:2:two\n")
    #expect(try call("search", "pattern=two", "in=contents").output == "a.txt:2:two\n")
    #expect(try call("search", "-", stdin: #"{"pattern":"two"}"#).output == "a.txt:2:two\n")
    try directory.write("work/b.txt", "\u{301}x\n")
    #expect(try call("search", "pattern=\u{301}x", "in=contents").output.hasPrefix("b.txt:1"))
    #expect(try call("view", "source=5").output == "five\n")
    #expect(try call("list").output.contains("a.txt"))
  }

  @Test func aRecordHasWhatAnItemHas() throws {
    let result = try call("bash", "command=echo out; exit 3", "-j")
    #expect(result.status == 3)
    let record = try #require(result.values.first)
    #expect(record["type"] == "tool_result" && record["tool"] == "bash" && record["status"] == "failed")
    #expect(record["exit_code"] == 3 && record["output"] == "out\n[exit status 3]")
  }

  @Test(arguments: [
    ("exit 3", 3), ("exit 126", 126), ("kill -9 $$", 137), ("sleep 100", 124), ("no-such-command", 127),
  ])
  func theStatusIsTheTools(_ command: String, _ status: Int32) throws {
    #expect(try call("bash", "command=\(command)", "--tool-timeout", "2s").status == status)
  }

  @Test(arguments: [
    (#"{"reads":{"source":"gone"}}"#, 66), (#"{"reads":[{"source":"../../x"},{"source":"gone"}]}"#, 77),
    (#"{"reads":{"source":"."}}"#, 65), (#"{"reads":[{"source":"a"},{"source":"gone"}]}"#, 0),
  ])
  func whatCannotBeReadHasTheStatusOfItsReason(_ arguments: String, _ status: Int32) throws {
    try directory.write("work/a", "1\n")
    #expect(try call("read", arguments).status == status)
  }

  @Test func anExtensionsStatusIsItsOwn() throws {
    try directory.write("runtime/tools/x", "#!/bin/sh\n# @describe d\necho no >&2; exit 2\n", mode: 0o700)
    let result = try call("x")
    #expect(result.status == 2 && result.output == "Refused: no\n")
  }

  @Test func theSandboxIsThatOfATurn() throws {
    #expect(try call("bash", "command=echo x >made").status == 1)
    #expect(!Files.exists(directory.path("work/made")))
    #expect(try call("bash", "command=echo x >made", "-w").status == 0)
    #expect(Files.exists(directory.path("work/made")))
    try directory.write("other/file", "text")
    #expect(try call("read", "reads={\"source\":\"\(directory.path("other/file"))\"}").status != 0)
    let read = try call(
      "read", "reads={\"source\":\"\(directory.path("other/file"))\"}", "--readable", directory.path("other"))
    #expect(read.output == "001|text\n")
    #expect(try call("list", "--workspace", directory.path("other")).output.contains("file"))
  }

  @Test(arguments: [
    (["nosuch"], 66, "no such tool"), (["search"], 64, "do not fit"), (["search", "{"], 64, "not JSON"),
    (["search", "pattern"], 64, "NAME=VALUE"), (["search", "pattern=x", "--sandbox", "x"], 64, "sandbox"),
    (["view", "source=gone"], 66, "gone"), (["view", "source=/etc/passwd"], 77, "outside"),
    (["list", "--tool-timeout", "soon"], 64, "duration"),
    (["list", "-w", "--workspace", "/"], 77, "root directory"),
  ])
  func whatIsRefused(_ arguments: [String], _ status: Int32, _ words: String) throws {
    let result = try BuiltCommand("agent-tool", in: directory).run(["call"] + arguments)
    #expect(result.status == status && result.errors.contains(words), "\(result.errors)")
    #expect(result.output.isEmpty)
  }

  /// What is granted beyond the sandbox, or what an extension says of itself, is asked for.
  @Test(arguments: [#""net":"host""#, #""side_effects":"destructive""#, #""side_effects":"network""#])
  func moreThanTheSandboxNeedsApproval(_ member: String) throws {
    try directory.write("runtime/tools/x", "#!/bin/sh\necho ran\n", mode: 0o700)
    try directory.write("runtime/tools/x.tool.json", #"{"description":"d",\#(member)}"#)
    let denied = try call("x")
    #expect(denied.status == 4 && denied.errors.contains("--approve all"), "\(denied.errors)")
    #expect(try call("x", "--approve", "all").output == "ran\n")
    #expect(try call("x", "--approve", "pipe").status == 64)
    try directory.write(
      "runtime/rules.json", #"{"rules":[{"decision":"allow","tool":"x"},{"decision":"deny","tool":"list"}]}"#)
    #expect(try call("x").output == "ran\n")
    #expect(try call("list").status == 4)
  }

  @Test func anExtensionThatIsLeftOutIsTold() throws {
    try directory.write("runtime/tools/x", "#!/bin/sh\nexit 1\n", mode: 0o700)
    let result = try call("x")
    #expect(result.status == 66 && result.errors.contains("is left out"), "\(result.errors)")
  }

  @Test func aSignalEndsTheToolToo() throws {
    try directory.write(
      "runtime/tools/x",
      "#!/bin/sh\n# @describe d\necho $$ >\"$(dirname $AGENT_OUTPUT)/begun\"\nsleep 1000\n", mode: 0o700)
    let child = try BuiltCommand("agent-tool", in: directory).spawn(
      ["call", "x"], output: .null, error: .null)
    var isBegun = false
    for _ in 0..<800 where !isBegun {
      usleep(25_000)
      let calls = (try? Files.list(directory.path("runtime/workfolder"))) ?? []
      isBegun = calls.contains { Files.exists(directory.path("runtime/workfolder/\($0)/begun")) }
    }
    #expect(isBegun)
    child.signal(SIGTERM)
    #expect(child.end() == .code(143))
    #expect(try Files.list(directory.path("runtime/workfolder")).isEmpty)
  }
}
