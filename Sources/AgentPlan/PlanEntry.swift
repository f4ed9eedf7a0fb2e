public import AgentJSON
public import AgentSystem

/// One thing to do. It keeps the object it was read from, so that what is not understood is not lost.
///
/// `{"title","description","done_state"}` is the predecessor's shape; `id`, `state` and `updated` are ours and may be
/// missing.
public struct PlanEntry: Sendable, Equatable {
  public private(set) var json: JSONObject

  /// What is known of how far it is.
  public enum State: String, Sendable, CaseIterable {
    case open, doing, done
  }

  init(json: JSONObject) { self.json = json }

  public init(title: String, description: String = "", state: State = .open, id: String = RandomBytes.hex(3))
  {
    json = [
      "title": .string(title), "description": .string(description), "done_state": .bool(state == .done),
    ]
    json.append("id", .string(id))
    if state == .doing { json.append("state", .string(state.rawValue)) }
  }

  public var title: String { json["title"]?.string ?? "" }
  public var description: String { json["description"]?.string ?? "" }
  /// Names the entry wherever it stands; nil until we have written it.
  public var id: String? { json["id"]?.string }
  public var isDone: Bool { Self.isDone(json["done_state"]) }

  public var state: State {
    if isDone { return .done }
    return json["state"]?.string == State.doing.rawValue ? .doing : .open
  }

  /// True and `done`, by whichever of the two spellings a file has.
  public static func isDone(_ value: JSON?) -> Bool {
    guard let text = value?.string else { return value?.bool ?? false }
    return ["done", "completed", "true"].contains(text)
  }

  // MARK: - Changes

  mutating func set(title: String) { json["title"] = .string(title) }
  mutating func set(description: String) { json["description"] = .string(description) }

  /// `done_state` stays spelled as it is, as a word or as true and false.
  mutating func set(state: State) {
    let isSpelled = json["done_state"]?.string != nil
    json["done_state"] = isSpelled ? .string(state == .done ? "done" : "pending") : .bool(state == .done)
    json["state"] = state == .doing ? .string(state.rawValue) : nil
  }

  /// Gives the entry a name, unless it has one.
  mutating func identify() {
    if id == nil { json["id"] = .string(RandomBytes.hex(3)) }
  }

  mutating func touch(_ now: Timestamp) { json["updated"] = .string(now.description) }
}
