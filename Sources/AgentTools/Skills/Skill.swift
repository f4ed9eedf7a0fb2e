import AgentCore
import AgentJSON

/// A directory with instructions for a kind of task, in the open format of agentskills.io: agent-context(5).
public struct Skill: Sendable, Equatable {
  public var name: String
  public var description: String
  public var license: String?
  public var compatibility: String?
  public var metadata: [String: String] = [:]
  /// What its author wants to be allowed. It is told and grants nothing.
  public var allowedTools: [String] = []
  /// The directory.
  public var path: String

  /// The file in the directory that makes it a skill.
  static let file = "SKILL.md"
  /// Bytes of such a file.
  static let sizeLimit = 256 << 10

  /// - Parameter path: the directory; its name must be the skill's.
  init(_ head: JSONObject, directory name: String, path: String) throws(AgentError) {
    func bad(_ why: String) -> AgentError { AgentError(.badData, why, object: "\(path)/\(Self.file)") }
    func text(_ key: String, _ most: Int) throws(AgentError) -> String? {
      guard let value = head[key], !value.isNull else { return nil }
      guard let text = value.string else { throw bad("'\(key)' must be a text") }
      if text.unicodeScalars.count > most { throw bad("'\(key)' is longer than \(most) characters") }
      return text
    }
    guard let given = try text("name", 64), Self.isValidName(given) else {
      throw bad("'name' must be 1 to 64 lower-case letters, digits and single hyphens between them")
    }
    if given != name { throw bad("'name' is \(given), and the directory \(name)") }
    guard let description = try text("description", 1024)?.trimmed, !description.isEmpty else {
      throw bad("'description' is missing")
    }
    self.name = given
    self.description = description
    self.path = path
    license = try text("license", 1024)
    compatibility = try text("compatibility", 500)
    switch head["metadata"] {
    case nil, .null?: break
    case .object(let members)?:
      for member in members {
        guard let value = member.value.string else { throw bad("'metadata' must map texts to texts") }
        metadata[member.key] = value
      }
    default: throw bad("'metadata' must be a mapping")
    }
    switch head["allowed-tools"] {
    case nil, .null?: break
    case .string(let text)?:
      allowedTools = text.split(whereSeparator: { $0 == " " || $0 == "," }).map(String.init)
    case .array(let items)?: allowedTools = items.compactMap(\.string)
    default: throw bad("'allowed-tools' must be a text")
    }
  }

  static func isValidName(_ name: String) -> Bool {
    (1...64).contains(name.utf8.count) && !name.hasPrefix("-") && !name.hasSuffix("-") && !name.contains("--")
      && name.utf8.allSatisfy { (0x30...0x39).contains($0) || (0x61...0x7a).contains($0) || $0 == 0x2d }
  }
}
