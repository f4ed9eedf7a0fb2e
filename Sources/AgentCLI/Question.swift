import AgentSystem

/// Asks a person, on a terminal.
public enum Question {
  /// Whether the answer begins with y; no answer is no.
  public static func ask(_ question: String) -> Bool {
    try? IO.writeAll(2, Array("\(question) [y/N] ".utf8))
    guard let answer = readLine() else { return false }
    return answer.lowercased().hasPrefix("y")
  }
}
