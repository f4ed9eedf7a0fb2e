public import AgentJSON

/// What a person answers to the question whether a call may run. Pure.
public enum ApprovalReply: Equatable, Sendable {
  case allow
  case always
  case deny(reason: String?)

  /// - Returns: nil for what is no answer. What follows a no is the reason that the model is told; a yes stands
  ///   alone, since a sentence that begins with `a` and was meant for the model allows nothing.
  public init?(_ text: String) {
    let text = TypedLine.trimmed(text)
    let word = text.utf8.prefix { $0 != 0x20 && $0 != UInt8(ascii: ",") }
    let rest = TypedLine.trimmed(text.utf8[word.endIndex...].drop { $0 == UInt8(ascii: ",") })
    switch String(Substring(word)).lowercased() {
    case "y" where rest.isEmpty, "yes" where rest.isEmpty: self = .allow
    case "a" where rest.isEmpty, "always" where rest.isEmpty: self = .always
    case "n", "no": self = .deny(reason: rest.isEmpty ? nil : rest)
    default: return nil
    }
  }

  /// The record that answers the question with this id.
  public func record(id: String) -> JSON {
    var record: JSONObject = ["type": "approval.resolved", "id": .string(id)]
    switch self {
    case .allow: record.append("decision", "allow")
    case .always: record.append("decision", "always")
    case .deny(let reason):
      record.append("decision", "deny")
      record.append("reason", ifPresent: reason.map(JSON.string))
    }
    return .object(record)
  }
}
