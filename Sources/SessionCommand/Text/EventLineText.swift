import AgentJSON
import AgentSession
import AgentSystem

/// One event in one line for a person.
enum EventLineText {
  private static let width = 120

  static func text(of record: LogRecord, withSession: Bool) -> String {
    let value = record.json() ?? .null
    let time = record.time.map { String($0.description.dropFirst(11).dropLast()) } ?? ""
    let number = record.sequence.map { "#\($0)" } ?? "~"
    let session = withSession ? [record.envelope?.session ?? "runtime"] : []
    let parts = [time] + session + [number, record.type ?? "", detail(of: value)]
    return Terminal.sanitized(parts.joined(separator: " ")).trimmedEnd + "\n"
  }

  private static func detail(of value: JSON) -> String {
    var words: [String] = []
    if let item = value["item"] {
      words.append(item["type"]?.string ?? "")
      let call = TranscriptEntry.ToolCall(item: item)
      words.append(item["text"]?.string ?? "\(call.name) \(call.arguments)")
    }
    for key in ["title", "model", "origin", "delta", "text", "message", "id", "stop_reason"] {
      if let text = value[key]?.string { words.append(text) }
    }
    if let items = value["items"] { words.append(ItemText.text(ofInput: items)) }
    if let input = value["input"] { words.append(ItemText.text(ofInput: input)) }
    if let message = value["error"]?["message"]?.string { words.append(message) }
    let line = words.joined(separator: " ").split(whereSeparator: \.isNewline).joined(separator: " ")
    return line.count > width ? "\(line.prefix(width))…" : line
  }
}
