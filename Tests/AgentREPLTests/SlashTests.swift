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
