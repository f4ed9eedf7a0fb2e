public import AgentCore

/// `skills`: the names and descriptions of the skills that the tool `skill` loads.
public struct SkillsProvider: ContextProvider {
  public let name = "skills"
  public let isStable = true
  private let skills: [Skill]

  /// Bytes of all descriptions together; where they are more, each is cut.
  static let limit = 6 << 10

  public init(_ skills: [Skill]) { self.skills = skills }

  public func contribute(in context: ToolContext) throws(AgentError) -> ContextContribution? {
    skills.isEmpty ? nil : ContextContribution(provider: name, words: Self.text(skills), isStable: true)
  }

  static func text(_ skills: [Skill]) -> String {
    let introduction = "Before a task that one of these is about, load it with the tool skill."
    let whole = skills.reduce(0) { $0 + $1.name.utf8.count + $1.description.utf8.count + 5 }
    // Their names are what they are loaded by; the words are what is left.
    let names = skills.reduce(0) { $0 + $1.name.utf8.count + 5 }
    let share = whole <= limit ? Int.max : max(0, (limit - names) / skills.count)
    let lines = skills.map { skill in
      let words = skill.description.split(whereSeparator: \.isWhitespace).joined(separator: " ")
      if share < 20 { return "- \(skill.name)" }
      return "- \(skill.name): " + (words.count <= share ? words : words.prefix(share - 1) + "…")
    }
    return "\n" + introduction + "\n" + lines.joined(separator: "\n") + "\n"
  }
}
