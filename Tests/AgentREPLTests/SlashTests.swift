import AgentREPL
import Testing

@Suite struct SlashTests {
  @Test func namesAreUnique() {
    #expect(Set(SlashCommand.all.map(\.name)).count == SlashCommand.all.count)
    #expect(SlashCommand.named("load-session")?.name == "load_session" && SlashCommand.named("nosuch") == nil)
  }

  @Test(
    arguments: [
      ("sessions", [], ["session", "list"]), ("delete_session", ["x"], ["session", "delete", "x"]),
      ("status", [], ["session", "status", "S"]), ("status", ["x"], ["session", "status", "x"]),
      ("model", [], ["config", "get", "model"]), ("model", ["a", "b"], ["config", "set", "model", "a b"]),
      ("config", [], ["config", "get"]), ("config", ["a=1", "b=2"], ["config", "set", "a=1", "b=2"]),
      ("config", ["explain", "model"], ["config", "explain", "model"]),
      ("memory_config", ["a=1"], ["memory", "config", "set", "a=1"]),
      ("memory_config", [], ["memory", "config", "get"]),
      ("memory_auto_archive", ["on"], ["memory", "config", "set", "auto_archive=true"]),
      ("memory_auto_archive", [], ["memory", "config", "get", "auto_archive"]),
    ] as [(String, [String], [String])])
  func itIsAnotherCommand(_ name: String, _ given: [String], _ words: [String]) {
    #expect(SlashCommand.named(name)?.action.words(given, session: "S") == words)
  }

  @Test(arguments: ["help", "exit", "raw", "new_session", "resume", "edit", "clear"])
  func itIsTheREPLs(_ name: String) {
    #expect(SlashCommand.named(name)?.action.words([], session: nil) == .none)
  }

  /// Only what changes something needs another process of turns, which forgets what the interpreter had.
  @Test(
    arguments: [
      (["config", "get"], false), (["config", "set", "a=1"], true), (["config", "unset", "a"], true),
      (["config", "-q", "explain", "x"], false), (["config", "model", "list"], false),
      (["config", "model", "install"], true), (["config", "auth", "login"], true), (["config"], false),
      (["config", "model"], false), (["tool", "list"], false), (["tool", "trust", "."], true),
      (["tool", "mcp", "add", "x"], true), (["tool", "mcp", "list"], false),
      (["memory", "config", "get"], false), (["memory", "config", "set", "a=1"], true),
      (["memory", "add", "x"], false), (["session", "list"], false), ([], false),
    ] as [([String], Bool)])
  func settingsAreChanged(_ words: [String], _ changes: Bool) {
    #expect(SlashCommand.Action.changesSettings(words) == changes)
  }

  /// All that the predecessor had is there, or says why it is not.
  @Test(arguments: [
    "help", "compact", "sessions", "new_session", "load_session", "delete_session", "next_session",
    "previous_session", "config", "model", "reasoning", "verbosity", "voice", "memory_config",
    "memory_auto_archive", "clear", "exit", "quit",
  ])
  func thePredecessorHadIt(_ name: String) { #expect(SlashCommand.named(name) != nil) }

  private static let help = """
    USAGE: agent-session <subcommand>

    OPTIONS:
      -q, --quiet             Print nothing on standard error but one line on
                              failure.
      --format <format>       Output format.

    SUBCOMMANDS:
      list                    List sessions
                              and more
      show                    Show one

      See 'agent-session help <subcommand>' for detailed help.
    """

  private static let names = ["a b.md", "a.md", "dir one/"]

  @Test(
    arguments: [
      ("see @a", "@a", [#"@"a b.md""#, #"@"a.md""#]), (#"see @"a"#, #"@"a"#, [#"@"a b.md""#, #"@"a.md""#]),
      (#"see @"a b"#, "b", [#"b.md""#]), ("@d", "@d", [#"@"dir one/"#]),
      (#"@"dir one/"#, "one/", ["one/"]), (#"x@"a"#, #"x@"a"#, []), (#"@"a.md" a"#, "a", []),
    ] as [(String, String, [String])])
  func pathsWithSpacesAreQuoted(_ line: String, _ word: String, _ expected: [String]) {
    let world = SlashCompletion.World(
      programs: { [] }, help: { _ in nil }, sessions: { [] },
      files: { typed in Self.names.filter { $0.utf8.starts(with: typed.utf8) } })
    #expect(SlashCompletion.candidates(line, word: word, in: world) == expected)
  }

  private var world: SlashCompletion.World {
    SlashCompletion.World(
      programs: { ["session", "memory"] },
      help: {
        $0 == ["agent-session"] ? Self.help : $0 == ["agent-session", "show"] ? "OPTIONS:\n  -j  x\n" : nil
      },
      sessions: { ["20260102T030405.678Z-000c"] },
      files: {
        ["a.md", "b/"].map { name in name }.filter { $0.utf8.starts(with: "".utf8) }
          + ($0 == "x" ? ["x"] : [])
      })
  }

  @Test(
    arguments: [
      ("/se", "/se", ["/session", "/sessions"]), ("/session ", "", ["list", "show"]),
      ("/session s", "s", ["show"]),
      ("/session --q", "--q", ["--quiet"]), ("/session list --f", "--f", ["--format"]),
      ("/session show 2", "2", ["20260102T030405.678Z-000c"]), ("/load_session l", "l", ["latest"]),
      ("/raw ", "", ["off", "on"]), ("/verbosity h", "h", ["high"]), ("see @", "@", ["@a.md", "@b/"]),
      ("see a", "a", []),
      ("/nosuch ", "", ["a.md", "b/"]), ("/help m", "m", ["memory"]), ("!cat x", "x", ["a.md", "b/", "x"]),
      ("/delete_session 2", "2", ["20260102T030405.678Z-000c"]),
    ] as [(String, String, [String])])
  func wordsAreOffered(_ line: String, _ word: String, _ expected: [String]) {
    #expect(SlashCompletion.candidates(line, word: word, in: world) == expected)
  }
}
