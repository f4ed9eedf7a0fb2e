import AgentApproval
import AgentCore
import AgentJSON

/// Keeps tools out of every request: the model gets a search and a call in their place, and finds them when it needs
/// them. Those of MCP servers where they are many; those of plugins where a first request has no room for all. Pure.
enum ToolDisclosure {
  /// Tools that are found by `PREFIX_search` and called by `PREFIX_call`.
  struct Family {
    let prefix: String
    /// What they are, and what they come in groups of.
    let words: String
    let groups: String

    static let mcp = Family(prefix: "mcp", words: "tools of MCP servers", groups: "Servers")
    static let plugins = Family(prefix: "tool", words: "more tools", groups: "Kinds")
  }

  /// The names of what stands for hidden tools, which no other tool may have.
  static let names = [Family.mcp, .plugins].flatMap { ["\($0.prefix)_search", "\($0.prefix)_call"] }

  /// Above so many tools of MCP servers, or bytes of their schemas.
  static let mostTools = 15
  static let mostBytes = 4096

  static func apply(_ tools: [any Tool]) -> [any Tool] { withPlugins(withServers(tools)) }

  private static func withServers(_ tools: [any Tool]) -> [any Tool] {
    let found = tools.filter { $0 is MCPTool }
    let bytes = found.reduce(0) { $0 + $1.description.parameters.byteCount }
    if found.count <= mostTools, bytes <= mostBytes { return tools }
    return hide(found.map { ($0, $0.description.itemFields["server"]?.string ?? "") }, among: tools, .mcp)
  }

  /// Hides plugin after plugin, from the last, until the rest has room.
  private static func withPlugins(_ tools: [any Tool]) -> [any Tool] {
    let plugins = Set(tools.compactMap(plugin)).sorted()
    var result = tools
    for count in 1..<(plugins.count + 1) where !ToldTools.fits(result) {
      let hidden = plugins.suffix(count)
      let found = tools.compactMap { tool in plugin(tool).map { (tool, $0) } }.filter {
        hidden.contains($0.1)
      }
      result = hide(found, among: tools, .plugins)
    }
    return result
  }

  private static func plugin(_ tool: any Tool) -> String? { (tool as? ExecutableTool)?.plugin }

  /// - Parameter found: with the group of each; groups stand together.
  private static func hide(
    _ found: [(tool: any Tool, group: String)], among tools: [any Tool], _ family: Family
  ) -> [any Tool] {
    let names = Set(found.map(\.tool.description.name))
    return tools.filter { !names.contains($0.description.name) }
      + [
        DisclosureSearch(found.map { ($0.tool.description, $0.group) }, family),
        DisclosureCall(found.map(\.tool.description), family),
      ] + found.map { UnofferedTool(tool: $0.tool) }
  }
}

/// A tool that the model is not told of by itself.
private struct UnofferedTool: Tool {
  let tool: any Tool
  var description: ToolDescription { tool.description }
  var isOffered: Bool { false }
  var confinement: ToolConfinement { tool.confinement }
  var claim: String? { tool.claim }
  var weakness: String? { tool.weakness }

  func prepare(_ environment: [String: String]) throws(AgentError) { try tool.prepare(environment) }
  func run(_ arguments: JSON, in context: ToolContext) throws(AgentError) -> ToolOutput {
    try tool.run(arguments, in: context)
  }
  func finish() { tool.finish() }
}

/// `mcp_search` and the like: finds tools by words.
struct DisclosureSearch: Tool {
  let description: ToolDescription
  private let tools: [ToolDescription]

  /// It looks through what is known, and at nothing else.
  var confinement: ToolConfinement { .files }

