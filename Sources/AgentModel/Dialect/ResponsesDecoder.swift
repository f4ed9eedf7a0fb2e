import AgentCore
import AgentJSON

/// Reads the event stream of the Responses API.
///
/// Every field may be missing and unknown events are passed over. `response.output_item.done` is the truth
/// about an item; deltas are for showing. State is kept by `output_index`, or, where a server has none
/// (llama.cpp), by the item's id or its call's.
struct ResponsesDecoder: ModelDecoder {
  private struct Slot {
    var item: JSON?
    var isPublished = false
  }

  private var slots: [Int: Slot] = [:]
  private var indexes: [String: Int] = [:]
  private var hasStarted = false
  private(set) var isComplete = false

  mutating func take(name: String, data: [UInt8]) throws(ServerFailure) -> [ModelEvent] {
    // Gateways put the end mark of the chat API here.
    if isComplete || data.elementsEqual("[DONE]".utf8) { return [] }
    let event: JSON
    do { event = try JSON(parsing: data, depthLimit: StreamEvent.depthLimit) } catch {
      return [.notice(code: "stream_event_skipped", message: "an event that is no JSON: \(error)")]
    }
    let type = event["type"]?.string ?? name
    switch type {
    case "error":
      throw ServerFailure(json: event) ?? ServerFailure(json: ["error": event])
        ?? ServerFailure(message: "an error without a message")
    case "response.created", "response.queued", "response.in_progress":
      return start(event["response"])
    case "response.output_item.added": return add(event)
    case "response.output_item.done": return finishItem(event)
    case "response.completed", "response.incomplete", "response.done":
      return try end(event["response"] ?? event)
    case "response.failed": throw Self.failure(event["response"] ?? event)
    case "codex.rate_limits": return [.rateLimit(event)]
    default: break
    }
    if let channel = Self.channels[type] {
      guard let text = event["delta"]?.string, !text.isEmpty else { return [] }
      return [.delta(index: index(of: event), channel: channel, text: text)]
    }
    if type == "response.reasoning_summary_part.added", let part = event["summary_index"]?.int, part > 0 {
      return [.delta(index: index(of: event), channel: .reasoning, text: "\n\n")]
    }
    if event["type"] == nil, let failure = ServerFailure(json: event) { throw failure }
    return []
  }

  mutating func takeWhole(_ answer: JSON) throws(ServerFailure) -> [ModelEvent] {
    if let failure = ServerFailure(json: answer) { throw failure }
    guard answer["output"]?.array != nil || answer["status"]?.string != nil else { return [] }
    return try end(answer)
  }

  mutating func finish() -> [ModelEvent]? { isComplete ? [] : nil }

  // MARK: - Items

  private static let channels: [String: ModelEvent.Channel] = [
    "response.output_text.delta": .text, "response.refusal.delta": .text,
    "response.reasoning_summary_text.delta": .reasoning, "response.reasoning_text.delta": .reasoning,
    "response.function_call_arguments.delta": .args, "response.custom_tool_call_input.delta": .args,
  ]

  private mutating func start(_ response: JSON?) -> [ModelEvent] {
    if hasStarted { return [] }
    hasStarted = true
    return [.started(id: response?["id"]?.string)]
  }

  private mutating func add(_ event: JSON) -> [ModelEvent] {
    guard let item = event["item"] else { return [] }
    let index = index(of: event)
    guard slots[index] == nil else { return [] }
    slots[index] = Slot()
    return [
      .itemStarted(index: index, kind: item["type"]?.string ?? "message", name: item["name"]?.string)
    ]
  }

  private mutating func finishItem(_ event: JSON) -> [ModelEvent] {
    guard let item = event["item"], item.object != nil else { return [] }
    let index = index(of: event)
    if slots[index]?.item != nil { return [] }
    slots[index] = Slot(item: item)
    return publish()
  }

  /// Hands out what is done, in output order: an item waits for those before it that are still coming.
  private mutating func publish(all: Bool = false) -> [ModelEvent] {
    var events: [ModelEvent] = []
    for (index, slot) in slots.sorted(by: { $0.key < $1.key }) where !slot.isPublished {
      guard let item = slot.item else {
        if all { continue }
        break
      }
      slots[index]?.isPublished = true
      events.append(.itemDone(index: index, item: item))
    }
    return events
  }

  /// The place of the item that an event is about: what the event says, what its id was seen with, or,
  /// when nothing was said of it before, the next free one.
  private mutating func index(of event: JSON) -> Int {
    let item = event["item"]
    let names = [
      event["item_id"]?.string, item?["id"]?.string, item?["call_id"]?.string,
    ].compactMap { $0 }.filter { !$0.isEmpty }
    let known = event["output_index"]?.int ?? names.compactMap { indexes[$0] }.first
    let index: Int
    if let known {
      index = known
    } else if names.isEmpty, item == nil, let last = slots.keys.max(), slots[last]?.item == nil {
      index = last
    } else {
      index = (slots.keys.max() ?? -1) + 1
    }
    for name in names { indexes[name] = indexes[name] ?? index }
    return index
  }

  // MARK: - The end

  private mutating func end(_ response: JSON) throws(ServerFailure) -> [ModelEvent] {
    let status = response["status"]?.string
    if status == "failed" || status == "cancelled" { throw Self.failure(response) }
    var events = start(response)
    takeMissing(response["output"]?.array ?? [])
    events += publish(all: true)
    if let usage = TokenUsage(wire: response["usage"]) { events.append(.usage(usage)) }
    let reason = response["incomplete_details"]?["reason"]?.string
    events.append(.completed(stopReason: reason ?? (status == "incomplete" ? "incomplete" : "completed")))
    isComplete = true
    return events
  }

  /// Items that only the last event has, as some gateways send them.
  private mutating func takeMissing(_ output: [JSON]) {
    let done = slots.values.filter { $0.item != nil }.count
    guard done < output.count else { return }
    for (index, item) in output.enumerated() where item.object != nil && slots[index]?.item == nil {
      slots[index] = Slot(item: item)
    }
  }

  private static func failure(_ response: JSON) -> ServerFailure {
    ServerFailure(json: response)
      ?? ServerFailure(message: "the response \(response["status"]?.string ?? "failed") without a reason")
  }
}
