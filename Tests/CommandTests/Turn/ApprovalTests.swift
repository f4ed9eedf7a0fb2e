import AgentCore
import AgentJSON
import AgentSystem
import AgentTesting
import Glibc
import Testing

@Suite struct ApprovalTests {
  /// A turn whose model runs `command`, and says "ok" once it has an answer.
  private func bench(_ command: String = "echo ran >out") throws -> TurnBench {
    try TurnBench([.toolCall("bash", ["command": .string(command)]), .text("ok")])
  }

  private func events(_ bench: TurnBench, _ type: String) throws -> [JSON] {
    try bench.events().filter { $0["type"]?.string == type }
  }

  /// What the sandbox confines runs without a question, and the decision stands before the call.
  @Test func whatIsConfinedRunsAtOnce() throws {
    let bench = try bench()
    #expect(try bench.run("-w", "go").status == 0)
    #expect(Files.exists(bench.directory.path("work/out")))
    let events = try bench.events()
    let types = events.compactMap { $0["type"]?.string }
    let resolved = try #require(types.firstIndex(of: "approval.resolved"))
    #expect(try #require(types.firstIndex(of: "approval.requested")) < resolved)
    #expect(resolved < (try #require(types.firstIndex(of: "item.started"))))
    let decision = events[resolved]
    #expect(decision["decision"] == "allow" && decision["by"] == "rule")
    #expect(decision["rule"]?.string?.contains("sandbox") == true)
    #expect(decision["item_id"] == events[try #require(types.firstIndex(of: "item.started"))]["item"]?["id"])
    let request = try #require(try self.events(bench, "approval.requested").first)
    #expect(request["tool"] == "bash" && request["args"]?["command"] == "echo ran >out")
    #expect(request["id"] == decision["id"] && request["reason"]?.string != nil)
  }

