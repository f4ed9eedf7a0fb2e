import AgentCLI
import AgentCore
import AgentJSON
import AgentModel
import AgentSystem
import AgentTools
import AgentTurn

/// `--dry-run`: what would be sent, and how large it is. Nothing is sent or written.
struct DryRun {
  private let plan: TurnPlan
  private let format: OutputFormat

  init(_ plan: TurnPlan, format: OutputFormat) {
    self.plan = plan
    self.format = format
  }

  func show(after history: ContextProjection, on output: Output) throws(AgentError) -> ExitStatus {
    // Summaries would have to be asked for; without them the parts of the input are shown as they are.
    let plan = plan.overflow == .map ? plan : try plan.fitting(after: history, Cancellation())
    let builder = RequestBuilder(plan.setup, tools: plan.tools)
    let fitted =
      plan.overflow == .map
      ? builder.fit(history.adding(builder.turnStarted)) : try builder.firstFit(after: history)
    let request = builder.request(fitted.items)
    let body = plan.client.body(for: request)
    let parts = parts(of: request, fitted.items)
    if format == .text {
      try output.text(table(parts, total: (body.count, TokenEstimate.tokens(in: request))))
      return .done
    }
    var record: JSONObject = [
      "type": "request", "v": 1, "provider": .string(plan.setup.provider), "model": .string(plan.setup.model),
      "bytes": .int(body.count), "tokens": .int(TokenEstimate.tokens(in: request)),
    ]
    record.append("context_tokens", ifPresent: plan.setup.contextTokens.map(JSON.int))
    record.append(
      "parts",
      .array(parts.map { ["name": .string($0.name), "bytes": .int($0.bytes), "tokens": .int($0.tokens)] }))
    record.append("body", (try? JSON(parsing: body)) ?? .null)
    try output.record(.object(record))
    return .done
  }

  private typealias Part = (name: String, bytes: Int, tokens: Int)

  private func parts(of request: ModelRequest, _ conversation: [JSON]) -> [Part] {
    var parts: [Part] = [part("instructions", .string(request.instructions))]
    for tool in request.tools {
      parts.append(
        part(
          "tool \(tool.name)",
          [
            "name": .string(tool.name), "description": .string(tool.description),
            "parameters": tool.parameters,
          ]))
    }
    for contribution in plan.setup.contributions {
      parts.append(part("provider \(contribution.provider)", .string(contribution.text)))
    }
    for (index, item) in conversation.enumerated() {
      parts.append(part("input \(index + 1) \(item["role"]?.string ?? item["type"]?.string ?? "")", item))
    }
    return parts
  }

  private func part(_ name: String, _ value: JSON) -> Part {
    (
      name, value.string?.utf8.count ?? value.bytes.count,
      value.string.map { TokenEstimate.tokens(in: $0) } ?? TokenEstimate.tokens(inItem: value)
    )
  }

  private func table(_ parts: [Part], total: (bytes: Int, tokens: Int)) -> String {
    var lines = [
      "\(plan.setup.provider) \(plan.setup.model), context \(plan.setup.contextTokens.map(String.init) ?? "unknown")"
    ]
    let rows =
      [("part", "bytes", "tokens")] + parts.map { ($0.name, String($0.bytes), String($0.tokens)) }
      + [("request", String(total.bytes), String(total.tokens))]
    let width = rows.map(\.0.count).max() ?? 0
    for row in rows {
      lines.append(
        row.0 + String(repeating: " ", count: width - row.0.count) + Self.pad(row.1) + Self.pad(row.2))
    }
    return lines.joined(separator: "\n") + "\n"
  }

  private static func pad(_ text: String) -> String {
    String(repeating: " ", count: max(1, 10 - text.count)) + text
  }
}
