import AgentJSON
import AgentTesting
import Testing

@Suite("Convention 3: unknown words") struct UsageTests {
  /// A command and a verb of it that can be run.
  struct Call: Sendable, CustomTestStringConvertible {
    let command: String
    let verb: CommandTree.Verb
    var words: [String] { verb.name.split(separator: " ").map(String.init) }
    var testDescription: String { ([command] + words).joined(separator: " ") }
  }

  static func calls() throws -> [Call] {
    try Checkout.commands().flatMap { command in
      try CommandTree(of: command).verbs.map { Call(command: command, verb: $0) }
    }
  }

  @Test(arguments: try calls()) func anUnknownOptionIsNamedWithANearOne(_ call: Call) throws {
    let command = BuiltCommand(call.command, in: TestDirectory())
    for (option, near) in [("--nosuch", nil), ("--runtime-dri", "--runtime-dir"), ("-%", nil)] {
      let result = try command.run(call.words + [option])
      #expect(result.status == 64)
      #expect(result.stdout.isEmpty)
      #expect(result.errorLines.count == 1)
      #expect(result.errors.contains(option))
      if let near { #expect(result.errors.contains("did you mean '\(near)'?")) }
    }
  }

  @Test(arguments: try calls()) func itIsOneRecordForPrograms(_ call: Call) throws {
    let command = BuiltCommand(call.command, in: TestDirectory())
    for arguments in [["-j", "--nosuch"], ["--nosuch", "-j"], ["--format", "json", "--nosuch"]] {
      let result = try command.run(call.words + arguments)
      #expect(result.status == 64)
      #expect(result.errorLines.count == 1)
      #expect(result.lines.count == 1)
      let record = try #require(result.values.first)
      let isTurn = call.command == "agent-turn"
      #expect(record["type"]?.string == (isTurn ? "turn.failed" : "error"))
      #expect((isTurn ? record["error"] : record)?["code"] == "usage")
      #expect(record[isTurn ? "exit_code" : "exit"] == 64)
    }
  }

  @Test(arguments: try calls().filter { !$0.words.isEmpty })
  func anUnknownVerbIsNamedWithANearOne(_ call: Call) throws {
    var words = call.words
    let verb = words.removeLast()
    let command = BuiltCommand(call.command, in: TestDirectory())
    for arguments in [words + [verb + "x"], ["-j"] + words + [verb + "x"]] {
      let result = try command.run(arguments)
      #expect(result.status == 64)
      #expect(result.errorLines.count == 1)
      #expect(result.errors.contains("unknown verb '\(verb)x'"))
      #expect(result.errors.contains("did you mean '\(verb)'"))
      #expect(result.stdout.isEmpty == (arguments.first != "-j"))
    }
  }

  /// `--` ends the options: what follows is an operand, whatever it looks like.
  @Test func twoDashesEndTheOptions() throws {
    let scene = try Scene()
    let command = BuiltCommand("agent-extract", in: scene.directory)
    let result = try command.run("--", "--nosuch")
    #expect(result.status == 66)
    #expect(result.errors.contains("--nosuch"))
    let session = BuiltCommand("agent-session", in: scene.directory)
    #expect(try session.run("rename", "--", scene.session, "-j").status == 0)
    #expect(try session.run("status", "-j").values.first?["title"] == "-j")
  }
}
