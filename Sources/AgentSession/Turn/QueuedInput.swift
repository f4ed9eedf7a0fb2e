public import AgentCore
public import AgentJSON

/// Something that a person or program has put into a session's queue: `input.queued`.
public struct QueuedInput: Sendable, Equatable {
  public enum Interrupt: String, Sendable, CaseIterable {
    /// End the turn now.
    case stop
    /// End it after the step that runs.
    case finish
  }

  public let id: String
  public let text: String?
  /// Input items, where it is more than text.
  public let items: [JSON]
  public let interrupt: Interrupt?

  public init(id: String, text: String?, items: [JSON] = [], interrupt: Interrupt? = nil) {
    self.id = id
    self.text = text
    self.items = items
    self.interrupt = interrupt
  }

  /// nil when the event is not `input.queued`.
  public init?(_ event: Event) {
    guard event.type == EventType.inputQueued.rawValue, let id = event.payload["id"]?.string else {
      return nil
    }
    self.init(
      id: id, text: event.payload["text"]?.string, items: event.payload["items"]?.array ?? [],
      interrupt: event.payload["interrupt"]?.string.flatMap(Interrupt.init))
  }

  public var event: Event {
    var payload: JSONObject = ["id": .string(id)]
    payload.append("interrupt", ifPresent: interrupt.map { .string($0.rawValue) })
    payload.append("text", ifPresent: text.map(JSON.string))
    if !items.isEmpty { payload.append("items", .array(items)) }
    return Event(.inputQueued, payload)
  }

  /// The event that says that a turn has it now.
  public var taken: Event { Event(.inputTaken, ["id": .string(id)]) }
}
