import AgentSystem
import Testing

/// The Markdown documents: what the README must have, and links that lead somewhere.
@Suite struct DocumentTests {
  /// The small local model reads the README whole. A token is about four characters of English.
  @Test func theReadmeIsShort() throws {
    #expect(try Repository.text("README.md").count / 4 < 2000)
  }

  @Test(arguments: try Repository.executables())
  func theReadmeHasTheCommand(command: String) throws {
    #expect(try Repository.text("README.md").contains("| `\(command)` | "))
  }

  @Test func theReadmeNamesNoOtherCommand() throws {
    let known = try Repository.executables()
    for name in try Repository.text("README.md").matches(of: /\| `(agent[a-z-]*)` \|/).map(\.output.1) {
      #expect(known.contains(String(name)))
    }
  }

  @Test(arguments: try Repository.markdownNames())
  func linksLeadSomewhere(document: String) throws {
    for link in try Repository.text(document).matches(of: /\]\(([^)#]+)\)/).map(\.output.1) {
      if link.hasPrefix("https://") { continue }
      #expect(Files.exists(Repository.path(String(link))), "\(link)")
    }
  }

  @Test func theArchitectureHasEveryTarget() throws {
    let text = try Repository.text("ARCHITECTURE.md")
    for target in try Files.list(Repository.path("Sources")) {
      #expect(text.contains("`\(target)`") || target.hasPrefix("agent-"), "\(target)")
    }
  }

  /// The files and directories that the documents name are there.
  @Test(arguments: try Repository.markdownNames())
  func namedPathsExist(document: String) throws {
    let text = try Repository.text(document)
    for path in text.matches(of: /(?:`|\n)((?:bin|man|Sources|Tests)\/[A-Za-z0-9\/._-]+)/).map(\.output.1) {
      let name = String(path).split(separator: "<")[0]
      #expect(Files.exists(Repository.path(String(name))), "\(path)")
    }
  }
}
