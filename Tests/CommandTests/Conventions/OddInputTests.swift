import AgentJSON
import AgentSystem
import AgentTesting
import Testing

@Suite("Convention 20: odd input") struct OddInputTests {
  /// What reads standard input, and the status it has for nothing at all.
  static let readers: [(example: Example, empty: Int32)] = [
    (.reads("agent-extract", "-"), 0), (.reads("agent-extract", "-j", "-"), 0),
    (.writes("agent-session append", "{session}"), 0), (.writes("agent-session import"), 65),
    (.writes("agent-session send", "{session}"), 64),
    (.reads("agent-memory search", "--batch"), 0), (.writes("agent-memory import"), 0),
    (.writes("agent-memory apply"), 0), (.writes("agent-memory edit", "m-first", "-"), 65),
    (.writes("agent-turn", "-n", "--provider", "chat", "--base-url", "{server}", "-"), 64),
    (.writes("agent-turn", "-n", "--provider", "chat", "--base-url", "{server}"), 64),
  ]

  @Test(arguments: readers) func nothingIsAnInputToo(_ reader: Example, _ empty: Int32) throws {
    let result = try Scene().run(reader.given(""))
    #expect(result.status == empty, "\(result.errors)")
    #expect(result.errorLines.count == (empty == 0 ? 0 : 1))
  }

  /// Bytes that are no text end in a message, or in text; never in a crash, and never cut at a NUL.
  @Test(
    arguments: readers.map(\.example), ["a\0b\n", "\0", "\u{feff}text\n", "\r\n\r\n", "{\"type\":\"\0\"}\n"])
  func anyBytesAreTaken(_ reader: Example, _ bytes: String) throws {
    let result = try Scene().run(reader.given(bytes))
    #expect([0, 64, 65].contains(result.status), "\(result.errors)")
    #expect(result.errorLines.count == (result.status == 0 ? 0 : 1), "\(result.errors)")
  }

  @Test func aNULIsNoEnd() throws {
    let scene = try Scene()
    let result = try BuiltCommand("agent-session", in: scene.directory)
      .run("send", scene.session, stdin: Array("before\0after".utf8))
    #expect(result.status == 0)
    let shown = try BuiltCommand("agent-session", in: scene.directory).run("show", "-j", scene.session)
    #expect(shown.values.last?["text"] == "before\0after")
  }

  @Test(arguments: readers.map(\.example)) func aLongLineIsALine(_ reader: Example) throws {
    let word = String(repeating: "x", count: 3 << 20)
    let event = #"{"type":"notice","level":"info","code":"long","message":"\#(word)"}"#
    let takesEvents = ["append", "import"].contains(reader.verb)
    let result = try Scene().run(reader.given(takesEvents ? event + "\n" : word))
    #expect([0, 65].contains(result.status), "\(result.errors.prefix(200))")
    for line in result.lines where !reader.arguments.contains("-") || reader.arguments.contains("-j") {
      #expect(line.utf8.count < 1 << 20)
    }
  }
}
