import AgentCLI
import AgentCore
import AgentJSON
import AgentSystem
import AgentTesting
import Glibc
import Testing

/// CommandRunner from outside, on a program made for it.
struct CommandRunnerTests {
  private let directory = TestDirectory()

  private func run(_ line: String, environment: [String: String] = [:]) throws -> BuiltCommand.Result {
    try BuiltCommand("cli-probe", in: directory, environment: environment)
      .run(line.split(separator: " ").map(String.init))
  }

  /// The probe under the name of a command without verbs that ends as agent-turn does.
  private func turn(_ arguments: [String]) throws -> BuiltCommand.Result {
    let link = directory.path("turn-probe")
    symlink(BuiltCommand("cli-probe", in: directory).executable, link)
    return try BuiltCommand(link, in: directory).run(arguments)
  }

  @Test(
    "common options stand on either side of the verb",
    arguments: [
      "-j echo a", "echo -j a", "--format ndjson echo a", "echo --format=ndjson a", "-qj echo a", "echo a -j",
    ])
  func bothSides(line: String) throws {
    let result = try run(line)
    #expect(result.status == 0)
    #expect(result.output == #"{"type":"echo","words":["a"]}"# + "\n")
    #expect(result.errors == "")
  }

  @Test func whatStandsBehindTwoDashesIsAnOperand() throws {
    let result = try run("echo -- -j --help --format json")
    #expect(result.output == "-j --help --format json\n")
    #expect(try turn(["--", "say", "-j", "--version"]).output == "say -j --version\n")
    #expect(try turn(["what does -j do?", "help"]).output == "what does -j do? help\n")
  }

  @Test(
    "a wrong command line is 64 and one line that names it",
    arguments: [
      ("shwo", "cli-probe: unknown verb 'shwo' (try 'cli-probe --help')"),
      ("ecko hi", "cli-probe: unknown verb 'ecko' (did you mean 'echo'?)"),
      ("-q ecko", "cli-probe: unknown verb 'ecko' (did you mean 'echo'?)"),
      ("", "cli-probe: a verb is missing (try 'cli-probe --help')"),
      ("-q", "cli-probe: a verb is missing (try 'cli-probe --help')"),
      ("group", "cli-probe: group: a verb is missing (try 'cli-probe group --help')"),
      ("group iner x", "cli-probe: group: unknown verb 'iner' (did you mean 'inner'?)"),
      (
        "group inner",
        "cli-probe: group: inner: missing expected argument '<id>' (try 'cli-probe group inner --help')"
      ),
      ("echo --cuont 2", "cli-probe: echo: unknown option '--cuont' (did you mean '--count'?)"),
      ("echo --zzzzzzzzz", "cli-probe: echo: unknown option '--zzzzzzzzz' (try 'cli-probe echo --help')"),
      ("--bogus echo", "cli-probe: unknown option '--bogus' (try 'cli-probe --help')"),
      ("echo --count", "cli-probe: echo: missing value for '--count <count>' (try 'cli-probe echo --help')"),
      (
        "echo --count many",
        "cli-probe: echo: the value 'many' is invalid for '--count <count>' (try 'cli-probe echo --help')"
      ),
      ("notes extra", "cli-probe: notes: unexpected argument 'extra' (try 'cli-probe notes --help')"),
      (
        "echo --format yaml a", "cli-probe: echo: --format: unknown format 'yaml' (one of text, json, ndjson)"
      ),
    ])
  func usage(line: String, message: String) throws {
    let result = try run(line)
    #expect(result.status == 64)
    #expect(result.output == "")
    #expect(result.errors == message + "\n")
  }

  @Test(
    "with -j it ends in one error record too",
    arguments: [
      "-j ecko", "ecko -j", "--format json ecko", "echo -j --cuont 2", "-j", "echo --format ndjson --count x",
    ])
  func usageRecords(line: String) throws {
    let result = try run(line)
    #expect(result.status == 64)
    #expect(result.lines.count == 1)
    let record = try JSON(parsing: result.stdout)
    #expect(record["type"] == "error")
    #expect(record["code"] == "usage")
    #expect(record["exit"] == 64)
    #expect(Record.isRecognised(Array(result.lines[0].utf8)[...]))
    #expect(result.errors.split(separator: "\n").count == 1)
  }

  @Test("a turn's record is turn.failed, without seq and turn")
  func turnFailed() throws {
    for (arguments, exit) in [(["-j", "--bogus"], 64), (["-j"], 78), (["-cj"], 78)] {
      let result = try turn(arguments)
      #expect(Int(result.status) == exit)
      #expect(result.lines.count == 1)
      let record = try JSON(parsing: result.stdout)
      #expect(record.object?.keys == ["type", "v", "ts", "session", "error", "exit_code"])
      #expect(record["type"] == "turn.failed")
      #expect(record["exit_code"]?.int == exit)
      #expect(record["session"] == .null)
    }
  }

