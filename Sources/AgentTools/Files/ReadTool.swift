public import AgentApproval
public import AgentCore
public import AgentJSON
import AgentSystem

/// `read`: text files with line numbers; a range of lines, or the neighbourhood of a pattern.
public struct ReadTool: Tool {
  /// Files larger than this are not text for a model.
  static let sizeLimit = 32 << 20
  /// Lines shown before and after a match.
  static let neighbours = 10

  public init() {}

  public var confinement: ToolConfinement { .files }

  private static let request: JSON = [
    "type": "object",
    "properties": [
      "source": ["type": "string", "description": "path of a text file"],
      "start_at_line": ["type": "integer", "minimum": 1],
      "end_at_line": ["type": "integer", "minimum": 1],
      "pattern": ["type": "string", "description": "show only the neighbourhood of matching lines"],
      "regex": ["type": "boolean", "description": "pattern is a regular expression (default true)"],
    ],
    "required": ["source"],
    "additionalProperties": false,
  ]

  public let description = ToolDescription(
    name: "read",
    description: "Read text files of the workspace, with line numbers. For PDF, DOCX and the like use view.",
    parameters: [
      "type": "object",
      "properties": ["reads": ["anyOf": [request, ["type": "array", "items": request, "minItems": 1]]]],
      "required": ["reads"],
      "additionalProperties": false,
    ])

  public func run(_ arguments: JSON, in context: ToolContext) throws(AgentError) -> ToolOutput {
    let requests = arguments["reads"]?.array ?? [arguments["reads"] ?? .null]
    var sections: [String] = []
    var failures: [AgentError] = []
    for request in requests {
      try context.checkTime()
      let source = request["source"]?.string ?? ""
      do {
        let text = try read(request, source, context)
        sections.append(requests.count == 1 ? text : "=== \(source) ===\n\(text)")
      } catch {
        failures.append(error)
        sections.append("Error: \(error.description)\n")
      }
    }
    var output = ToolOutput(
      sections.joined(separator: "\n"), succeeded: failures.count < requests.count)
    // To a shell it is the status of the first, as with the other tools that read one thing.
    if !output.succeeded, let first = failures.first {
      output.itemFields["exit_code"] = .int(Int(first.exitCode.rawValue))
    }
    return output
  }

  private func read(_ request: JSON, _ source: String, _ context: ToolContext) throws(AgentError) -> String {
    let bytes: [UInt8]
    let file = try context.tree.openFile(source)
    do {
      bytes = try IO.readToEnd(file.raw, limit: Self.sizeLimit, of: source)
    } catch {
      throw AgentError(error)
    }
    if bytes.prefix(8192).contains(0) {
      throw AgentError(.badData, "is not text", object: source, hint: "use the view tool")
    }
    let lines = NumberedLines(bytes)
    if lines.count == 0 { return "\(source) is empty.\n" }
    let start = request["start_at_line"]?.int ?? 1
    let end = request["end_at_line"]?.int ?? .max
    if let pattern = request["pattern"]?.string {
      let compiled = try Pattern(pattern, isRegex: request["regex"]?.bool ?? true)
      let snippets = try lines.snippets(
        around: compiled, from: start, to: end, neighbours: Self.neighbours, check: context.checkTime)
      return snippets ?? "No line of \(source) matches.\n" + lines.text(from: start, to: end)
    }
    if start > lines.count { return "\(source) has only \(lines.count) lines.\n" }
    if end < start {
      throw AgentError(.badRequest, "end_at_line \(end) is before start_at_line \(start)", object: source)
    }
    return lines.text(from: start, to: end)
  }
}
