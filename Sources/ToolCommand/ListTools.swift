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

  @Flag(name: .shortAndLong, help: "Providers and commands too, and what settings leave out.")
  var all = false

  @OptionGroup var common: CommonOptions

  func run(in context: CommandContext) throws -> ExitStatus {
    let toolset = try Toolset(context)
    let isShown = { (entry: ToolInventory.Entry) in
      if case .off = entry.lack { all } else { true }
    }
    var rows = toolset.inventory.entries.filter(isShown).map(Self.line)
    rows += toolset.inventory.problems.map(Self.line)
    rows += toolset.servers.known.map { Self.line(ToolInventory.Entry($0, origin: .mcp)) }
    if all {
      let catalog = ShippedCatalog(toolset.host.resources, environment: toolset.host.environment)
      rows += catalog.items(.tools).filter { !$0.isInstalled }.map(Self.missing)
      rows += providers(toolset, catalog)
      let commands = ExtensionCatalog(toolset.host).discover(.commands)
      rows += commands.found.map(Self.line) + commands.problems.map(Self.line)
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

  /// The toolkit's own, with what settings say of them, then those of the extension folders.
  private func providers(_ toolset: Toolset, _ catalog: ShippedCatalog) -> [Line] {
    let settings = toolset.inventory.settings
    let shipped = catalog.items(.providers)
    var lines = StandardProviders.names.map { name in
      Self.provider(name, "built-in", nil, settings.refusal(provider: name, of: nil))
    }
    lines += shipped.map { item in
      if !item.isInstalled { return Self.missing(item) }
      let plugin = item.description.plugin
      return Self.provider(
        item.name, "shipped", item, settings.refusal(provider: item.name, of: plugin))
    }
    let names = StandardProviders.names + shipped.map(\.name)
    let listing = ExtensionCatalog(toolset.host).discover(.providers, reserved: Set(names))
    return lines + listing.found.map(Self.line) + listing.problems.map(Self.line)
  }

  private static func provider(
    _ name: String, _ origin: String, _ item: ShippedCatalog.Item?, _ refusal: BuiltInSettings.Key?
  ) -> Line {
    let lack = refusal.map(ToolInventory.Entry.Lack.off)
    var members: JSONObject = ["name": .string(name)]
    members.append("description", ifPresent: item.map { .string($0.description.tool.description) })
    members.append("origin", .string(origin))
    members.append("plugin", ifPresent: item?.description.plugin.map(JSON.string))
    members.append("state", .string(ToolText.state(lack)))
    members.append("reason", ifPresent: refusal.map { .string($0.rawValue) })
    members.append("path", ifPresent: item.map { .string($0.path) })
    let words = item.map { ToolText.firstSentence($0.description.tool.description) } ?? ""
    return Line(
      type: "provider", members: members,
      cells: [name, "provider", origin, ToolText.mark(lack) + words])
  }

  /// What is described, and whose command is not there.
  private static func missing(_ item: ShippedCatalog.Item) -> Line {
    let reason = "\(item.programName) is not installed"
    var members: JSONObject = ["name": .string(item.name), "origin": "shipped"]
    members.append("plugin", ifPresent: item.description.plugin.map(JSON.string))
    members.append("state", "left out")
    members.append("path", .string(item.path))
    members.append("reason", .string(reason))
    return Line(
      type: item.kind.singular, members: members, cells: [item.name, "-", "shipped", "left out: \(reason)"])
  }

  private static func line(_ entry: ToolInventory.Entry) -> Line {
    let tool = entry.tool.description
    return Line(
      type: "tool", members: ToolText.members(entry),
      cells: [
        tool.name, tool.sideEffects.rawValue, entry.origin.rawValue,
        ToolText.mark(entry.lack) + ToolText.firstSentence(tool.description),
      ])
  }

  private static func line(_ item: Extension) -> Line {
    var members: JSONObject = [
      "name": .string(item.name), "description": .string(item.description.tool.description),
      "origin": .string(item.origin.rawValue), "state": "ready", "path": .string(item.path),
    ]
    if item.kind == .commands {
      members.append("command", .array(item.command.map(JSON.string)))
      if item.description.keepsAlive { members.append("keep_alive", true) }
    }
    return Line(
      type: item.kind.singular, members: members,
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
