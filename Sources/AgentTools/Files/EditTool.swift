public import AgentApproval
public import AgentCore
public import AgentJSON

/// `edit`: pieces of files replaced by others. One after another, and all or none.
public struct EditTool: Tool {
  public init() {}

  public var confinement: ToolConfinement { .files }

  private static let request: JSON = [
    "type": "object",
    "properties": [
      "file_path": ["type": "string"],
      "old_string": [
        "type": "string",
        "description":
          "what to replace, exactly as it stands in the file, with enough around it to be unique",
      ],
      "new_string": ["type": "string", "description": "what to put in its place"],
      "replace_all": ["type": "boolean", "description": "replace every occurrence (default false)"],
    ],
    "required": ["file_path", "old_string", "new_string"],
    "additionalProperties": false,
  ]

  public let description = ToolDescription(
    name: "edit",
    description: "Replace text in files. If one edit does not fit, no file is changed.",
    parameters: [
      "type": "object",
      "properties": ["edits": ["anyOf": [request, ["type": "array", "items": request, "minItems": 1]]]],
      "required": ["edits"],
      "additionalProperties": false,
    ], sideEffects: .write, itemType: "file_change")

  public func run(_ arguments: JSON, in context: ToolContext) throws(AgentError) -> ToolOutput {
    var batch = try FileBatch(context)
    let requests = arguments["edits"]?.array ?? [arguments["edits"] ?? .null]
    for (index, request) in requests.enumerated() {
      do throws(AgentError) {
        try edit(request, &batch)
      } catch {
        if requests.count == 1 { throw error }
        var told = error
        told.message = "edit \(index + 1) of \(requests.count): \(error.message); no file was changed"
        throw told
      }
    }
    return batch.apply()
  }

  private func edit(_ request: JSON, _ batch: inout FileBatch) throws(AgentError) {
    let file = request["file_path"]?.string ?? ""
    guard let text = try batch.contents(of: file) else {
      throw AgentError(.inputMissing, "no such file", object: file, hint: "write makes one")
    }
    if text.prefix(8192).contains(0) { throw AgentError(.badData, "is not text", object: file) }
    let (old, new) = (request["old_string"]?.string ?? "", request["new_string"]?.string ?? "")
    if old == new {
      throw AgentError(.badData, "old_string and new_string are the same", object: file)
    }
    let edit = TextEdit(old: old, new: new, replacesAll: request["replace_all"]?.bool ?? false)
    try batch.set(file, to: try edit.apply(to: text, of: file))
  }
}
