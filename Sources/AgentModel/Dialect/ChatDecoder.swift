import AgentCore
import AgentJSON

/// Reads the chunks of the Chat Completions API into canonical items.
///
/// The items are told as done at the end, when nothing can be added to them: reasoning, message, calls, in
/// the order in which they began. A stream has ended well when a `finish_reason` was seen; `[DONE]` may be
/// missing. Usage is taken from wherever it comes, the last one counting.
struct ChatDecoder: ModelDecoder {
  private enum Piece: Equatable {
    case reasoning
    case message
    case call(Int)
  }

  private let seed: String
  private let customTools: Set<String>
  private var pieces: [Piece] = []
  private var reasoning = ""
  private var text = ""
  private var refusal = ""
  private var calls = ChatToolCalls()
  private var usage: TokenUsage?
  private var finishReason: String?
  private var hasStarted = false
  /// Whether a chunk was passed over that may have held a part of a call.
  private var hasGap = false
  private(set) var isComplete = false

  /// - Parameters:
  ///   - seed: makes ids of calls that have none unique.
  ///   - customTools: names of custom tools, whose calls come as those of functions.
  init(seed: String, customTools: Set<String>) {
    self.seed = seed
    self.customTools = customTools
  }

  mutating func take(name: String, data: [UInt8]) throws(ServerFailure) -> [ModelEvent] {
    if isComplete { return [] }
    if data.elementsEqual("[DONE]".utf8) { return hasEnded ? end() : [] }
    let chunk: JSON
    do { chunk = try JSON(parsing: data, depthLimit: StreamEvent.depthLimit) } catch {
      if StreamEvent.mayHoldCall(data) { hasGap = true }
      return [.notice(code: "stream_event_skipped", message: "an event that is no JSON: \(error)")]
    }
    if let failure = ServerFailure(json: chunk) { throw failure }
    if name == "error" { throw ServerFailure(json: ["error": chunk]) ?? ServerFailure(message: chunk.text) }
    return takeChunk(chunk)
  }

  mutating func takeWhole(_ answer: JSON) throws(ServerFailure) -> [ModelEvent] {
    if let failure = ServerFailure(json: answer) { throw failure }
    guard answer["choices"]?.array?.isEmpty == false else { return [] }
    var events = takeChunk(answer)
    if finishReason == nil { finishReason = "stop" }
    events += end()
    return events
  }

  mutating func finish() -> [ModelEvent]? {
    if isComplete { return [] }
    return hasEnded ? end() : nil
  }

  // MARK: - Chunks

  private mutating func takeChunk(_ chunk: JSON) -> [ModelEvent] {
    var events: [ModelEvent] = []
    if !hasStarted {
      hasStarted = true
      events.append(.started(id: chunk["id"]?.string))
    }
    if let usage = TokenUsage(wire: chunk["usage"]) { self.usage = usage }
    guard let choice = chunk["choices"]?.array?.first(where: { ($0["index"]?.int ?? 0) == 0 }) else {
      return events
    }
    if let usage = TokenUsage(wire: choice["usage"]) { self.usage = usage }
    if let delta = choice["delta"] ?? choice["message"] { events += takeDelta(delta) }
    if let reason = choice["finish_reason"]?.string, !reason.isEmpty { finishReason = reason }
    return events
  }

  private mutating func takeDelta(_ delta: JSON) -> [ModelEvent] {
    var events: [ModelEvent] = []
    // Two names for one thing: servers that send both send the same text twice.
    let thought = [delta["reasoning_content"], delta["reasoning"]].compactMap { $0?.string }
      .first { !$0.isEmpty }
    if let thought {
      reasoning += thought
      events += grow(.reasoning, .reasoning, thought)
    }
    let said = Self.text(of: delta["content"])
    if !said.isEmpty {
      text += said
      events += grow(.message, .text, said)
    }
    if let refused = delta["refusal"]?.string, !refused.isEmpty {
      refusal += refused
      events += grow(.message, .text, refused)
    }
    var fragments = delta["tool_calls"]?.array ?? []
    if let old = delta["function_call"], old.object != nil {
      fragments.append(["index": 0, "function": old])
    }
    for fragment in fragments where fragment.object != nil {
      let (place, _, arguments) = calls.take(fragment)
      events += grow(.call(place), .args, arguments)
    }
    return events
  }

