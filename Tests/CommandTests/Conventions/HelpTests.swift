import AgentSystem
import AgentTesting
import Testing

@Suite("Convention 1: help") struct HelpTests {
  /// Without environment, without HOME, in a directory that cannot be written, as a user who may nothing.
  @Test(arguments: try Checkout.commands()) func needsNothing(_ command: String) throws {
    let directory = TestDirectory()
    let program = try Unprivileged.copy(of: command, in: directory)
    for verb in try CommandTree(of: command).verbs {
      let words = verb.name.split(separator: " ").map(String.init)
      for option in ["--help", "-h"] {
        let result = try BuiltCommand("/usr/bin/env", in: directory, workingDirectory: "/proc")
          .run(["-i"] + Unprivileged.prefix + [program] + words + [option])
        #expect(result.status == 0)
        #expect(result.errors.isEmpty)
        #expect(result.output.contains("USAGE: \(command)"))
        #expect(result.output.contains("Example"), "\(command) \(verb.name) has no example")
        #expect(result.lines.allSatisfy { $0.count < 80 })
      }
    }
  }

  @Test(arguments: try Checkout.commands()) func makesNothing(_ command: String) throws {
    let directory = TestDirectory()
    for option in ["--help", "-h", "--version"] {
      let result = try BuiltCommand(command, in: directory).run(option)
      #expect(result.status == 0)
    }
    #expect(try Files.list(directory.home).isEmpty)
    #expect(try Files.list(directory.work).isEmpty)
    #expect(try Files.list(directory.path("data")).isEmpty)
    #expect(!Files.exists(directory.runtime))
  }

  /// The runtime directory is made by the first write, not by looking.
  @Test(arguments: Example.readers + Example.failures.filter { $0.effect == .reads })
  func readingMakesNothing(_ example: Example) throws {
    let scene = try Scene()
    let result = try scene.run(example, ["--runtime-dir", scene.directory.path("absent")])
    #expect(result.exit != .signal(9))
    #expect(!Files.exists(scene.directory.path("absent")))
    #expect(try Files.list(scene.directory.home).isEmpty)
    #expect(try Files.list(scene.directory.path("data")).isEmpty)
  }

  @Test(arguments: Example.readers) func readingChangesNothing(_ example: Example) throws {
    let scene = try Scene()
    let before = try scene.tree()
    _ = try scene.run(example)
    #expect(try scene.tree() == before)
  }
}
