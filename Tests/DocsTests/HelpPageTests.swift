import AgentSystem
import AgentTesting
import Testing

/// The texts of `--help` in the checkout are those that the option definitions give.
@Suite struct HelpPageTests {
  private static let folder = "Sources/AgentCLI/Resources/help"

  /// The command and each of its verbs and groups of verbs.
  private func words(_ command: String) throws -> Set<[String]> {
    var all: Set<[String]> = [[command]]
    for verb in try CommandTree(of: command).verbs {
      let parts = verb.name.split(separator: " ").map(String.init)
      for count in 0...parts.count { all.insert([command] + parts.prefix(count)) }
    }
    return all
  }

  @Test(arguments: try Repository.commands())
  func areFresh(command: String) throws {
    let made = BuiltCommand(command, in: TestDirectory(), environment: ["AGENT_SHARE_DIR": "/nonexistent"])
    let read = BuiltCommand(command, in: TestDirectory())
    for words in try words(command) {
      let fresh = try made.run(Array(words.dropFirst()) + ["--help"])
      #expect(fresh.status == 0)
      let copy = try Repository.text("\(Self.folder)/\(words.joined(separator: "-")).txt")
      let isFresh = copy == fresh.output
      #expect(isFresh, "\(words): run bin/completions")
      #expect(try read.run(Array(words.dropFirst()) + ["--help"]).output == fresh.output)
    }
  }

  @Test func areOfVerbsThatExist() throws {
    let known = try Set(Repository.commands().flatMap(words).map { $0.joined(separator: "-") + ".txt" })
    #expect(try Set(Files.list(Repository.path(Self.folder))) == known)
  }
}
