import AgentSession
import AgentSystem

/// A transcript as Markdown: a heading a turn, prompts as quotations, tool calls as code blocks.
struct MarkdownTranscript: TranscriptWriter {
  private var isFirst = true
  private static let outputLines = 60

  mutating func text(of entry: TranscriptEntry) -> String {
    defer { isFirst = false }
    return (isFirst ? "" : "\n") + body(of: entry) + "\n"
  }

  private func body(of entry: TranscriptEntry) -> String {
    switch entry {
    case .turn(let number, let time, let origin):
      let notes = [time.map { "\($0)" }, origin].compactMap(\.self).joined(separator: ", ")
      return "## Turn \(number)" + (notes.isEmpty ? "" : " (\(safe(notes)))")
    case .user(let text): return quoted(safe(text))
    case .assistant(let text): return safe(text)
    case .reasoning(let text): return "<details><summary>Reasoning</summary>\n\n\(safe(text))\n\n</details>"
    case .call(let call): return self.call(call)
    case .notice(let level, let text): return "*\(safe(level)): \(safe(text))*"
    case .failure(let code, let text): return "**Failed (\(safe(code)))**: \(safe(text))"
    case .marker(let text): return "*\(safe(text))*"
    }
  }

  private func call(_ call: TranscriptEntry.ToolCall) -> String {
    let status = call.status.isEmpty || call.status == "completed" ? "" : " (\(safe(call.status)))"
    var text = "**\(safe(call.name))**\(status)"
    if !call.arguments.isEmpty { text += "\n\n" + fenced(safe(call.arguments)) }
    if !call.output.isEmpty {
      let lines = safe(call.output).split(separator: "\n", omittingEmptySubsequences: false)
      var shown = lines.prefix(Self.outputLines).joined(separator: "\n")
      if lines.count > Self.outputLines { shown += "\n… \(lines.count - Self.outputLines) more lines" }
      text += "\n\n" + fenced(shown)
    }
    return text
  }

  /// A fence longer than any run of backticks in the text.
  private func fenced(_ text: String) -> String {
    var longest = 0
    var run = 0
    for character in text.unicodeScalars {
      run = character == "`" ? run + 1 : 0
      longest = max(longest, run)
    }
    let fence = String(repeating: "`", count: max(3, longest + 1))
    return "\(fence)\n\(text)\n\(fence)"
  }

  private func quoted(_ text: String) -> String {
    text.split(separator: "\n", omittingEmptySubsequences: false).map { "> \($0)".trimmedEnd }
      .joined(separator: "\n")
  }

  private func safe(_ text: String) -> String { Terminal.sanitized(text) }
}
