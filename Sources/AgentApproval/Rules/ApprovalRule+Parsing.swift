import AgentCore
import AgentJSON
import AgentSystem

extension ApprovalRule {
  /// The classes of effects that a description may claim.
  static let effectClasses = ["read", "state", "write", "network", "destructive"]

  private static let members = [
    "decision", "tool", "effects", "confinement", "command", "path", "arguments", "exactly", "comment",
  ]

  /// Why a value is no rule, in a phrase.
  struct Refusal: Error {
    let reason: String
  }

  /// Reads one rule.
  init(_ json: JSON) throws(Refusal) {
    guard let object = json.object else { throw Refusal(reason: "must be an object") }
    if Set(object.keys).count != object.count { throw Refusal(reason: "names a member twice") }
    for name in object.keys where !Self.members.contains(name) {
      let near = NearMatch.hint(name, in: Self.members).map { " (\($0))" } ?? ""
      throw Refusal(reason: "unknown member '\(name)'\(near)")
    }
    guard let decision = object["decision"]?.string.flatMap(Decision.init) else {
      throw Refusal(reason: "'decision' must be allow, deny or ask")
    }
    func text(_ name: String) throws(Refusal) -> String? {
      guard let value = object[name] else { return nil }
      guard let text = value.string, !text.isEmpty else {
        throw Refusal(reason: "'\(name)' must be a string")
      }
      return text
    }
    func words(_ name: String, _ known: [String]) throws(Refusal) -> Set<String>? {
      guard let value = object[name] else { return nil }
      let words = value.array?.map { $0.string ?? "" } ?? [value.string ?? ""]
      for word in words where !known.contains(word) {
        throw Refusal(reason: "'\(name)' must be of \(known.joined(separator: ", "))")
      }
      return Set(words)
    }
    _ = try text("comment")
    self.decision = decision
    self.json = json
    tool = try text("tool").map { Glob($0.utf8, crossesSlashes: true) }
    effects = try words("effects", Self.effectClasses)
    confinement = try words("confinement", ToolConfinement.allCases.map(\.rawValue))
    do throws(ShellParser.Misunderstood) {
      command = if let pattern = try? text("command") { try CommandPattern(pattern) } else { nil }
    } catch {
      throw Refusal(reason: "'command' is no pattern of a command: \(error.reason)")
    }
    if object["command"] != nil, command == nil { throw Refusal(reason: "'command' must be a string") }
    path = try text("path").map(PathPattern.init)
    exactly = object["exactly"]
    if let exactly, exactly.object == nil { throw Refusal(reason: "'exactly' must be an object") }
    guard let arguments = object["arguments"] else {
      self.arguments = []
      return
    }
    guard let members = arguments.object else { throw Refusal(reason: "'arguments' must be an object") }
    self.arguments = members.map { member in
      switch member.value {
      case .string(let text): (member.key, .text(Glob(text.utf8, crossesSlashes: true)))
      default: (member.key, .value(member.value))
      }
    }
  }
}
