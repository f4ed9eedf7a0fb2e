public import AgentApproval
public import AgentCore
public import AgentJSON
import AgentSystem

/// `list`: what is in a directory, with sizes, a few levels deep.
public struct ListTool: Tool {
  /// Entries shown at most.
  static let entryLimit = 1000

  public init() {}

  public var confinement: ToolConfinement { .files }

  public let description = ToolDescription(
    name: "list",
    description: "List a directory of the workspace; what .gitignore names is left out.",
    parameters: [
      "type": "object",
      "properties": [
        "path": ["type": "string", "description": "directory (default: the workspace)"],
        "depth": ["type": "integer", "minimum": 1, "maximum": 16, "description": "levels (default 2)"],
        "ignored": ["type": "boolean", "description": "show ignored files too"],
      ],
      "additionalProperties": false,
    ])

  public func run(_ arguments: JSON, in context: ToolContext) throws(AgentError) -> ToolOutput {
    let walk = TreeWalk(
      context.tree, from: arguments["path"]?.string ?? ".",
      includesIgnored: arguments["ignored"]?.bool ?? false,
      maximumDepth: arguments["depth"]?.int ?? 2)
    var lines: [String] = []
    var isCut = false
    try walk.run { entry throws(AgentError) in
      try context.checkTime()
      if lines.count == Self.entryLimit {
        isCut = true
        return false
      }
      switch entry.kind {
      case .directory: lines.append("\(entry.path)/")
      case .file: lines.append("\(entry.path)  \(entry.size) bytes")
      case .link: lines.append("\(entry.path)@")
      case .other: lines.append("\(entry.path)  (not a file)")
      }
      return true
    }
    if lines.isEmpty { return ToolOutput("The directory is empty.") }
    if isCut { lines.append("… more than \(Self.entryLimit) entries; list a subdirectory") }
    return ToolOutput(lines.joined(separator: "\n") + "\n")
  }
}
