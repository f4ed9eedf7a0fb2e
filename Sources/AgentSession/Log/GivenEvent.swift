public import AgentCore
public import AgentJSON

/// An event as somebody else writes it for `agent-session append`: a type and its payload, without an
/// envelope.
///
/// Members of an envelope are passed over, so that lines of another log can be given as they are; only
/// `turn` is kept.
public struct GivenEvent: Sendable, Equatable {
  public let event: Event
  public let turn: Int?

  /// - Throws: 65 when the line is no object, its type is not kept in a log or not ours to take, or its
  ///   required payload is missing.
  public init(_ value: JSON) throws(AgentError) {
    guard let object = value.object else { throw AgentError(.badData, "expected an object") }
    guard let type = object["type"]?.string, !type.isEmpty else {
      throw AgentError(.badData, "the event has no type")
    }
    if let version = object["v"]?.int, version > EventEncoder.version {
      throw AgentError(.badData, "format \(version) is newer than ours", object: type)
    }
    try Self.refuseOutside(type)
    if let known = EventType(rawValue: type) {
      try Self.check(known, object)
    } else {
      try Self.checkForeign(type)
    }
    turn = try Self.turn(object["turn"], type)
    event = Event(
      type: type,
      payload: JSONObject(object.members.filter { !EventEncoder.isReserved($0.key) }))
  }

  private static func turn(_ value: JSON?, _ type: String) throws(AgentError) -> Int? {
    guard let value, !value.isNull else { return nil }
    if let turn = value.int, turn > 0 { return turn }
    throw AgentError(.badData, "'turn' is not a number from 1", object: type)
  }

  /// First words of what happens outside of sessions.
  private static let outside: Set<Substring> = ["config", "wake", "memory", "plan"]

  private static func refuseOutside(_ type: String) throws(AgentError) {
    if let word = type.split(separator: ".").first, outside.contains(word), type.contains(".") {
      throw AgentError(.badData, "belongs to the runtime log, not to a session", object: type)
    }
  }

  /// Events that only the log's own keeper writes.
  private static let structural: Set<EventType> = [
    .sessionCreated, .sessionArchived, .sessionRepaired, .sessionDeleted,
  ]

  private static func check(_ type: EventType, _ object: JSONObject) throws(AgentError) {
    if !type.isDurable {
      throw AgentError(.badData, "is not kept in a log", object: type.rawValue)
    }
    if structural.contains(type) {
      throw AgentError(.badData, "is written by the log's keeper only", object: type.rawValue)
    }
    for required in type.requiredPayload {
      guard let member = object[required.name] else {
        throw AgentError(.badData, "lacks '\(required.name)'", object: type.rawValue)
      }
      if member.typeName != required.type, !BlobStore.stands(for: member, of: required.type) {
        throw AgentError(
          .badData, "'\(required.name)' is not of type \(required.type)", object: type.rawValue)
      }
    }
  }

  /// Other programs' events: `word.word`, where the first word is none of ours.
  private static func checkForeign(_ type: String) throws(AgentError) {
    let words = type.split(separator: ".", omittingEmptySubsequences: false)
    let spelled = words.allSatisfy { word in
      !word.isEmpty
        && word.utf8.allSatisfy {
          (0x61...0x7a).contains($0) || (0x30...0x39).contains($0) || $0 == 0x5f || $0 == 0x2d
        }
    }
    let families = Set(EventType.allCases.map { $0.rawValue.split(separator: ".")[0] })
    if spelled, words.count > 1, !families.contains(words[0]) { return }
    let hint = NearMatch.hint(type, in: EventType.allCases.map(\.rawValue))
    throw AgentError(.badData, "unknown event type", object: type, hint: hint ?? "see agent-events(5)")
  }
}
