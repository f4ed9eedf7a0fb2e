import AgentCLI
import AgentCore
import AgentJSON
import AgentSystem
import AgentTurn

/// Text: on a terminal the words as they come, and calls as short lines on stderr; else only the answer,
/// when a response has ended without calls.
final class AnswerPrinter: TurnObserver {
  let wantsDeltas: Bool
  private let output: Output
  private let diagnostics: Diagnostics
  private let isStreaming: Bool
  private let toFile: Bool
  private let showsCalls: Bool

  /// The messages of the response that is being received: phase and text.
  private var messages: [(phase: String?, text: String)] = []
  private var hasCalls = false
  private var lastByte: UInt8 = 0x0a

  init(_ context: CommandContext, toFile: Bool) {
    output = context.output
    diagnostics = context.diagnostics
    self.toFile = toFile
    isStreaming = !toFile && output.isTerminal
    wantsDeltas = isStreaming
    showsCalls = diagnostics.level == .verbose || (diagnostics.level == .normal && diagnostics.isTerminal)
  }

  func receive(_ event: EmittedEvent) throws(AgentError) {
    let payload = event.event.payload
    switch EventType(rawValue: event.event.type) {
    case .itemDelta:
      if payload["kind"]?.string == "text" { try stream(payload["delta"]?.string ?? "") }
    case .itemCompleted: take(payload["item"] ?? .null)
    case .itemStarted: showCall(payload["item"] ?? .null)
    case .retry:
      begin()
      diagnostics.note(
        "\(payload["cause"]?.string ?? "failed"); trying again in \(payload["delay_ms"]?.int ?? 0) ms")
    case .notice: diagnostics.note(payload["message"]?.string ?? "")
    case .requestCompleted:
      try endResponse()
      begin()
    default: break
    }
  }

  /// The answer was written when its response ended.
  func deliver(_ outcome: TurnOutcome) throws(AgentError) {
    try endLine()
    try output.flush()
  }

  private func begin() {
    messages = []
    hasCalls = false
  }

  private func take(_ item: JSON) {
    switch item["type"]?.string {
    case "agent_message": messages.append((item["phase"]?.string, item["text"]?.string ?? ""))
    case "function_call": hasCalls = true
    default: break
    }
  }

  private func endResponse() throws(AgentError) {
    if isStreaming { return try endLine() }
    if toFile || hasCalls { return }
    let isPhased = messages.contains { $0.phase != nil }
    let chosen = isPhased ? messages.filter { $0.phase == "final_answer" } : messages
    let text = chosen.map(\.text).filter { !$0.isEmpty }.joined(separator: "\n\n")
    if text.isEmpty { return }
    try output.text(text.hasSuffix(bytes: "\n") ? text : text + "\n")
    try output.flush()
  }

  private func stream(_ text: String) throws(AgentError) {
    let safe = Terminal.sanitized(text)
    try output.text(safe)
    try output.flush()
    lastByte = safe.utf8.last ?? lastByte
  }

  private func endLine() throws(AgentError) {
    if isStreaming, lastByte != 0x0a { try stream("\n") }
  }

  private func showCall(_ item: JSON) {
    guard showsCalls else { return }
    let arguments = item["arguments"]?.text ?? ""
    let shown = arguments.count > 100 ? arguments.prefix(99) + "…" : arguments
    diagnostics.note("\(item["tool"]?.string ?? "tool") \(shown)")
  }
}
