import AgentJSON
import AgentSystem
import AgentTesting
import Glibc
import Testing

@Suite struct SessionShowTests {
  private func session() throws -> (tool: SessionTool, id: String) {
    let tool = SessionTool()
    let id = try tool.make(title: "t")
    try tool.append(id, SessionTool.turn)
    return (tool, id)
  }

  @Test func textForPeople() throws {
    let (tool, id) = try session()
    let result = try tool.run("show", id)
    #expect(result.status == 0)
    #expect(result.errors.isEmpty)
    for part in [
      "turn 1", "> What is in x?", #"  read {"path":"x"}"#, "  | first\n  | second", "Two ^[[31mlines",
    ] {
      #expect(result.output.contains(part))
    }
    #expect(!result.output.contains("\u{1b}"))
    let colored = try tool.run("show", id, "--color", "always")
    #expect(colored.output.contains("\u{1b}[1m"))
    #expect(!colored.output.contains("\u{1b}[31m"))
  }

  @Test func markdown() throws {
    let (tool, id) = try session()
    let output = try tool.run("show", id, "--format", "md").output
    for part in ["## Turn 1", "> What is in x?", "**read**", "```\nfirst\nsecond\n```"] {
      #expect(output.contains(part))
    }
  }

  @Test func linesAreTheLogsBytes() throws {
    let (tool, id) = try session()
    #expect(try tool.run("show", id, "-j").stdout == (try tool.log(id)))
    #expect(try tool.run("show", id, "-j", "--turn", "1").lines.count == 4)
    let value = try JSON(parsing: try tool.run("show", id, "--format", "json").output)
    #expect(value["type"] == "session")
    #expect(value["id"]?.string == id)
    #expect(value["events"]?.array?.count == 5)
  }

  @Test func anyNameOfASessionAndPathsToo() throws {
    let (tool, id) = try session()
    let whole = try tool.log(id)
    for name in [id, String(id.prefix(18)), "latest", "@-1", "t", tool.path(id)] {
      #expect(try tool.run("show", name, "-j").stdout == whole)
    }
    #expect(try tool.run("show", "-j").stdout == whole)
    try tool.directory.write("work/copy.ndjson", whole)
    #expect(try tool.run("show", "copy.ndjson", "-j").stdout == whole)
  }

  @Test func whatIsMissing() throws {
    let (tool, _) = try session()
    let session = try tool.run("show", "tt")
    #expect(session.status == 66)
    #expect(session.errors == "agent-session: show: tt: no such session (did you mean 't'?)\n")
    #expect(try tool.run("show", "none.ndjson").status == 66)
    #expect(try tool.run("show", "./").status == 65)
    #expect(try SessionTool().run("show").status == 66)
  }

