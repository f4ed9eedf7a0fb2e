import AgentCLI
import AgentCore
import AgentJSON
import AgentSystem
import AgentTools
import ArgumentParser

/// The tools there are, one a line; with what is left out and why.
struct ListTools: AgentCommand {
  static let configuration = CommandConfiguration(
    commandName: "list", abstract: "List the tools there are",
    discussion: "Example: agent-tool list -j")

  @Flag(name: .shortAndLong, help: "Providers and commands of the extension folders too.")
  var all = false

  @OptionGroup var common: CommonOptions

  func run(in context: CommandContext) throws -> ExitStatus {
    let toolset = try Toolset(context)
    var rows = Self.tools(toolset.inventory)
    if all {
      for kind in [ExtensionKind.providers, .commands] {
        let listing = ExtensionCatalog(toolset.host).discover(kind)
        rows += listing.found.map(Self.line)
        rows += listing.problems.map(Self.line)
      }
    }
    let lines = aligned(rows.map(\.cells))
    try context.print(
      zip(rows, lines).map { Row($0.type, $0.members, text: $1) }, as: try outputFormat())
    return .done
  }

  private struct Line {
    let type: String
    let members: JSONObject
    let cells: [String]
  }

  private static func tools(_ inventory: ToolInventory) -> [Line] {
    inventory.entries.map { entry in
      let tool = entry.tool.description
      return Line(
        type: "tool", members: ToolText.members(entry),
        cells: [
          tool.name, tool.sideEffects.rawValue, entry.origin.rawValue,
          ToolText.firstSentence(tool.description),
        ])
    } + inventory.problems.map(line)
  }

  private static func line(_ item: Extension) -> Line {
    Line(
      type: item.kind.singular,
      members: [
        "name": .string(item.name), "description": .string(item.description.tool.description),
        "origin": .string(item.origin.rawValue), "state": "ready", "path": .string(item.path),
      ],
      cells: [
        item.name, item.kind.singular, item.origin.rawValue,
        ToolText.firstSentence(item.description.tool.description),
      ])
  }

  private static func line(_ problem: ExtensionProblem) -> Line {
    Line(
      type: problem.kind.singular,
      members: [
        "name": .string(Path.name(problem.path)), "origin": .string(problem.origin.rawValue),
        "state": "left out", "path": .string(problem.path), "reason": .string(problem.reason),
      ], cells: [Path.name(problem.path), "-", problem.origin.rawValue, "left out: \(problem.reason)"])
  }
}
