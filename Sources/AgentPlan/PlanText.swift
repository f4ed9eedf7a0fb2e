public import AgentCore

/// What names and texts of plans may be.
public enum PlanText {
  /// A name is one line of at most 200 bytes.
  public static func name(_ text: String) throws(AgentError) -> String {
    let name = line(text)
    if name.isEmpty { throw AgentError(.usage, "the name of the plan is empty") }
    if name.utf8.count > 200 { throw AgentError(.usage, "the name of the plan is longer than 200 bytes") }
    return name
  }

  /// A title is one line: what breaks lines in it becomes a blank.
  public static func title(_ text: String) throws(AgentError) -> String {
    let title = line(text)
    if title.isEmpty { throw AgentError(.usage, "the title of an entry is empty") }
    if title.utf8.count > Planner.titleLimit {
      throw AgentError(
        .usage, "a title is longer than \(Planner.titleLimit) bytes", hint: "put it into the description")
    }
    return title
  }

  public static func description(_ text: String) throws(AgentError) -> String {
    if text.utf8.count > Planner.descriptionLimit {
      throw AgentError(.usage, "a description is longer than \(Planner.descriptionLimit >> 10) KiB")
    }
    return text
  }

  private static func line(_ text: String) -> String {
    var words: [String.UnicodeScalarView] = [.init()]
    for scalar in text.unicodeScalars {
      if scalar.properties.isWhitespace || scalar.value < 0x20 || scalar.value == 0x7f {
        if words.last?.isEmpty == false { words.append(.init()) }
      } else {
        words[words.count - 1].append(scalar)
      }
    }
    return words.filter { !$0.isEmpty }.map { String($0) }.joined(separator: " ")
  }
}
