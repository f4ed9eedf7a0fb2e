import AgentApproval
import AgentCore
import AgentJSON

/// Keeps the tools of MCP servers out of every request where they are many: the model gets a search and a call
/// in their place, and finds them when it needs them.
enum MCPDisclosure {
  /// Above so many tools, or bytes of their schemas.
  static let mostTools = 15
  static let mostBytes = 4096

  static func apply(_ tools: [any Tool]) -> [any Tool] {
    let found = tools.filter { $0 is MCPTool }
    let bytes = found.reduce(0) { $0 + $1.description.parameters.byteCount }
    if found.count <= mostTools, bytes <= mostBytes { return tools }
    let descriptions = found.map(\.description)
    return tools.filter { !($0 is MCPTool) } + [MCPSearchTool(descriptions), MCPCallTool(descriptions)]
      + found.map(UnofferedTool.init)
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

/// `mcp_search`: finds tools by words.
struct MCPSearchTool: Tool {
  let description: ToolDescription
  private let tools: [ToolDescription]

  /// It looks through what is known, and at nothing else.
  var confinement: ToolConfinement { .files }

  init(_ tools: [ToolDescription]) {
    self.tools = tools
    var counts: [(server: String, count: Int)] = []
    for tool in tools {
      let server = tool.itemFields["server"]?.string ?? ""
      if counts.last?.server == server {
        counts[counts.count - 1].count += 1
      } else {
        counts.append((server, 1))
      }
    }
    let words = counts.map { "\($0.server) (\($0.count))" }.joined(separator: ", ")
    description = ToolDescription(
      name: "mcp_search",
      description: "Find tools of MCP servers by words of their names and descriptions, with the schemas of "
        + "their arguments; then call them with mcp_call. Servers, with how many tools: \(words).",
      parameters: [
        "type": "object",
        "properties": [
          "query": ["type": "string", "description": "Words, or a server's name; empty for all names"],
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

/// `mcp_call`: stands for a call of one of the tools that ``MCPSearchTool`` finds.
struct MCPCallTool: Tool {
  let description: ToolDescription
  private let names: [String]

  /// What is called is judged itself; a call that means no tool does nothing.
  var confinement: ToolConfinement { .files }

  init(_ tools: [ToolDescription]) {
    names = tools.map(\.name)
    description = ToolDescription(
      name: "mcp_call", description: "Call a tool that mcp_search has found.",
      parameters: [
        "type": "object",
        "properties": [
          "tool": ["type": "string", "description": "Its name, as mcp_search gives it"],
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
      hint: NearMatch.hint(name, in: names) ?? "mcp_search with an empty query lists them")
  }
}
