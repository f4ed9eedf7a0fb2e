import AgentCLI
import AgentCore
import AgentJSON
import AgentSystem

/// The status of a session as the bars of desktops and tmux(1) take it: one line. Pure.
enum StatusBar: Equatable {
  /// An object with `text`, `alt`, `tooltip`, `class` and `percentage`: waybar-custom(5).
  case waybar
  /// An object with `full_text` and `short_text`, for `format=json`: i3blocks(1).
  case i3blocks
  /// Text in which tmux finds nothing to expand.
  case tmux
  /// A text with members of the status in braces: `{model} {context_percent}%`.
  case template(String)

  /// nil for formats that are no bar's.
  init?(_ format: String?) {
    switch format {
    case "waybar": self = .waybar
    case "i3blocks": self = .i3blocks
    case "tmux": self = .tmux
    case let format? where format.utf8.contains(UInt8(ascii: "{")): self = .template(format)
    default: return nil
    }
  }

  /// The line for a `status` record; nil where there is no session.
  func line(_ status: JSON?) -> String {
    let percent = status.flatMap(Self.percent)
    let state = status?["state"]?.string ?? "none"
    let words = [
      Self.short(status?["model"]?.string), percent.map { "\($0)%" }, state == "idle" ? nil : state,
    ]
    let text = status == nil ? "" : words.compactMap(\.self).joined(separator: " ")
    switch self {
    case .waybar:
      var record: JSONObject = ["text": .string(Self.markup(text)), "alt": .string(state)]
      let tooltip =
        status.map { "\($0["title"]?.string ?? $0["session"]?.string ?? ""): \(state)" } ?? "no session"
      record.append("tooltip", .string(Self.markup(tooltip)))
      record.append("class", .string(state))
      record.append("percentage", ifPresent: percent.map(JSON.int))
      return JSON.object(record).text
    case .i3blocks: return JSON.object(["full_text": .string(text), "short_text": .string(state)]).text
    case .tmux: return String(Self.line(text).unicodeScalars.flatMap { $0 == "#" ? "##" : String($0) })
    case .template(let template): return Self.line(Self.fill(template, status, percent))
    }
  }

  /// How full the context is.
  private static func percent(_ status: JSON) -> Int? {
    guard let used = status["context_tokens"]?.int, let limit = status["context_limit"]?.int, limit > 0
    else { return nil }
    return min(100, Int(Double(used) / Double(limit) * 100))
  }

  private static func short(_ model: String?) -> String? { model.map { String($0.prefix(24)) } }

  /// Bars of GTK read their texts as Pango markup.
  private static func markup(_ text: String) -> String { XMLText.escaped(line(text)) }

  private static func line(_ text: String) -> String {
    Terminal.sanitized(String(String.UnicodeScalarView(text.unicodeScalars.map { $0 == "\n" ? " " : $0 })))
  }

  /// Members that are missing are nothing; what is no member's name stays.
  private static func fill(_ template: String, _ status: JSON?, _ percent: Int?) -> String {
    var filled = String.UnicodeScalarView()
    var rest = template.unicodeScalars[...]
    while let scalar = rest.popFirst() {
      let name = rest.prefix { ("a"..."z").contains($0) || $0 == "_" }
      guard scalar == "{", !name.isEmpty, name.endIndex < rest.endIndex, rest[name.endIndex] == "}" else {
        filled.append(scalar)
        continue
      }
      rest = rest[rest.index(after: name.endIndex)...]
      let member = String(String.UnicodeScalarView(name))
      let value: JSON =
        member == "context_percent" ? percent.map(JSON.int) ?? .null : status?[member] ?? .null
      filled.append(contentsOf: (value.string ?? (value.isNull ? "" : value.text)).unicodeScalars)
    }
    return String(filled)
  }
}
