import AgentSystem
import AgentTesting
import Testing

/// Every page is well formed, complete in its sections, and refers to pages that exist.
@Suite struct PageTests {
  @Test func thereArePages() throws {
    #expect(try Repository.pageNames().count >= 2)
  }

  @Test(.enabled(if: isInstalled("mandoc")), arguments: try Repository.pages())
  func isCleanUnderLint(page: ManualPage) throws {
    let lint = try BuiltCommand("/usr/bin/env", in: TestDirectory())
      .run("mandoc", "-T", "lint", "-W", "warning", Repository.path("man/\(page.fileName)"))
    #expect(lint.output == "" && lint.status == 0)
  }

  @Test(arguments: try Repository.pages())
  func hasTheSectionsOfItsKind(page: ManualPage) {
    var sections = ["NAME", "DESCRIPTION", "SEE ALSO"]
    if page.section == 1 { sections += ["SYNOPSIS", "ENVIRONMENT", "FILES", "EXIT STATUS", "EXAMPLES"] }
    for section in sections { #expect(!page.lines(of: section).isEmpty, "no section \(section)") }
    #expect(
      page.lines.contains { $0.uppercased().hasPrefix(".DT \(page.name.uppercased()) \(page.section)") })
  }

  @Test(arguments: try Repository.pages())
  func refersToPagesThatExist(page: ManualPage) throws {
    let known = try Repository.pageNames()
    for line in page.lines where line.contains("Xr agent") {
      let words = Mdoc.arguments(of: ".Nm " + line.dropFirst())
      guard let start = words.firstIndex(of: "Xr"), start + 2 < words.count else { continue }
      let name = "\(words[start + 1]).\(words[start + 2])"
      #expect(known.contains(name), "\(name) is referred to and does not exist")
    }
  }

  @Test func theOverviewListsEveryPage() throws {
    let overview = try Repository.page("agent.7")
    let listed = overview.lines(of: "COMMANDS") + overview.lines(of: "FORMATS")
    for page in try Repository.pages() where page.fileName != overview.fileName {
      #expect(listed.contains(".It Xr \(page.name) \(page.section)"), "\(page.fileName) is not listed")
    }
  }

  /// A page, its line in the overview and `--help` say the same of a command, `--help` as a sentence.
  @Test(arguments: try Repository.commands())
  func theSummaryIsThatOfTheCommand(command: String) throws {
    let abstract = try CommandTree(of: command).summary
    let summary = abstract.prefix(1).lowercased() + abstract.dropFirst()
    #expect(try Repository.page("\(command).1").summary == summary)
    let overview = try Repository.page("agent.7").lines(of: "COMMANDS")
    #expect(overview.drop { $0 != ".It Xr \(command) 1" }.dropFirst().first.map(String.init) == summary)
  }
}

func isInstalled(_ program: String) -> Bool { ChildProcess.find(program, path: nil) != nil }
