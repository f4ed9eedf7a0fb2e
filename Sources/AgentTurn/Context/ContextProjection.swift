public import AgentCore
public import AgentJSON
public import AgentModel
public import AgentSession

/// What the model is shown, rebuilt from the events of a session: contract section 3, rule 5.
///
/// Pure: events in the order of the log go in, Responses items come out.
public struct ContextProjection: Sendable {
  /// One turn's items, so that a budget can drop whole turns.
  public struct Turn: Sendable, Equatable {
    public private(set) var items: [JSON] = []
    /// The tokens of each item, estimated once, since every request of every turn asks for them.
    public private(set) var costs: [Int] = []
    /// Images in the items, and whether calls of tools or their results may be among them; kept for the same reason.
    private(set) var images = 0
    private(set) var mayHaveCalls = false

    public init(_ items: [JSON] = [], estimate: (JSON) -> Int = { TokenEstimate.tokens(inItem: $0) }) {
      self.items = items
      costs = items.map(estimate)
      for item in items { note(item) }
    }

    mutating func append(_ item: JSON) {
      items.append(item)
      costs.append(TokenEstimate.tokens(inItem: item))
      note(item)
    }

    mutating func replace(at index: Int, with item: JSON) {
      images -= ImageLimit.images(in: items[index])
      items[index] = item
      costs[index] = TokenEstimate.tokens(inItem: item)
      note(item)
    }

    mutating func remove(at index: Int) {
      images -= ImageLimit.images(in: items[index])
      items.remove(at: index)
      costs.remove(at: index)
    }

    private mutating func note(_ item: JSON) {
      images += ImageLimit.images(in: item)
      if ContextProjection.kind(of: item) != .other { mayHaveCalls = true }
    }
  }

  public private(set) var turns: [Turn] = []
  /// Whether the first of them is a summary of those before it.
  public private(set) var isCompacted = false
  /// Inputs that are in the log but not taken yet, in order.
  private var queued: [QueuedInput] = []

  /// Where items stand, by the id of the event item or the queued input they came with: for `void`.
  private var places: [String: [(turn: Int, index: Int)]] = [:]

  /// Turns that stand before these and were not read, because they cannot fit into the model's context.
  public var unreadTurns = 0

  public init() {}

  public init(events: some Sequence<Event>) {
    for event in events { add(event) }
  }

  /// Whether events of a type have anything to do with the context.
  public static func reads(_ type: EventType) -> Bool {
    switch type {
    case .turnStarted, .inputQueued, .inputTaken, .itemCompleted, .retry, .turnFailed, .compactionCompleted:
      true
    default: false
    }
  }

  /// Takes the next event of the log.
  public mutating func add(_ event: Event) {
    let payload = event.payload
    switch EventType(rawValue: event.type) {
    case .turnStarted:
      turns.append(Turn())
      for item in payload["input"]?.array ?? [] { append(item) }
    case .inputQueued: if let input = QueuedInput(event) { queued.append(input) }
    case .inputTaken:
      let id = payload["id"]?.string
      guard let index = queued.firstIndex(where: { $0.id == id }) else { return }
      for item in Self.items(of: queued.remove(at: index)) { append(item, id: id) }
    case .itemCompleted:
      guard let raw = payload["raw"], !raw.isNull else { return }
      append(raw, id: payload["item"]?["id"]?.string)
    case .retry, .turnFailed:
      for id in payload["void"]?.array?.compactMap(\.string) ?? [] { remove(id) }
    case .compactionCompleted:
      turns = [Turn()]
      isCompacted = true
      places = [:]
      if let summary = payload["raw"] ?? payload["item"] { append(summary) }
    default: break
    }
  }

  /// The same with one more event.
  public func adding(_ event: Event) -> ContextProjection {
    var next = self
    next.add(event)
    return next
  }

  /// The Responses items that queued input becomes; none for an interrupt.
  public static func items(of input: QueuedInput) -> [JSON] {
    if input.interrupt != nil { return [] }
    if !input.items.isEmpty { return input.items }
    return input.text.map { [InputItem.user($0)] } ?? []
  }

  /// Every item, with a result put behind each call that has none: the process that ran it died.
  public var items: [JSON] {
    turns.flatMap { $0.mayHaveCalls ? Self.closingCalls($0.items) : $0.items }
  }

  private mutating func append(_ item: JSON, id: String? = nil) {
    if turns.isEmpty { turns.append(Turn()) }
    turns[turns.count - 1].append(item)
    if let id { places[id, default: []].append((turns.count - 1, turns[turns.count - 1].items.count - 1)) }
  }

  private mutating func remove(_ id: String) {
    for place in (places.removeValue(forKey: id) ?? []).reversed() {
      turns[place.turn].remove(at: place.index)
      for (other, otherPlaces) in places {
        for (number, otherPlace) in otherPlaces.enumerated()
        where otherPlace.turn == place.turn && otherPlace.index > place.index {
          places[other]?[number].index -= 1
        }
      }
    }
  }

  /// What the model is told of a call whose result was never written.
  static let interruptedOutput = "interrupted: the call may have run, and its result is not known"

  /// Puts the results of a response's calls right behind them and makes up the missing ones; drops results
  /// without a call.
  /// - Parameter items: those of one turn.
  static func closingCalls(_ items: [JSON]) -> [JSON] {
    let outputs = outputs(in: items)
    var closed: [JSON] = []
    var pending: [JSON] = []
    var hasOutput = false
    for (index, item) in items.enumerated() {
      let kind = kind(of: item)
      if kind == .output {
        hasOutput = true
        continue
      }
      // A call behind a result is that of the next response.
      if kind != .call || hasOutput {
        closed.append(contentsOf: pending)
        pending = []
        hasOutput = false
      }
      closed.append(item)
      if kind == .call { pending.append(outputs[index] ?? interrupted(item)) }
    }
    return closed + pending
  }

  /// The result of each call, by the call's place. Servers there are that use the same id in each response,
  /// so a result belongs to the nearest call before it that has none.
  private static func outputs(in items: [JSON]) -> [Int: JSON] {
    var outputs: [Int: JSON] = [:]
    var open: [String: [Int]] = [:]
    for (index, item) in items.enumerated() {
      let id = item["call_id"]?.string ?? ""
      switch kind(of: item) {
      case .call: open[id, default: []].append(index)
      case .output: if let call = open[id]?.popLast() { outputs[call] = item }
      case .other: break
      }
    }
    return outputs
  }

  fileprivate enum Kind {
    case call, output, other
  }

  fileprivate static func kind(of item: JSON) -> Kind {
    switch item["type"]?.string {
    case "function_call", "custom_tool_call": .call
    case "function_call_output", "custom_tool_call_output": .output
    default: .other
    }
  }

  private static func interrupted(_ call: JSON) -> JSON {
    let type = call["type"]?.string == "custom_tool_call" ? "custom_tool_call_output" : "function_call_output"
    return [
      "type": .string(type), "call_id": call["call_id"] ?? .null, "output": .string(interruptedOutput),
    ]
  }
}
