public import AgentApproval
public import AgentCore
public import AgentJSON

/// `write`: whole files, made or replaced.
public struct WriteTool: Tool {
  public init() {}

  public var confinement: ToolConfinement { .files }

  private static let request: JSON = [
    "type": "object",
    "properties": [
      "file_path": ["type": "string", "description": "path; missing directories are made"],
      "content": ["type": "string", "description": "all of the file's contents"],
    ],
    "required": ["file_path", "content"],
    "additionalProperties": false,
  ]

  public let description = ToolDescription(
    name: "write",
    description: "Make files or replace their whole contents. To change a part of a file use edit.",
    parameters: [
      "type": "object",
      "properties": ["writes": ["anyOf": [request, ["type": "array", "items": request, "minItems": 1]]]],
      "required": ["writes"],
      "additionalProperties": false,
    ], sideEffects: .write, itemType: "file_change")

  public func run(_ arguments: JSON, in context: ToolContext) throws(AgentError) -> ToolOutput {
    var batch = try FileBatch(context)
    for request in arguments["writes"]?.array ?? [arguments["writes"] ?? .null] {
      let file = request["file_path"]?.string ?? ""
      let content = Array((request["content"]?.string ?? "").utf8)
      let earlier = try batch.earlier(file)
      try batch.set(file, to: earlier.map { LineEnds.adapt(content, to: $0) } ?? content)
    }
    return batch.apply()
  }
}
