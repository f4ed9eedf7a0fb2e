import AgentCore
import AgentJSON
import AgentSystem
import AgentTesting
import Glibc
import Testing

@Suite("Convention 19: dry runs") struct DryRunTests {
  @Test(arguments: Example.writers) func aDryRunChangesNothing(_ example: Example) throws {
    let verbs = try CommandTree(of: example.command).verbs
    let options = try #require(verbs.first { $0.name == example.verb }).options
    if case .writesAtOnce = example.effect {
      #expect(!options.contains("--dry-run"), "the row says that it has none")
      return
    }
    #expect(options.contains("--dry-run"), "\(example.name) changes something and has no --dry-run")
    for option in ["-n", "--dry-run"] {
      let scene = try Scene()
      let before = try scene.tree()
      let result = try scene.run(example, [option])
      #expect(try scene.tree() == before)
      // A check tells all the same that something is wrong.
      let statuses = [example.status, 0, example.verb == "fsck" ? 1 : 0]
      #expect(statuses.contains(result.status), "\(result.errors)")
    }
  }

  @Test(arguments: Example.readers) func whatReadsHasNone(_ example: Example) throws {
    let options = try CommandTree(of: example.command).verbs.first { $0.name == example.verb }?.options ?? []
    let isWriter = Example.writers.contains { $0.name == example.name }
    #expect(!options.contains("--dry-run") || isWriter || example.verb == "deps")
  }

  /// What asks, asks only a person, and `--yes` answers.
  @Test func nobodyIsAskedWithoutATerminal() throws {
    let scene = try Scene()
    let command = BuiltCommand("agent-session", in: scene.directory)
    #expect(try command.run("delete", scene.other).status == 0)
    #expect(try command.run("show", scene.other).status == 66)
  }
}