  /// Tells of a piece's beginning, when it is new, and of what was added to it.
  private mutating func grow(_ piece: Piece, _ channel: ModelEvent.Channel, _ added: String) -> [ModelEvent] {
    var events: [ModelEvent] = []
    let index = pieces.firstIndex(of: piece) ?? pieces.count
    if index == pieces.count {
      pieces.append(piece)
      events.append(.itemStarted(index: index, kind: kind(of: piece), name: name(of: piece)))
    }
    if !added.isEmpty { events.append(.delta(index: index, channel: channel, text: added)) }
    return events
  }

  /// A string, or the parts that some servers send.
  private static func text(of content: JSON?) -> String {
    content?.string ?? (content?.array ?? []).compactMap { $0["text"]?.string }.joined()
  }

  // MARK: - The end

  /// Whether the answer has come whole. Arguments with a gap in them might be JSON all the same, of another
  /// meaning.
  private var hasEnded: Bool { finishReason != nil && (!hasGap || calls.calls.isEmpty) }

  private mutating func end() -> [ModelEvent] {
    isComplete = true
    var taken: Set<String> = []
    var events: [ModelEvent] = []
    for (index, piece) in pieces.enumerated() {
      events.append(.itemDone(index: index, item: item(of: piece, index, &taken)))
    }
    if let usage { events.append(.usage(usage)) }
    events.append(.completed(stopReason: stopReason))
    return events
  }

  private func item(of piece: Piece, _ index: Int, _ taken: inout Set<String>) -> JSON {
    switch piece {
    case .reasoning:
      return [
        "type": "reasoning", "summary": [],
        "content": [["type": "reasoning_text", "text": .string(reasoning)]],
      ]
    case .message:
      var parts: [JSON] = []
      if !text.isEmpty { parts.append(["type": "output_text", "text": .string(text), "annotations": []]) }
      if !refusal.isEmpty { parts.append(["type": "refusal", "refusal": .string(refusal)]) }
      return ["type": "message", "role": "assistant", "status": "completed", "content": .array(parts)]
    case .call(let place):
      let call = calls.calls[place]
      let isUnique = !call.id.isEmpty && taken.insert(call.id).inserted
      let id = isUnique ? call.id : "call_\(seed)_\(index)"
      guard customTools.contains(call.name) else {
        return [
          "type": "function_call", "call_id": .string(id), "name": .string(call.name),
          "arguments": .string(call.arguments), "status": "completed",
        ]
      }
      let input = (try? JSON(parsing: call.arguments))?[ChatDialect.customInput]?.string
      return [
        "type": "custom_tool_call", "call_id": .string(id), "name": .string(call.name),
        "input": .string(input ?? call.arguments), "status": "completed",
      ]
    }
  }

  private func kind(of piece: Piece) -> String {
    switch piece {
    case .reasoning: "reasoning"
    case .message: "message"
    case .call(let place):
      customTools.contains(calls.calls[place].name) ? "custom_tool_call" : "function_call"
    }
  }

  private func name(of piece: Piece) -> String? {
    guard case .call(let place) = piece else { return nil }
    let name = calls.calls[place].name
    return name.isEmpty ? nil : name
  }

  /// The reason in the words of the Responses API. `stop` after calls means no more than `tool_calls` does.
  private var stopReason: String {
    switch finishReason {
    case nil, "stop", "tool_calls", "function_call", "eos": "completed"
    case "length", "max_tokens": "max_output_tokens"
    case .some(let other): other
    }
  }
}
