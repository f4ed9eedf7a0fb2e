import AgentCore
import AgentJSON
import AgentModel

/// Gives the items of a response their ids and turns what the stream says into events. Pure.
///
/// Ids are `item_TURN_N`, unique in a session; N counts within the turn, over all its requests.
struct ResponseItems {
  private let turn: Int
  private var count = 0
  /// The ids of the attempt that runs, by output index.
  private var ids: [Int: String] = [:]
  /// Bytes of text shown so far, by id and channel.
  private var offsets: [String: Int] = [:]
  /// Items of the attempt that runs which are in the log already.
  private(set) var published: [String] = []
  /// Whether a response is being received: what it published is void if it breaks.
  private(set) var isOpen = false
  /// Text of messages in the attempt that runs, as far as it came.
  private(set) var partialText = ""

  init(turn: Int) { self.turn = turn }

  /// An id for an item that is ours, such as a call that runs.
  mutating func nextID() -> String {
    count += 1
    return "item_\(turn)_\(count)"
  }

  /// Begins another response or another attempt at one.
  mutating func beginAttempt() {
    ids = [:]
    offsets = [:]
    published = []
    partialText = ""
    isOpen = true
  }

  /// The response has ended well.
  mutating func endAttempt() {
    isOpen = false
    partialText = ""
  }

  private mutating func id(at index: Int) -> String {
    if let id = ids[index] { return id }
    let id = nextID()
    ids[index] = id
    return id
  }

  /// The event for a delta.
  mutating func delta(at index: Int, _ channel: ModelEvent.Channel, _ text: String) -> Event {
    let id = id(at: index)
    let key = "\(id)/\(channel.rawValue)"
    let offset = offsets[key] ?? 0
    offsets[key] = offset + text.utf8.count
    return Event(
      .itemDelta,
      [
        "item_id": .string(id), "kind": .string(channel.rawValue), "offset": .int(offset),
        "delta": .string(text),
      ])
  }

  /// Keeps what came of a message, for the case that its response breaks.
  mutating func keep(_ channel: ModelEvent.Channel, _ text: String) {
    if channel == .text { partialText += text }
  }

  /// The event for an item that is done.
  mutating func done(at index: Int, _ raw: JSON) -> Event {
    let id = id(at: index)
    published.append(id)
    return Event(.itemCompleted, ["item": ItemView.item(raw, id: id), "raw": raw])
  }
}
