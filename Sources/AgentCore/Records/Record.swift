public import AgentJSON

/// The records that commands hand to one another on pipes: section 2 of the contract. Events count too.
public enum RecordType: String, Sendable, CaseIterable {
  case document, memory, todo, wakeup, session, turn, ack, result, error

  /// The members without which a line is not taken for a record of this type. An `ack` has `seq` or `id`.
  public var requiredMembers: [String] {
    switch self {
    case .document: ["text", "doc", "part"]
    case .memory: ["id", "text"]
    case .todo: ["plan", "index", "title", "state"]
    case .wakeup: ["id", "prompt", "next"]
    case .session: ["id", "title", "cwd", "model", "created", "updated", "turns", "bytes", "state"]
    case .turn: ["session", "turn", "text", "exit_code"]
    case .ack: []
    case .result: ["id", "results"]
    case .error: ["code", "exit", "message", "hint", "retryable"]
    }
  }
}

public enum Record {
  private static let families: Set<Substring> = ["wake", "memory", "plan"]

  /// A record with its envelope: `{"type":…,"v":1,…}`.
  public static func make(_ type: RecordType, _ members: JSONObject) -> JSON {
    var object: JSONObject = ["type": .string(type.rawValue), "v": 1]
    object.append(contentsOf: members)
    return .object(object)
  }

  /// Whether a first line makes piped input NDJSON: an object whose first key is `type`, with a type of the
  /// contract and its required members.
  ///
  /// An event of another command's family (`wake.*`, `memory.*`, `plan.*`), which this library does not list,
  /// is known by its envelope.
  public static func isRecognised(_ line: ArraySlice<UInt8>) -> Bool {
    guard JSONPeek.beginsWithType(line), let value = try? JSON(parsing: line), let object = value.object,
      let type = value["type"]?.string
    else { return false }
    if let record = RecordType(rawValue: type) {
      if record == .ack { return object["seq"] != nil || object["id"] != nil }
      return record.requiredMembers.allSatisfy { object[$0] != nil }
    }
    if let event = EventType(rawValue: type) { return event.missingMember(in: object) == nil }
    return families.contains(type.prefix { $0 != "." }) && object["v"]?.int != nil && object["ts"] != nil
  }
}