  /// Whatever a crash has left, it is shown: exit 0 and one line.
  @Test func damageIsToldInOneLine() throws {
    let (tool, id) = try session()
    let whole = try tool.log(id)
    var flipped = whole
    flipped[whole.count / 2] ^= 2
    for damaged in [Array(whole.dropLast(7)), whole + [0, 0, 0], whole + Array("junk\n".utf8), flipped] {
      try tool.write(damaged, to: id)
      for format in ["text", "md", "json", "ndjson"] {
        let result = try tool.run("show", id, "--format", format)
        #expect(result.status == 0)
        #expect(
          result.errorLines == [
            "agent-session: show: \(id): 1 damaged record passed over (try 'agent-session fsck \(id)')"
          ])
        #expect(!result.stdout.isEmpty)
      }
    }
    try tool.write([], to: id)
    let empty = try tool.run("show", id)
    #expect(empty.status == 0)
    #expect(empty.output.isEmpty)
  }

  @Test func aNewerFormatIsRefused() throws {
    let (tool, id) = try session()
    let text = #"{"type":"notice","v":2,"seq":6,"ts":"2030-01-01T00:00:00.000Z","session":null,"turn":null"#
    let digits = String(CRC32.checksum(Array(text.utf8)[...]), radix: 16)
    let crc = String(repeating: "0", count: 8 - digits.count) + digits
    try tool.write(try tool.log(id) + Array("\(text),\"crc\":\"\(crc)\"}\n".utf8), to: id)
    #expect(try tool.run("show", id).status == 78)
    let before = try tool.log(id)
    #expect(try tool.run("send", id, "x").status == 78)
    #expect(try tool.log(id) == before)
  }

  /// A log without a record, one without a turn, and one with a gap: one line each, and exit 0.
  @Test func whatIsNotThereIsTold() throws {
    let (tool, id) = try session()
    let whole = try tool.log(id)
    for empty in ["", "\n\n"] {
      try tool.write(Array(empty.utf8), to: id)
      for format in ["text", "md", "json", "ndjson"] {
        let result = try tool.run("show", id, "--format", format)
        #expect(result.status == 0)
        #expect(
          result.errors == "agent-session: show: \(id): the log is empty (try 'agent-session fsck \(id)')\n")
      }
    }
    let lines = whole.split(separator: 0x0a).map(Array.init)
    try tool.write(lines[0] + [0x0a] + lines[3] + [0x0a], to: id)
    #expect(
      try tool.run("show", id).errors
        == "agent-session: show: \(id): 2 events are missing (try 'agent-session fsck \(id)')\n")
    let new = try tool.make()
    #expect(try tool.run("show", new).errors == "agent-session: show: \(new): nothing was said yet\n")
    #expect(try tool.run("show", new, "-q").errors.isEmpty)
    try tool.write(whole, to: id)
    #expect(try tool.run("show", id, "--turn", "9").errors.contains("there is no turn 9"))
  }

  /// A right checksum makes no record of what is none.
  @Test func checkedNonsenseIsDamage() throws {
    let (tool, id) = try session()
    let whole = try tool.log(id)
    let nonsense = [
      #"{"type":"notice","v":1,"seq":6,bad"#,
      #"{"type":"notice","v":1,"seq":6,"ts":"2026-01-01T00:00:00.000Z","session":null,"turn":null,bad"#,
      #"{"type":"notice","v":1,"ts":"2026-01-01T00:00:00.000Z","session":null,"turn":null,"level":"i""#,
      #"{"type":"notice","v":"2","seq":6,"ts":"2026-01-01T00:00:00.000Z","session":null,"turn":null"#,
    ]
    for text in nonsense {
      try tool.write(whole + SessionTool.sealed(text), to: id)
      let shown = try tool.run("show", id, "-j")
      #expect(shown.stdout == whole)
      #expect(shown.errorLines.count == 1)
      #expect(try tool.run("export", id).stdout == whole)
      #expect(try tool.run("fsck", id).status == 1)
      #expect(try tool.run("append", id, stdin: SessionTool.note("x")).lines == [#"{"type":"ack","seq":7}"#])
      #expect(try tool.run("fsck", id).status == 0)
    }
  }

  @Test func aPipeIsNoLog() throws {
    let tool = SessionTool()
    #expect(mkfifo("\(tool.directory.work)/pipe", 0o600) == 0)
    let result = try tool.command.run(["show", "./pipe"], timeout: 20_000)
    #expect(result.status == 65)
    #expect(result.errorLines.count == 1)
  }

  @Test func whatAnInterruptedTurnSaid() throws {
    let tool = SessionTool()
    let id = try tool.make()
    try tool.append(
      id,
      [
        SessionTool.turn[0],
        #"{"type":"input.queued","id":"i","interrupt":"stop","text":"wrong file"}"#,
        #"{"type":"input.taken","turn":1,"id":"i"}"#,
        #"{"type":"turn.failed","turn":1,"error":{"code":"interrupted","message":"interrupted: wrong file"},"partial_text":"I was about","exit_code":130}"#,
      ])
    let text = try tool.run("show", id).output
    #expect(text.contains("I was about"))
    #expect(text.contains("interrupted: wrong file"))
    #expect(!text.contains("> wrong file"))
    let status = try #require(try tool.run("status", id, "-j").values.first)
    #expect(status["messages"] == 1)
    let exported = try JSON(parsing: try tool.run("export", id, "--format", "seed").output)
    #expect(exported.array?.last?["type"] == "interrupt_message")
    #expect(exported.array?.last?["content"] == "wrong file")
    #expect(
      exported.array?.contains { $0["type"] == "user_message" && $0["content"] == "wrong file" } == false)
    try tool.append(id, [#"{"type":"input.queued","id":"j","interrupt":"finish","text":"enough"}"#])
    #expect(try tool.run("status", id, "-j").values.first?["queued"] == 0)
    try tool.append(id, [#"{"type":"input.taken","turn":1,"id":"j"}"#])
    #expect(try tool.run("show", id).output.contains("[asked to finish: enough]"))
  }
}
