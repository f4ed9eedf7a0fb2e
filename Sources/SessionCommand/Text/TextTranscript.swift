import AgentSession
import AgentSystem

/// A transcript for a terminal: turns under a rule, prompts behind `>`, tool calls indented and cut short.
struct TextTranscript: TranscriptWriter {
  let colored: Bool
  /// Reasoning and whole tool outputs too.
  let verbose: Bool
  private var isFirst = true

  /// Lines of a tool's output that are shown.
  private static let outputLines = 8
  private static let lineWidth = 160

  init(colored: Bool, verbose: Bool) {
    self.colored = colored
    self.verbose = verbose
  }

  mutating func text(of entry: TranscriptEntry) -> String {
    let body = body(of: entry)
    if body.isEmpty { return "" }
    defer { isFirst = false }
    return (isFirst ? "" : "\n") + body + "\n"
  }

  private func body(of entry: TranscriptEntry) -> String {
    switch entry {
    case .turn(let number, let time, let origin):
      let parts = ["turn \(number)", time.map { "\($0)" }, origin.map(safe)].compactMap(\.self)
      return styled("── \(parts.joined(separator: " · ")) ──", .bold)
    case .user(let text): return prefixed(safe(text), with: "> ", style: .bold)
    case .assistant(let text): return safe(text)
    case .reasoning(let text):
      // Thoughts are dim; where nothing can be dim, they are shown only when more is asked for.
      return colored || verbose ? prefixed(safe(text), with: "~ ", style: .dim) : ""
    case .call(let call): return self.call(call)
    case .notice(let level, let text): return styled("[\(safe(level))] \(safe(text))", .dim)
    case .failure(let code, let text): return styled("[failed: \(safe(code))] \(safe(text))", .red)
    case .marker(let text): return styled("[\(safe(text))]", .dim)
    }
  }

  private func call(_ call: TranscriptEntry.ToolCall) -> String {
    var notes: [String] = []
    if !call.status.isEmpty, call.status != "completed" { notes.append(safe(call.status)) }
    if let milliseconds = call.milliseconds { notes.append("\(milliseconds) ms") }
    let arguments = cut(safe(call.arguments).replacing("\n", with: " "))
    let note = notes.isEmpty ? "" : "  (\(notes.joined(separator: ", ")))"
    let heading = styled("  \(safe(call.name))", .cyan) + " \(arguments)\(note)"
    let lines = safe(call.output).split(separator: "\n", omittingEmptySubsequences: false).map(String.init)
    if call.output.isEmpty { return heading }
    let shown = verbose ? lines[...] : lines.prefix(Self.outputLines)
    var body = shown.map { "  | " + (verbose ? $0 : cut($0)) }
    if lines.count > shown.count { body.append("  | … \(lines.count - shown.count) more lines") }
    return heading + "\n" + styled(body.joined(separator: "\n"), .dim)
  }

  private func cut(_ line: String) -> String {
    line.count > Self.lineWidth ? "\(line.prefix(Self.lineWidth))…" : line
  }

  private func safe(_ text: String) -> String { Terminal.sanitized(text) }

  private enum Style: String {
    case bold = "1"
    case dim = "2"
    case red = "31"
    case cyan = "36"
  }

  private func styled(_ text: String, _ style: Style) -> String {
    colored ? "\u{1b}[\(style.rawValue)m\(text)\u{1b}[0m" : text
  }

  private func prefixed(_ text: String, with mark: String, style: Style) -> String {
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    return lines.map { styled("\(mark)\($0)".trimmedEnd, style) }.joined(separator: "\n")
  }
}