  /// What nothing confines is denied where nobody can be asked, and the denial names a rule that helps.
  @Test(arguments: [["--sandbox", "off"], ["-w", "--net", "host"]])
  func theRestIsDenied(_ options: [String]) throws {
    let bench = try bench()
    let result = try bench.run(options + ["-j", "go"])
    #expect(result.status == 4)
    #expect(!Files.exists(bench.directory.path("work/out")))
    let end = try bench.terminal()
    #expect(end["error"]?["code"] == "approval_denied" && end["exit_code"] == 4 && end["denied"] == 1)
    #expect(try events(bench, "approval.resolved").map { $0["by"] } == ["default"])
    #expect(try events(bench, "item.started").isEmpty)
    // The log is sound: the call has its result, and the session goes on.
    #expect(try bench.run("-c", "and now").status == 0)
    #expect(TurnToolCallTests.outputs(bench.server.bodies[1]).values.first?.contains("Denied") == true)
    // The rule of the advice, put where it says.
    let hint = try #require(end["error"]?["hint"]?.string)
    let rule = hint.drop { $0 != "{" }
    let text = String(rule.prefix(upTo: try #require(rule.firstRange(of: " to the rules")).lowerBound))
    try bench.directory.write("runtime/rules.json", "{\"rules\":[\(text)]}")
    let again = try TurnBench([.toolCall("bash", ["command": "echo ran >out"]), .text("ok")])
    try again.directory.write("runtime/rules.json", "{\"rules\":[\(text)]}")
    #expect(try again.run(options + ["go"]).status == 0)
    #expect(Files.exists(again.directory.path("work/out")))
  }

  /// A tool that is confined all the same is denied for what it says of itself, not for lack of a sandbox.
  @Test(arguments: [
    ("# @side-effects destructive\n", "it counts as destructive"),
    ("# @side-effects network\n", "it counts as a tool that uses the network"),
  ])
  func theReasonIsTrue(_ tag: String, _ reason: String) throws {
    let bench = try TurnBench([.toolCall("mine", [:]), .text("ok")])
    try bench.directory.write("runtime/tools/mine", "#!/bin/sh\n# @describe d\n\(tag)echo ran\n", mode: 0o700)
    let result = try bench.run("go")
    #expect(result.status == 4 && result.errors.contains(reason), "\(result.errors)")
    #expect(!result.errors.contains("nothing confines it"))
    let unconfined = try bench.run("--sandbox", "off", "go")
    #expect(!unconfined.errors.contains(reason))
  }

  @Test func allAllowsAndSaysSo() throws {
    let bench = try bench()
    #expect(try bench.run("--sandbox", "off", "--approve", "all", "go").status == 0)
    #expect(Files.exists(bench.directory.path("work/out")))
    #expect(try events(bench, "notice").contains { $0["code"] == "approve_all" })
    #expect(try events(bench, "approval.resolved").map { $0["by"] } == ["default"])
  }

  @Test func aDeniedCallNeedNotEndTheTurn() throws {
    let bench = try bench()
    let result = try bench.run("--sandbox", "off", "--on-denied", "continue", "-j", "go")
    #expect(result.status == 0)
    let end = try bench.terminal()
    #expect(end["type"] == "turn.completed" && end["denied"] == 1)
    let item = try events(bench, "item.completed").first { $0["item"]?["type"] == "command_execution" }
    #expect(item?["item"]?["status"] == "declined")
    #expect(TurnToolCallTests.outputs(bench.server.bodies[1]).values.first?.contains("Denied") == true)
  }

  @Test func aDenialCanBeExcused() throws {
    let bench = try bench()
    #expect(try bench.run("--sandbox", "off", "--exit-zero-on", "denied", "go").status == 0)
    #expect(try bench.terminal()["exit_code"] == 0)
  }

  /// A denial that ends the turn: nothing of the same response runs, and every call has a result.
  @Test func theOtherCallsOfTheResponseHaveResultsToo() throws {
    let bench = try TurnBench([
      .answer(
        .call(name: "list", arguments: "{}", id: "first"),
        .call(name: "bash", arguments: #"{"command":"echo ran >out"}"#, id: "second"),
        .call(name: "list", arguments: "{}", id: "third")), .text("ok"),
    ])
    #expect(try bench.run("--sandbox", "off", "go").status == 4)
    #expect(try bench.executedCalls().isEmpty)
    #expect(try bench.run("-c", "on").status == 0)
    let outputs = TurnToolCallTests.outputs(bench.server.bodies[1])
    #expect(outputs.keys.sorted() == ["first", "second", "third"])
    #expect(outputs["first"]?.contains("Not run") == true)
  }

  /// Commands are parsed: a rule for one is none for what stands behind it.
  @Test(arguments: [
    ("git status", true), ("git status && echo ran >out", false), ("git status; $X", false),
    ("git status $(echo ran >out)", false), ("git status >out", false), ("PATH=. git status", false),
    ("timeout 5 git status", true), ("eval \"$X\"", false), ("git status # && x", true),
  ])
  func aRuleIsForOneCommand(_ command: String, _ isAllowed: Bool) throws {
    let bench = try bench(command)
    try bench.directory.write(
      "runtime/rules.json", #"{"rules":[{"decision":"allow","tool":"bash","command":"git status*"}]}"#)
    #expect(try bench.run("--sandbox", "off", "go").status == (isAllowed ? 0 : 4))
    #expect(!Files.exists(bench.directory.path("work/out")))
  }

  @Test func aRuleThatDeniesHoldsInEveryMode() throws {
    for mode in ["rules", "never", "all"] {
      let bench = try bench("cd /tmp && rm -rf x")
      try bench.directory.write(
        "runtime/rules.json", #"{"rules":[{"decision":"allow"},{"decision":"deny","command":"rm *"}]}"#)
      #expect(try bench.run("--approve", mode, "go").status == 4)
      #expect(try events(bench, "approval.resolved").map { $0["by"] } == ["rule"])
    }
  }

  /// Without configuration the user's rules may only hold back.
  @Test func hermeticTurnsTakeNoPermissions() throws {
    let bench = try bench()
    try bench.directory.write("runtime/rules.json", #"{"rules":[{"decision":"allow"}]}"#)
    #expect(try bench.run("--sandbox", "off", "--hermetic", "go").status == 4)
  }

  /// The model is told what is wrong with a call that does not fit its schema; nobody is asked.
  @Test func whatDoesNotFitIsNotJudged() throws {
    let bench = try TurnBench([.toolCall("bash", ["comand": "x"]), .toolCall("nosuch", [:]), .text("ok")])
    #expect(try bench.run("--sandbox", "off", "go").status == 0)
    #expect(try events(bench, "approval.requested").isEmpty)
    #expect(try bench.terminal()["denied"] == 0)
  }

  @Test(arguments: [
    (#"{"rules":[{"decision":"allow","tol":"bash"}]}"#, 0o600 as UInt32, 78 as Int32, "did you mean"),
    ("{", 0o600, 78, "JSON"), (#"{"rules":[]}"#, 0o620, 77, "chmod 600"),
  ])
  func rulesThatAreNotUnderstoodAreRefused(_ text: String, _ mode: UInt32, _ status: Int32, _ words: String)
    throws
  {
    let bench = try bench()
    try bench.directory.write("runtime/rules.json", text, mode: mode)
    let result = try bench.run("go")
    #expect(result.status == status && result.errors.contains(words), "\(result.errors)")
    #expect(bench.server.requests.isEmpty)
  }

  @Test(arguments: [
    (["--approve", "ask"], "terminal"), (["--approve", "pipe"], "--control-fd"),
    (["--control-fd", "77", "--approve", "pipe"], "reading and writing"),
    (["--approve", "some"], "--approve"),
  ])
  func whatCannotBeAskedIsUsage(_ options: [String], _ words: String) throws {
    let bench = try bench()
    let result = try bench.run(options + ["go"])
    #expect(result.status == 64 && result.errors.contains(words), "\(result.errors)")
    #expect(bench.server.requests.isEmpty)
  }

  // MARK: - A person at a terminal

  /// Runs the turn on a terminal of its own and types the answers, each at a question.
  private static let terminal = """
    import os, pty, sys
    pid, fd = pty.fork()
    if pid == 0: os.execvp(sys.argv[2], sys.argv[2:])
    answers, seen = sys.argv[1].split(','), b''
    while True:
        try: data = os.read(fd, 4096)
        except OSError: break
        if not data: break
        seen += data
        while answers and seen.count(b'[q]uit: ') > len(sys.argv[1].split(',')) - len(answers):
            os.write(fd, (answers.pop(0) + '\\n').encode())
    sys.stdout.buffer.write(seen)
    status = os.waitpid(pid, 0)[1]
    sys.exit(os.waitstatus_to_exitcode(status))
    """

  private func onTerminal(_ bench: TurnBench, _ answers: String, _ options: [String]) throws
    -> BuiltCommand.Result
  {
    let turn = bench.command()
    return try BuiltCommand("/usr/bin/python3", in: bench.directory).run(
      ["-c", Self.terminal, answers, turn.executable] + bench.address + ["--sandbox", "off"] + options + [
        "go"
      ])
  }

  @Test(arguments: [
    ("y", 0 as Int32, true), ("n", 4, false), ("q", 4, false), ("perhaps,Y", 0, true), ("\u{4}", 4, false),
  ])
  func aPersonDecides(_ answers: String, _ status: Int32, _ isRun: Bool) throws {
    for mode in ["ask", "rules"] {
      let bench = try bench()
      let result = try onTerminal(bench, answers, ["--approve", mode])
      #expect(result.status == status, "\(result.output) \(result.errors)")
      #expect(result.output.contains("echo ran >out"))
      #expect(Files.exists(bench.directory.path("work/out")) == isRun)
      let by = try events(bench, "approval.resolved").first?["by"]
      #expect(by == (answers == "\u{4}" ? "default" : "terminal"))
    }
  }

  @Test func quitEndsTheTurnWhereADenialWouldNot() throws {
    let bench = try bench()
    #expect(try onTerminal(bench, "q", ["--on-denied", "continue"]).status == 4)
  }

  @Test func alwaysIsKept() throws {
    let bench = try bench()
    #expect(try onTerminal(bench, "a", []).status == 0)
    #expect(try bench.directory.read("runtime/rules.json").contains("echo ran >out"))
    #expect(
      try Files.status(bench.directory.path("runtime/rules.json"))?.st_mode == S_IFREG | 0o600)
  }

  @Test func neverAsksNobody() throws {
    let bench = try bench()
    let result = try onTerminal(bench, "y", ["--approve", "never"])
    #expect(result.status == 4 && !result.output.contains("[q]uit"))
  }
}
