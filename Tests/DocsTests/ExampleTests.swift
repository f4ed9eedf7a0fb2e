import AgentSystem
import AgentTesting
import Testing

/// Every example in the pages and in the README runs as it stands, those of one document in their order, and
/// prints what the document shows.
@Suite struct ExampleTests {
  @Test(arguments: try Repository.pages())
  func pageExamples(page: ManualPage) throws {
    try ExampleRun(ShellExample.examples(in: page)).check()
  }

  /// The README is followed in a checkout: beside the documents, with the commands in bin/.
  @Test func readmeExamples() throws {
    let examples = ShellExample.examples(inMarkdown: try Repository.text("README.md"))
    let run = ExampleRun(examples)
    for name in try Repository.markdownNames() + ["man"] {
      try run.link(Repository.path(name), as: name)
    }
    for command in try Repository.executables() {
      try run.link(Path.join(BuiltCommand.directory, command), as: "bin/\(command)")
    }
    try run.check()
  }

  /// Commands of the manual have examples, and the README has its pipelines.
  @Test(arguments: try Repository.pages().filter { $0.section == 1 })
  func thereAreExamples(page: ManualPage) {
    #expect(!ShellExample.examples(in: page).isEmpty)
  }

  @Test func theReadmeHasFivePipelines() throws {
    let text = try Repository.text("README.md")
    let pipelines = text.drop(until: "## Five pipelines", to: "\n## Commands")
    #expect(ShellExample.examples(inMarkdown: pipelines).count == 5)
  }
}

extension String {
  /// What stands between two lines.
  fileprivate func drop(until start: String, to end: String) -> String {
    guard let start = firstRange(of: start), let end = firstRange(of: end) else { return "" }
    return String(self[start.upperBound..<end.lowerBound])
  }
}
