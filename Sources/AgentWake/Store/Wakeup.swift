public import AgentCore
public import AgentJSON
public import AgentSystem

/// A prompt and when it is to be given to a model: a row of `wake`, the record `wakeup`.
public struct Wakeup: Sendable, Equatable {
  public enum State: String, Sendable, CaseIterable {
    case active, disabled, cancelled
    /// Nothing of it is to come.
    case done
  }

  public var id: String
  public var title: String?
  public var prompt: String
  public var schedule: Schedule
  public var catchUp: CatchUp = .one
  /// Further attempts at a slot after the first.
  public var retries = 1
  public var turn = TurnSettings()
  public var state: State = .active
  public var created: Timestamp
  public var updated: Timestamp
  /// The next slot of its schedule; nil when there is none.
  public var slot: Timestamp?
  /// Slots that were given a run so far.
  public var runs = 0

  /// The longest prompt, in bytes.
  public static let promptLimit = 1 << 20

  public init(id: String, prompt: String, schedule: Schedule, at time: Timestamp) {
    self.id = id
    self.prompt = prompt
    self.schedule = schedule
    created = time
    updated = time
  }

  /// Eight hexadecimal digits.
  public static func makeID() -> String { RandomBytes.hex(4) }

  /// Whether a text may be an id, which names a file, too.
  static func isID(_ text: String) -> Bool {
    (1...64).contains(text.utf8.count)
      && text.utf8.allSatisfy {
        (0x30...0x39).contains($0) || (0x41...0x5a).contains($0) || (0x61...0x7a).contains($0)
          || $0 == UInt8(ascii: "-")
      }
  }

  /// When it is next due, which may be later than its slot.
  public var due: Timestamp? { slot.map { $0 + schedule.delay(of: $0, id: id) } }

  public func check() throws(AgentError) {
    if prompt.utf8.allSatisfy({ $0 <= 0x20 }) { throw AgentError(.usage, "the prompt is empty") }
    if prompt.utf8.count > Self.promptLimit {
      throw AgentError(.tooLarge, "the prompt is longer than \(Self.promptLimit) bytes")
    }
    if prompt.utf8.contains(0) { throw AgentError(.badData, "the prompt has a NUL byte") }
    if let title, title.utf8.count > 1000 || title.utf8.contains(0) {
      throw AgentError(.usage, "is longer than 1000 bytes, or has a NUL byte", object: "--title")
    }
  }

  public var record: JSONObject {
    var object: JSONObject = [
      "id": .string(id), "prompt": .string(prompt), "next": JSON(due?.description),
    ]
    object.append("title", ifPresent: title.map(JSON.string))
    object.append("schedule", schedule.json)
    object.append("state", .string(state.rawValue))
    object.append("catch_up", .string(catchUp.rawValue))
    object.append("retries", .int(retries))
    object.append("session", .string(turn.session ?? "new"))
    object.append("turn", turn.json)
    object.append("runs", .int(runs))
    object.append("created", .string(created.description))
    object.append("updated", .string(updated.description))
    return object
  }
}
