@testable import AgentCLI
import AgentCore
import ArgumentParser
import Testing

struct ArgumentOrderTests {
  struct Root: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "agent-x", subcommands: [Show.self, Model.self])
  }
  struct Show: ParsableCommand {
    static let configuration = CommandConfiguration(commandName: "show", aliases: ["cat"])
    @Argument var id: [String] = []
  }
  struct Model: ParsableCommand {
    static let configuration = CommandConfiguration(commandName: "model", subcommands: [List.self])
  }
  struct List: ParsableCommand {}
  struct Leaf: ParsableCommand {}
  struct WithDefault: ParsableCommand {
    static let configuration = CommandConfiguration(subcommands: [Show.self], defaultSubcommand: Show.self)
  }

  private func words(_ line: String) -> [String] { line.split(separator: " ").map(String.init) }

  @Test(
    "puts the verb first and the common options behind it",
    arguments: [
      ("show", "show"), ("show -j 1", "show -j 1"), ("-j show 1", "show -j 1"), ("-qj show", "show -qj"),
      ("-q --verbose show x", "show -q --verbose x"), ("--format json show", "show --format json"),
      ("--format=json show", "show --format=json"), ("--color never -j cat x", "cat --color never -j x"),
      ("--runtime-dir show show", "show --runtime-dir show"),
      ("--runtime-dir /d model -j list", "model list --runtime-dir /d -j"),
      ("model list show", "model list show"), ("show show -j", "show show -j"),
      ("-j show -- -q", "show -j -- -q"),
      // Not ours to move: an unknown option, help, a bare --, a value that is missing.
      ("--limit 3 show", "--limit 3 show"), ("-n show", "-n show"), ("-j --help", "-j --help"),
      ("-j --version", "-j --version"), ("-j -- show", "-j -- show"), ("show --format", "show --format"),
      ("-j model --help", "model -j --help"),
      // A verb is missing, or help is wanted: nothing that only verbs know may stay.
      ("", ""), ("-j", ""), ("--format json", ""), ("--format", ""), ("-j model", "model"),
      ("model -j", "model"),
      ("-j help", "help"), ("help show", "help show"),
      ("help -j model --format json list", "help model list"), ("-q help model list", "help model list"),
    ])
  func order(line: String, ordered: String) {
    #expect(ArgumentOrder(words(line), verbs: VerbTable(Root.self)).arguments == words(ordered))
  }

  @Test(
    "knows the verbs that lead, and a word that is none",
    arguments: [
      ("-j show x", "show", nil), ("-j model list", "model list", nil), ("shwo x", "", "shwo"),
      ("-q shwo", "", "shwo"), ("model lst", "model", "lst"), ("--bogus shwo", "", nil),
      ("help shwo", "", nil),
      ("show anything", "show", nil), ("", "", nil), ("-- x", "", nil),
    ] as [(String, String, String?)])
  func verbs(line: String, verbs: String, unknown: String?) {
    let ordered = ArgumentOrder(words(line), verbs: VerbTable(Root.self))
    #expect(ordered.verbs == words(verbs))
    #expect(ordered.unknownVerb?.word == unknown)
    if unknown == "lst" { #expect(ordered.unknownVerb?.known == ["list"]) }
  }

  @Test(
    "a command without verbs gets its arguments as they are",
    arguments: ["-j show", "help me -q", "-- -j", ""])
  func leaf(line: String) {
    let ordered = ArgumentOrder(words(line), verbs: VerbTable(Leaf.self))
    #expect(ordered.arguments == words(line))
    #expect(ordered.unknownVerb == nil)
  }

  @Test("with a default verb, other words are that verb's")
  func defaultVerb() {
    let table = VerbTable(WithDefault.self)
    #expect(!table.isRequired)
    #expect(ArgumentOrder(["-j", "word"], verbs: table).arguments == ["-j", "word"])
    #expect(ArgumentOrder(["word"], verbs: table).unknownVerb == nil)
    #expect(ArgumentOrder(["-j"], verbs: table).arguments == ["-j"])
    #expect(ArgumentOrder(["-j", "show"], verbs: table).arguments == ["show", "-j"])
  }

  @Test(
    "finds the machine format before anything is parsed",
    arguments: [
      ("", nil), ("-j", .ndjson), ("show -j", .ndjson), ("--format json", .json),
      ("--format=ndjson x", .ndjson),
      ("--format text", nil), ("--format md", nil), ("--format", nil), ("--format=", nil), ("-qj", .ndjson),
      ("-cj prompt", .ndjson), ("-- -j", nil), ("prompt -- --format json", nil), ("say -- -j", nil),
      ("--format json --format text", nil), ("--format text --format json", .json),
      ("-j --format json", .ndjson),
      ("--format json -j", .ndjson), ("--json", nil), ("j", nil), ("-", nil), ("--j", nil), ("-jx", nil),
      ("-r", nil), ("--format -- -j", nil),
    ] as [(String, OutputFormat?)])
  func machineFormat(line: String, format: OutputFormat?) {
    #expect(ArgumentOrder.machineFormat(words(line)) == format)
  }

  @Test("a prompt that only contains -j is no option")
  func promptWithDash() {
    #expect(ArgumentOrder.machineFormat(["what does -j do?"]) == nil)
    #expect(ArgumentOrder.machineFormat(["-j is a flag"]) == nil)
  }
}
