import AgentCore
import AgentJSON
import AgentSystem
import AgentTesting
import Glibc
import Testing

/// `agent` without a terminal, and `agent NAME`.
@Suite struct REPLBatchTests {
  private func run(_ bench: TurnBench, _ lines: [String], _ options: [String] = []) throws
    -> BuiltCommand.Result
  {
    try BuiltCommand("agent", in: bench.directory).run(
      bench.address + options, stdin: Array(lines.map { $0 + "\n" }.joined().utf8))
  }

  private func execute(_ bench: TurnBench, _ lines: String..., options: [String] = []) throws
    -> BuiltCommand.Result
  {
    try BuiltCommand("agent", in: bench.directory).run(
      bench.address + lines.flatMap { ["-e", $0] } + options)
  }

  @Test func linesAreRunOneAfterTheOther() throws {
    let bench = try TurnBench([.text("one\ntwo"), .text("three")])
    let result = try run(bench, ["first", "", "| wc -l", "!echo shell", "second", #"go \"#, "on"])
    #expect(result.status == 0, "\(result.errors)")
    #expect(result.lines == ["one", "two", "2", "shell", "three", "done"])
    #expect(bench.sessions().count == 1)
    #expect(
      try bench.events().filter { $0["type"] == "turn.started" }.map { $0["origin"] } == [
        "repl", "repl", "repl",
      ])
  }

  /// Turns are those of one process: the interpreter is the same.
  @Test func turnsShareTheirTools() throws {
    let bench = try TurnBench([
      .toolCall("python", ["code": "x = 41"]), .text("a"), .toolCall("python", ["code": "x + 1"]), .text("b"),
    ])
    let result = try run(bench, ["one", "two"])
    #expect(result.status == 0 && result.lines == ["a", "b"], "\(result.errors)")
    let outputs = try bench.events().compactMap { $0["item"]?["output"]?.string }
    #expect(outputs.last == "42\n")
  }

  @Test func theLatestSessionIsGoneOnIn() throws {
    let bench = try TurnBench()
    #expect(try bench.run("hello").status == 0)
    #expect(try execute(bench, "and now").status == 0)
    #expect(bench.sessions().count == 1)
    #expect(try execute(bench, "another", options: ["--new"]).status == 0)
    #expect(bench.sessions().count == 2)
    #expect(try execute(bench, "x", options: ["-s", "nosuch"]).status == 66)
  }

  /// The last answer of the session is there to be piped, whoever had it said.
  @Test func theLastAnswerIsThatOfTheSession() throws {
    let bench = try TurnBench(then: .text("three small words"))
    #expect(try bench.run("hello").status == 0)
    let result = try execute(bench, "| wc -w")
    #expect(result.status == 0 && result.lines.first?.hasSuffix("3") == true, "\(result.errors)")
    #expect(try execute(bench, "/new_session", "| wc -w").status == 66)
  }

  /// Who deletes the session that is gone on in begins another.
  @Test(arguments: ["/delete_session latest", "/session delete latest"])
  func aDeletedSessionIsLeft(_ line: String) throws {
    let bench = try TurnBench()
    let result = try execute(bench, "hello", line, "again")
    #expect(result.status == 0 && result.lines == ["done", "done"], "\(result.errors)")
    #expect(bench.sessions().count == 1)
  }

  @Test func eventsAreThoseOfTheTurn() throws {
    let bench = try TurnBench()
    let result = try execute(bench, "hello", options: ["-j"])
    #expect(result.status == 0 && result.errors.isEmpty)
    #expect(result.values.last?["type"] == "turn.completed")
    #expect(result.values.contains { $0["type"] == "item.delta" })
  }

  /// The turn is interrupted then, of which nobody wants to hear.
  @Test func aReaderThatGoesAwayEndsItSilently() throws {
    let bench = try TurnBench(then: .text(String(repeating: "a word ", count: 100)).stalled(at: 3000))
    let script = """
      mkfifo gone; exec 3<>gone 4>gone 3<&-
      agent "$@" -e hello >&4 4>&-
      """
    let result = try BuiltCommand("/bin/bash", in: bench.directory).run(
      ["-c", script, "bash"] + bench.address)
    #expect(result.status == 141)
    #expect(!result.errors.contains("interrupted"), "\(result.errors)")
  }

  @Test func filesAreAttached() throws {
    let bench = try TurnBench()
    try bench.directory.write("work/notes.md", "# Canary\n")
    #expect(try execute(bench, "Sum up @notes.md, please; mail a@b.c @nobody").status == 0)
    let body = try #require(bench.server.bodies.last).text
    #expect(body.contains("# Canary") && body.contains("@nobody"))
  }

  @Test func whatACommandPrintsGoesToTheModel() throws {
    let bench = try TurnBench()
    try bench.directory.write("work/notes.md", "# Canary\n")
    let result = try execute(bench, "/extract notes.md | Translate it", "/extract missing.md | x")
    #expect(result.status == 66, "\(result.errors)")
    #expect(bench.server.requests.count == 1)
    #expect(bench.server.bodies.last?.text.contains(#"Translate it\n\n# Canary"#) == true)
  }

  @Test func settingsHoldFromTheNextTurnOn() throws {
    let bench = try TurnBench()
    let result = try run(bench, ["hello", "/reasoning low", "/reasoning", "/config verbosity=high", "again"])
    #expect(result.status == 0, "\(result.errors)")
    #expect(result.lines.contains("low"))
    let bodies = bench.server.bodies
    #expect(bodies.first?["reasoning"]?["effort"] == nil && bodies.last?["reasoning"]?["effort"] == "low")
    #expect(bodies.last?["text"]?["verbosity"] == "high")
    #expect(bench.sessions().count == 1)
  }

  @Test func commandsOfTheUserAreFound() throws {
    let bench = try TurnBench()
    try bench.directory.write(
      "runtime/commands/greet", "#!/bin/sh\n# @describe greets\necho \"hello $1 $AGENT_SESSION\"\n",
      mode: 0o700)
    for folder in ["runtime", "runtime/commands"] { chmod(bench.directory.path(folder), 0o700) }
    let result = try execute(bench, "hi", "/greet you")
    #expect(result.status == 0, "\(result.errors)")
    #expect(result.lines.last == "hello you \(bench.sessions()[0])")
    #expect(try execute(bench, "/help").output.contains("/greet"))
  }

  @Test(arguments: [
    ("/nosuch", 64 as Int32), ("/memory get nosuch", 66), ("!exit 9", 9), ("/load_session nosuch", 66),
    ("| cat", 66), ("/help nosuch", 64), ("/raw perhaps", 64), ("/raw off", 0), ("/config 'open", 64),
    ("exit", 0), ("/quit", 0), ("", 0),
  ])
  func aLineHasItsStatus(_ line: String, _ status: Int32) throws {
    let result = try execute(try TurnBench(), line)
    #expect(result.status == status, "\(result.errors)")
    if status != 0, status != 9 { #expect(result.errorLines.count == 1, "\(result.errors)") }
  }

  @Test func aFailedTurnIsTheStatus() throws {
    let bench = try TurnBench([.status(400), .text("fine")])
    let result = try run(bench, ["a", "b"])
    #expect(result.status == 1 && result.lines == ["fine"])
    let none = try BuiltCommand("agent", in: TestDirectory()).run("-e", "hello")
    #expect(none.status == 78 && none.errors.contains("no model is configured"))
  }

  /// Nobody is there to be asked.
  @Test func whatWouldBeAskedIsDenied() throws {
    let bench = try TurnBench([.toolCall("bash", ["command": "echo ran >out"]), .text("ok")])
    #expect(try execute(bench, "go", options: ["--", "--sandbox", "off"]).status == 4)
    #expect(!Files.exists(bench.directory.path("work/out")))
  }

  @Test func aSignalEndsTheTurn() throws {
    let bench = try TurnBench { _, _ in .text("never").silent }
    let child = try BuiltCommand("agent", in: bench.directory).spawn(
      bench.address + ["-q", "-e", "go"], output: .null, error: .pipe)
    #expect(bench.waitForEvent("turn.started"))
    child.signal(SIGTERM)
    let errors = String(decoding: try IO.readToEnd(child.standardError), as: UTF8.self)
    #expect(child.end() == .code(143))
    #expect(bench.waitForEvent("turn.failed"))
    // One line, not one for the turn and one for us.
    #expect(errors == "agent: ended by SIGTERM\n")
  }

  /// The last line of events is how the turn ended, also where we are told to end.
  @Test func aSignalledTurnHasItsEnd() throws {
    let bench = try TurnBench { _, _ in .text("never").silent }
    let child = try BuiltCommand("agent", in: bench.directory).spawn(
      bench.address + ["-j", "-e", "go"], output: .pipe, error: .null)
    #expect(bench.waitForEvent("turn.started"))
    child.signal(SIGTERM)
    let output = String(decoding: try IO.readToEnd(child.standardOutput), as: UTF8.self)
    #expect(child.end() == .code(143))
    let events = try output.split(separator: "\n").map { try JSON(parsing: String($0)) }
    #expect(events.filter { ["turn.completed", "turn.failed"].contains($0["type"]?.string) }.count == 1)
  }

  /// A program that is waited for is ended with us, and nothing is done behind it.
  @Test func aSignalEndsAProgram() throws {
    let bench = try TurnBench()
    let child = try BuiltCommand("agent", in: bench.directory).spawn(
      ["-e", "!touch begun; sleep 1000", "-e", "!touch never"], output: .null, error: .null)
    for _ in 0..<1_000 where !Files.exists(bench.directory.path("work/begun")) { usleep(10_000) }
    child.signal(SIGTERM)
    #expect(child.end() == .code(143))
    #expect(!Files.exists(bench.directory.path("work/never")))
  }

  // MARK: - Commands of the user

  private static let python = """
    from codex_agent import command, get_agent

    @command
    def greet(name="you", *, loud: bool = False):
        "Say hello."
        print("printed")
        return f"hello {name}" + ("!" if loud else "")

    @command
    def ask(what):
        get_agent().submit(f"SUBMITTED {what}")

    @command
    def settings():
        config = get_agent().config
        return f"{config.model} {config['verbosity']} {'api_key' in config}"

    @command
    def broken():
        raise ValueError("no such luck")
    """

  /// Functions of the predecessor's kind are run as it ran them.
  @Test func functionsOfPythonAreCommands() throws {
    let bench = try TurnBench([.text("an answer")])
    try bench.directory.write("runtime/commands/mine.py", Self.python)
    for folder in ["runtime", "runtime/commands"] { chmod(bench.directory.path(folder), 0o700) }
    let result = try execute(bench, "/greet 'dear reader' --loud", "/greet name=Ann", "/ask this")
    #expect(result.status == 0, "\(result.errors)")
    #expect(
      result.lines == ["printed", "hello dear reader!", "printed", "hello Ann", "an answer"],
      "\(result.output)")
    #expect(bench.server.bodies.last?.text.contains("SUBMITTED this") == true)
    let failed = try execute(bench, "/broken")
    #expect(failed.status == 1 && failed.errors.contains("/broken: ValueError: no such luck"))
    #expect(try execute(bench, "/greet").status == 0)
    // The options of the REPL count, as they do for a turn, and no key is told.
    let settings = try execute(bench, "/config verbosity=low", "/settings")
    #expect(settings.status == 0 && settings.lines.last == "scripted low False", "\(settings.errors)")
    let machine = try execute(bench, "/greet", options: ["-j"])
    #expect(machine.values.first?["results"]?.array == ["printed\nhello you"])
  }

  /// What only tells leaves the process of turns, and its interpreter, as they are.
  @Test func askingForASettingKeepsTheTools() throws {
    let bench = try TurnBench([
      .toolCall("python", ["code": "x = 41"]), .text("a"), .toolCall("python", ["code": "x + 1"]), .text("b"),
    ])
    let result = try run(bench, ["one", "/model", "/config get", "/tool list", "two"])
    #expect(result.status == 0, "\(result.errors)")
    #expect(try bench.events().compactMap { $0["item"]?["output"]?.string }.last == "42\n")
  }

  @Test func aSessionIsSummedUpByTheModelInUse() throws {
    let bench = try TurnBench([.text("one"), .text("the notes")], then: .text("two"))
    let result = try execute(bench, "first question", "/compact", "second question")
    #expect(result.status == 0, "\(result.errors)")
    let sent = TurnSessionTests.texts(try #require(bench.server.bodies.last))
    #expect(sent.count == 2 && sent[0].contains("the notes") && sent[1] == "second question")
  }

  @Test func whatIsNotThereSaysSo() throws {
    let result = try execute(try TurnBench(), "/voice on")
    #expect(result.status == 69 && result.errors.contains("no command"), "\(result.errors)")
  }

  @Test func theShellReadsItsHereDocuments() throws {
    let result = try run(try TurnBench(), ["!tr a-z A-Z <<E", "inside", "E", "!echo next"])
    #expect(result.lines == ["INSIDE", "next"], "\(result.errors)")
  }

  @Test func pathsAreFoundWhereverTheyAre() throws {
    let bench = try TurnBench()
    try bench.directory.write("work/my notes.md", "# Canary one\n")
    try bench.directory.write("home/other.md", "# Canary two\n")
    let result = try execute(bench, #"Read @my\ notes.md and @~/other.md, not @missing.md"#)
    #expect(result.status == 0)
    let body = try #require(bench.server.bodies.last).text
    #expect(body.contains("Canary one") && body.contains("Canary two"))
    #expect(result.errors.contains("@missing.md is no file here"))
  }

  // MARK: - agent NAME

  @Test func aNameIsACommand() throws {
    let directory = TestDirectory()
    let agent = BuiltCommand("agent", in: directory)
    let id = try #require(try agent.run("session", "new").lines.first)
    #expect(try agent.run("session", "status", id, "-j").values.first?["session"]?.string == id)
    #expect(try agent.run("session", "show", "nosuch").status == 66)
    let unknown = try agent.run("sesion")
    #expect(unknown.status == 64 && unknown.errors.contains("did you mean 'session'"), "\(unknown.errors)")
    #expect(try agent.run("help", "session").output.contains("agent-session"))
    #expect(try agent.run("help").output.contains("USAGE: agent"))
    #expect(try agent.run("help", "agent").output.contains("alk to a model at a prompt"))
    let missing = try agent.run("help", "nosuch")
    #expect(missing.status == 64 && missing.errors.hasPrefix("agent: nosuch: no such command"))
  }
}
