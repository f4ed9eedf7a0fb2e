import AgentCore
import AgentJSON
import AgentSystem

/// What a call of a program comes to, by how it ended and what it said: 0 is done, 2 a refusal with a reason, 124
/// that the time was over, everything else a failure.
struct ExtensionResult {
  private let item: Extension
  /// The end of standard error.
  private let errors: String

  init(_ item: Extension, errors: String) {
    self.item = item
    self.errors = errors
  }

  /// - Parameters:
  ///   - text: what replaces standard output as the result.
  ///   - parts: what stands beside it.
  func make(_ kept: CommandOutput.Kept, ending: BoundedRun.Ending, text: String?, parts: ToolParts?)
    throws(AgentError) -> ToolOutput
  {
    var fields = JSONObject()
    let words = errors.trimmed
    if !words.isEmpty { fields.append("log", .string(words)) }
    switch ending {
    case .cancelled: throw AgentError(.interrupted, "interrupted")
    case .timedOut:
      fields.append("exit_code", 124)
      return fail("the call took too long and was ended", kept, fields)
    case .exited(.code(2)):
      fields.append("exit_code", 2)
      let reason = [kept.text.trimmed, words].first { !$0.isEmpty } ?? "no reason was given"
      return ToolOutput("Refused: \(reason)", succeeded: false, itemFields: fields)
    case .exited(.code(0)):
      fields.append("exit_code", 0)
      return try succeed(kept, fields, text, parts)
    case .exited(let exit):
      fields.append("exit_code", .int(Int(exit.status)))
      return fail("exit status \(exit.status)", kept, fields)
    }
  }

  private func succeed(_ kept: CommandOutput.Kept, _ fields: JSONObject, _ text: String?, _ parts: ToolParts?)
    throws(AgentError) -> ToolOutput
  {
    var kept = kept
    if let text { kept = CommandOutput.Kept(text: text, dropped: 0) }
    if item.description.output == .json, kept.dropped == 0, (try? JSON(parsing: kept.text)) == nil {
      return fail("the result is not JSON", kept, fields)
    }
    var result = Self.said(kept, fields)
    guard let parts else { return result }
    if !parts.text.isEmpty {
      result.text = [result.text, parts.text].filter { !$0.isEmpty }.joined(separator: "\n")
    }
    result.images = parts.images
    result.items = parts.items
    return result
  }

  private func fail(_ why: String, _ kept: CommandOutput.Kept, _ fields: JSONObject) -> ToolOutput {
    let said = [kept.text.trimmed, errors.trimmed].filter { !$0.isEmpty }.joined(separator: "\n")
    var output = Self.said(kept, fields)
    output.text = said.isEmpty ? "Error: \(why)" : "Error: \(why)\n\(said)"
    output.succeeded = false
    return output
  }

  /// What was printed, with the facts about what was left out of it.
  static func said(_ kept: CommandOutput.Kept, _ fields: JSONObject) -> ToolOutput {
    var fields = fields
    if kept.dropped > 0 { fields.append("truncated", ["bytes": .int(kept.dropped)]) }
    fields.append("output_file", ifPresent: kept.file.map(JSON.string))
    return ToolOutput(kept.text, itemFields: fields)
  }
}
