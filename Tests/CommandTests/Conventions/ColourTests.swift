import AgentJSON
import AgentSystem
import AgentTesting
import Glibc
import Testing

@Suite("Convention 11: colour") struct ColourTests {
  private static let escape = "\u{1b}"

  /// Nothing that goes into a pipe has an escape, whatever the environment wants.
  @Test(arguments: Example.all + Example.failures) func pipesHaveNone(_ example: Example) throws {
    for environment in [["TERM": "xterm-256color"], ["CLICOLOR_FORCE": "1", "FORCE_COLOR": "1"]] {
      let result = try Scene().run(example, environment: environment)
      #expect(!result.errors.contains(Self.escape))
      // Bytes of somebody's own pass as they are.
      if example.printsRecords { #expect(!result.output.contains(Self.escape)) }
    }
  }

  /// On a terminal there is nothing but SGR, and none of that where it is not wanted.
  /// What an editor does there is its own business.
  @Test(arguments: Example.all.filter { $0.input == nil && $0.verb != "edit" })
  func terminalsHaveOnlySGR(_ example: Example) throws {
    let scene = try Scene()
    func onTerminal(_ more: [String], _ environment: [String: String]) throws -> String {
      var variables = ["TERM": "xterm-256color"]
      variables.merge(environment) { $1 }
      return try scene.shell(
        #"printf -v line '%q ' "$@"; script -qec "$line" /dev/null </dev/null"#, example, more,
        environment: variables
      ).output
    }
    let plain = try onTerminal([], [:]).replacing(/\u{1b}\[[0-9;]*m/, with: "")
    #expect(!plain.contains(Self.escape))
    for (more, environment) in [
      ([], ["NO_COLOR": "1"]), ([], ["TERM": "dumb"]), (["--color", "never"], [:]),
    ] as [([String], [String: String])] {
      #expect(try !onTerminal(more, environment).contains(Self.escape), "\(more) \(environment)")
    }
  }

  @Test func itIsThereWhereItIsAsked() throws {
    let scene = try Scene()
    let show = BuiltCommand("agent-session", in: scene.directory, environment: ["NO_COLOR": ""])
    #expect(try show.run("show", scene.session, "--color", "always").output.contains("\u{1b}[1m"))
    #expect(try !show.run("show", scene.session).output.contains("\u{1b}"))
  }
}