  @Test(
    "help, version and completions go to stdout with 0, need no home and make nothing",
    arguments: [
      "--help", "-h", "help", "help echo", "echo --help", "-q --help", "group --help", "group inner -h",
      "-j --help",
      "help -j group", "--version", "echo --version", "-j --version", "--generate-completion-script bash",
      "--generate-completion-script=zsh", "--generate-completion-script fish",
    ])
  func help(line: String) throws {
    let child = try ChildProcess.spawn(
      [BuiltCommand("cli-probe", in: directory).executable] + line.split(separator: " ").map(String.init),
      environment: ["AGENT_RUNTIME_DIR": directory.runtime], directory: directory.work, output: .pipe,
      error: .pipe)
    let output = String(decoding: try IO.readToEnd(child.standardOutput), as: UTF8.self)
    #expect(try IO.readToEnd(child.standardError).isEmpty)
    for fd in [child.standardOutput, child.standardError] { close(fd) }
    #expect(child.wait() == .code(0))
    #expect(!output.isEmpty && output.hasSuffix("\n") && !output.hasSuffix("\n\n"))
    if line.hasSuffix("--version") { #expect(output == "cli-probe \(Version.number)\n") }
    if line.contains("elp") || line.hasSuffix("-h") {
      #expect(output.contains("USAGE"))
      #expect(output.split(separator: "\n").allSatisfy { $0.count < 80 })
    }
    #expect(try Files.list(directory.work).isEmpty)
    #expect(!Files.exists(directory.runtime))
  }

  @Test(
    "help and version are the same with and without other options beside them",
    arguments: ["", "echo ", "group ", "group inner "])
  func plainRequests(verbs: String) throws {
    let help = try run("-q \(verbs)--help").output
    #expect(help.contains("USAGE"))
    #expect(try run("\(verbs)--help").output == help)
    #expect(try run("\(verbs)-h").output == help)
    #expect(try run("\(verbs)--version").output == (try run("-q \(verbs)--version").output))
  }

  @Test("help is no wider for a wide terminal")
  func helpWidth() throws {
    let wide = try run("echo --help", environment: ["COLUMNS": "200"])
    #expect(wide.output == (try run("echo --help").output))
  }

  @Test("help does not even look at a runtime directory that would be refused")
  func helpIgnoresTheRuntimeDirectory() throws {
    try directory.write("runtime/auth.json", "{}", mode: 0o644)
    #expect(try run("echo --help").status == 0)
    #expect(try run("--version").status == 0)
    #expect(try run("echo a").status == 77)
    #expect(try run("doctor").status == 0)
  }

  @Test func aRefusedRuntimeDirectoryIs77() throws {
    let path = try directory.write("runtime/.env", "KEY=1", mode: 0o644)
    let result = try run("-j echo a")
    #expect(result.status == 77)
    #expect(result.errors == "cli-probe: echo: \(path): others may read it (chmod 600 '\(path)')\n")
    #expect(try JSON(parsing: result.stdout)["code"] == "auth")
  }

  @Test("somebody else's runtime directory is 77", .enabled(if: geteuid() == 0))
  func foreignRuntimeDirectory() throws {
    try directory.runtimeDirectory.prepare(.sessions)
    for path in [directory.root, directory.runtime, directory.work] { chmod(path, 0o755) }
    let user = Unprivileged.prefix
    let result = try BuiltCommand(user[0], in: directory).run(
      Array(user.dropFirst()) + [BuiltCommand("cli-probe", in: directory).executable, "-j", "echo", "a"])
    #expect(result.status == 77)
    #expect(result.errors.contains("belongs to another user"))
    #expect(result.lines.count == 1)
  }

  @Test("what was tightened is told, but not to machines")
  func tightening() throws {
    for (line, told) in [("echo a", true), ("-q echo a", false), ("-j echo a", false), ("-jv echo a", true)] {
      try directory.runtimeDirectory.prepare(.sessions)
      chmod(directory.runtime, 0o755)
      let result = try run(line)
      #expect(result.status == 0)
      #expect(result.errors.contains("mode 755 made 700") == told)
    }
  }

  @Test(
    "a failure is told once, in one line without escapes",
    arguments: [
      ("fail", nil), ("fail -q", nil), ("fail -j", 1), ("fail --late -j", 2), ("fail --format json", 1),
    ] as [(String, Int?)])
  func failures(line: String, records: Int?) throws {
    let result = try run(line)
    #expect(result.status == 66)
    #expect(result.errors == "cli-probe: fail: 2026: no such session ^[[31m (try 'cli-probe list')\n")
    #expect(result.lines.count == records ?? 0)
    if records != nil { #expect(try JSON(parsing: result.lines.last ?? "")["exit"] == 66) }
  }

  @Test("every code of the table is the process's own", arguments: ErrorCode.allCases)
  func exitCodes(code: ErrorCode) throws {
    let result = try run("fail --code \(code.rawValue) -j")
    #expect(result.status == code.exitCode.rawValue)
    if code == .outputClosed {
      #expect(result.exit == .signal(SIGPIPE))
    } else {
      #expect(try JSON(parsing: result.stdout)["exit"]?.int == Int(code.exitCode.rawValue))
    }
  }

  @Test("the status a command returns is the process's") func statuses() throws {
    #expect(try run("echo").status == 1)
    #expect(try run("notes").status == 2)
  }

  @Test(
    "what stderr says at each level",
    arguments: [
      ("notes", "a note|damage at byte 7"), ("notes -q", "damage at byte 7"),
      ("notes -v", "a note|a detail|damage at byte 7"),
      ("notes -j", "damage at byte 7"), ("notes -jv", "a note|a detail|damage at byte 7"),
      ("notes --format json", "damage at byte 7"),
    ])
  func levels(line: String, messages: String) throws {
    let expected = messages.split(separator: "|").map { "cli-probe: notes: \($0)\n" }.joined()
    #expect(try run(line).errors == expected)
  }

  @Test("option, variable, home: the runtime directory")
  func runtimeDirectory() throws {
    func path(_ line: String, _ environment: [String: String] = [:]) throws -> String? {
      try run(line, environment: environment).lines.first
    }
    #expect(try path("notes --runtime-dir sub") == "runtime \(directory.work)/sub")
    #expect(try path("--runtime-dir /r notes") == "runtime /r")
    #expect(try path("notes") == "runtime \(directory.runtime)")
    #expect(try path("notes", ["AGENT_RUNTIME_DIR": ""]) == "runtime \(directory.home)/.agent_runtime")
  }
}
