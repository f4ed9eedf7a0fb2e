import AgentSystem
import AgentTesting
import Testing

/// The table of examples covers what there is, and its rows say the truth.
@Suite("Conventions: the examples") struct ExampleTableTests {
  @Test(arguments: try Checkout.commands()) func everyCommandIsBuilt(_ command: String) {
    let path = BuiltCommand(command, in: TestDirectory()).executable
    #expect(Files.exists(path), "\(command) is in Sources and not in \(BuiltCommand.directory)")
  }

  @Test(arguments: try Checkout.commands()) func everyVerbHasItsRow(_ command: String) throws {
    for verb in try CommandTree(of: command).verbs {
      let name = verb.name.isEmpty ? command : "\(command) \(verb.name)"
      #expect(
        Example.all.contains { $0.name == name },
        "ExampleTable.swift: Example.all has no row '.reads(\"\(name)\", …)' or '.writes(\"\(name)\", …)'")
    }
  }

  @Test func everyRowIsOfAVerb() throws {
    let known = try Checkout.commands().flatMap { command in
      try CommandTree(of: command).verbs.map { $0.name.isEmpty ? command : "\(command) \($0.name)" }
    }
    for example in Example.all + Example.failures + Example.waiting {
      #expect(known.contains(example.name), "ExampleTable.swift: there is no '\(example.name)'")
    }
  }

  @Test(arguments: Example.all) func aRowEndsAsItSays(_ example: Example) throws {
    let result = try Scene().run(example)
    #expect(result.status == example.status, "\(result.errors)")
    #expect(result.stdout.isEmpty == example.isSilent)
  }
}
