import AgentTesting
import Testing

/// The options of a command are the same in `--help`, in its page and in the completions of each shell.
@Suite struct OptionTests {
  @Test func thereAreCommands() throws {
    #expect(try !Repository.commands().isEmpty)
  }

  /// Every option is in the verb's part of the page, in the page's general part or among the common options of
  /// agent(7), and the page names none that do not exist.
  @Test(arguments: try Repository.commands())
  func thePageHasTheOptionsOfHelp(command: String) throws {
    let tree = try CommandTree(of: command)
    let page = try Repository.page("\(command).1").options(verbs: tree.verbNames)
    let common = try Repository.page("agent.7").options(verbs: [])[""] ?? []
    for verb in tree.verbs {
      let own = page[verb.name] ?? []
      let missing = verb.options.subtracting(own).subtracting(page[""] ?? []).subtracting(common)
      #expect(missing.isEmpty, "\(command) \(verb.name): not in the page: \(missing.sorted())")
      if verb.name.isEmpty { continue }
      let surplus = own.subtracting(verb.options)
      #expect(surplus.isEmpty, "\(command) \(verb.name): only in the page: \(surplus.sorted())")
    }
    let known = tree.verbs.reduce(into: Set<String>()) { $0.formUnion($1.options) }
    let surplus = (page[""] ?? []).subtracting(known)
    #expect(surplus.isEmpty, "\(command): only in the page: \(surplus.sorted())")
  }

  /// Of a command with verbs, the page says which options each verb has: below its heading or in the SYNOPSIS.
  @Test(arguments: try Repository.commands())
  func thePageTellsTheOptionsOfEachVerb(command: String) throws {
    let tree = try CommandTree(of: command)
    let page = try Repository.page("\(command).1")
    let common = try Repository.page("agent.7").options(verbs: [])[""] ?? []
    for verb in tree.verbs where !verb.name.isEmpty {
      let synopsis = page.synopsis(verbs: tree.verbNames)[verb.name] ?? []
      let surplus = synopsis.subtracting(verb.options)
      #expect(surplus.isEmpty, "\(verb.name): \(surplus.sorted())")
      let told = synopsis.union(page.options(verbs: tree.verbNames)[verb.name] ?? []).union(common)
      for names in verb.names { #expect(!told.isDisjoint(with: names), "\(verb.name): \(names.sorted())") }
    }
  }

  @Test(arguments: try Repository.commands())
  func thePageHasEveryVerb(command: String) throws {
    let verbs = try CommandTree(of: command).verbNames
    let described = try Repository.page("\(command).1").options(verbs: verbs).keys
    #expect(verbs.isSubset(of: described), "no heading for \(verbs.subtracting(described).sorted())")
  }

  /// The common options of agent(7) are exactly those that every verb of every command has.
  @Test func theOverviewHasTheCommonOptions() throws {
    let verbs = try Repository.commands().flatMap { try CommandTree(of: $0).verbs }
    var common = verbs.first?.options ?? []
    for verb in verbs { common.formIntersection(verb.options) }
    #expect(try Repository.page("agent.7").options(verbs: [])[""] == common)
  }

  @Test(arguments: try Repository.commands())
  func helpIsShort(command: String) throws {
    for verb in try CommandTree(of: command).verbs {
      let words = verb.name.split(separator: " ").map(String.init)
      let help = try BuiltCommand(command, in: TestDirectory()).run(words + ["--help"])
      #expect(help.status == 0)
      #expect(help.output.contains("USAGE: "))
      let long = help.lines.filter { $0.count >= 80 }
      #expect(long.isEmpty, "\(command) \(verb.name) --help: \(long)")
    }
  }
}