  init(_ found: [(tool: ToolDescription, group: String)], _ family: ToolDisclosure.Family) {
    tools = found.map(\.tool)
    var counts: [(group: String, count: Int)] = []
    for (_, group) in found {
      if counts.last?.group == group {
        counts[counts.count - 1].count += 1
      } else {
        counts.append((group, 1))
      }
    }
    let words = counts.map { "\($0.group) (\($0.count))" }.joined(separator: ", ")
    let kind = String(family.groups.lowercased().dropLast())
    description = ToolDescription(
      name: "\(family.prefix)_search",
      description: "Find \(family.words) by words of their names and descriptions, with the schemas of "
        + "their arguments; then call them with \(family.prefix)_call. \(family.groups), with how many "
        + "tools: \(words).",
      parameters: [
        "type": "object",
        "properties": [
          "query": [
            "type": "string", "description": .string("Words, or a \(kind)'s name; empty for all names"),
          ],
          "limit": ["type": "integer", "minimum": 1, "maximum": 50, "description": "Most tools; 8"],
        ],
        "required": ["query"], "additionalProperties": false,
      ])
  }

  func run(_ arguments: JSON, in context: ToolContext) throws(AgentError) -> ToolOutput {
    let query = arguments["query"]?.string ?? ""
    let words = Self.words(query)
    if words.isEmpty {
      let lines = tools.map { "\($0.name): \($0.description.prefix { !$0.isNewline }.prefix(120))" }
      return ToolOutput(lines.joined(separator: "\n"))
    }
    let found = Self.rank(tools, words).prefix(arguments["limit"]?.int ?? 8)
    if found.isEmpty { return ToolOutput("No tool fits. An empty query lists all names.") }
    let lines = found.map { tool -> String in
      let object: JSON = [
        "tool": .string(tool.name), "description": .string(tool.description), "arguments": tool.parameters,
      ]
      return object.text
    }
    return ToolOutput(lines.joined(separator: "\n"))
  }

  /// Those with any of the words, the most fitting first: a word counts three times in a name.
  static func rank(_ tools: [ToolDescription], _ words: [String]) -> [ToolDescription] {
    let scored = tools.enumerated().map { (index, tool) -> (score: Int, index: Int, tool: ToolDescription) in
      let (name, text) = (tool.name.lowercased(), tool.description.lowercased())
      let score = words.reduce(0) { $0 + (name.contains($1) ? 3 : 0) + (text.contains($1) ? 1 : 0) }
      return (score, index, tool)
    }
    return scored.filter { $0.score > 0 }
      .sorted { ($1.score, $0.index) < ($0.score, $1.index) }.map(\.tool)
  }

  private static func words(_ text: String) -> [String] {
    text.lowercased().split { !$0.isLetter && !$0.isNumber }.map(String.init)
  }
}

/// `mcp_call` and the like: stands for a call of one of the tools that ``DisclosureSearch`` finds.
struct DisclosureCall: Tool {
  let description: ToolDescription
  private let names: [String]
  private let search: String

  /// What is called is judged itself; a call that means no tool does nothing.
  var confinement: ToolConfinement { .files }

  init(_ tools: [ToolDescription], _ family: ToolDisclosure.Family) {
    names = tools.map(\.name)
    search = "\(family.prefix)_search"
    description = ToolDescription(
      name: "\(family.prefix)_call", description: "Call a tool that \(search) has found.",
      parameters: [
        "type": "object",
        "properties": [
          "tool": ["type": "string", "description": .string("Its name, as \(search) gives it")],
          "arguments": ["type": "object", "description": "Arguments that fit its schema"],
        ],
        "required": ["tool"], "additionalProperties": false,
      ])
  }

  func target(_ arguments: JSON) -> (tool: String, arguments: JSON)? {
    guard let tool = arguments["tool"]?.string, names.contains(tool) else { return nil }
    return (tool, arguments["arguments"] ?? [:])
  }

  func run(_ arguments: JSON, in context: ToolContext) throws(AgentError) -> ToolOutput {
    let name = arguments["tool"]?.string ?? ""
    throw AgentError(
      .badRequest, "no such tool", object: name,
      hint: NearMatch.hint(name, in: names) ?? "\(search) with an empty query lists them")
  }
}
