import AgentIndex
import AgentSession
import AgentSystem

/// A hit for people: a line that says where it is, and one with the place at which the words stand, bold on a
/// terminal and in brackets elsewhere.
struct SearchText {
  let colored: Bool

  func text(of hit: SearchHit) -> String {
    let parts = [
      hit.session, hit.time?.minute, hit.turn.map { "turn \($0)" }, hit.role.rawValue,
      hit.title.map(Terminal.line),
    ]
    return parts.compactMap(\.self).joined(separator: "  ").trimmedEnd + "\n    \(place(hit.snippet))\n"
  }

  private func place(_ snippet: Snippet) -> String {
    let bytes = Array(snippet.text.utf8)
    func piece(_ range: Range<Int>) -> String {
      Terminal.line(String(decoding: bytes[range], as: UTF8.self), trimming: false)
    }
    var text = snippet.isCut.before ? "… " : ""
    var end = 0
    for mark in snippet.marks {
      text += piece(end..<mark.lowerBound)
      text += colored ? "\u{1b}[1m\(piece(mark))\u{1b}[0m" : "[\(piece(mark))]"
      end = mark.upperBound
    }
    return text + piece(end..<bytes.count) + (snippet.isCut.behind ? " …" : "")
  }
}

extension Terminal {
  /// A text in one line, safe to print.
  static func line(_ text: String, trimming: Bool = true) -> String {
    if text.utf8.allSatisfy({ (0x20..<0x7f).contains($0) }) { return text }
    let safe = sanitized(text)
    if !trimming {
      return String(String.UnicodeScalarView(safe.unicodeScalars.map { isBreak($0) ? " " : $0 }))
    }
    return safe.split(whereSeparator: \.isNewline).joined(separator: " ")
  }

  static func line(_ text: String) -> String { line(text, trimming: true) }

  private static func isBreak(_ scalar: Unicode.Scalar) -> Bool {
    Character(scalar).isNewline
  }
}
