import AgentCore
import AgentJSON
import AgentSystem

/// Reads the events of a turn as the answer of a model: its words as they come, and how it ended. What the agent
/// does with its tools between two answers is not shown. Pure.
struct OpenAIAnswer {
  /// A step of the answer.
  enum Piece: Equatable {
    /// A message begins.
    case began
    case text(String)
    /// It is whole.
    case done(String)
    /// The connection to the model broke; what came of the message counts no more, and another will begin.
    case broken(String)
    case ended(Ending)
  }

  enum Ending: Equatable {
    case completed
    /// At the limit of tokens.
    case cut
    case refused(String)
    case failed(OpenAIError)
  }

  private(set) var session = ""
  private(set) var turn = 0
  private(set) var model: String?
  private(set) var usage: JSON?
  /// Whether something has happened after which the request cannot be answered as if it had never been made.
  private(set) var hasBegun = false
  private(set) var ending: Ending?

  /// The message that comes.
  private var item: (id: String, text: String)?
  /// The messages of the last response of the model.
  private var messages: [(id: String, text: String, phase: String?)] = []

  /// The answer as a whole: the messages of the last response, of phase `final_answer` where there are phases.
  var text: String {
    let isPhased = messages.contains { $0.phase != nil }
    let chosen = isPhased ? messages.filter { $0.phase == "final_answer" } : messages
    let texts = chosen.map(\.text) + (item.map { [$0.text] } ?? [])
    return texts.filter { !$0.isEmpty }.joined(separator: "\n\n")
  }

  /// Takes a line of `agent-turn -j --deltas`.
  mutating func take(_ line: [UInt8]) -> [Piece] {
    guard ending == nil, let event = try? JSON(parsing: line), let type = event["type"]?.string else {
      return []
    }
    switch EventType(rawValue: type) {
    case .threadStarted: model = event["model"]?.string
    case .turnStarted:
      session = event["session"]?.string ?? ""
      turn = event["turn"]?.int ?? 0
    case .requestStarted:
      let pieces = abandon()
      messages = []
      return pieces
    case .itemDelta:
      guard event["kind"]?.string == "text", let text = event["delta"]?.string else { return [] }
      return add(text, to: event["item_id"]?.string ?? "")
    case .itemStarted: hasBegun = true
    case .itemCompleted: return complete(event)
    case .retry:
      let void = Set((event["void"]?.array ?? []).compactMap(\.string))
      messages.removeAll { void.contains($0.id) }
      return abandon()
    case .turnCompleted: return end(event, .completed)
    case .turnFailed: return fail(event)
    default: break
    }
    return []
  }

  /// The turn has ended without a terminal event: it was killed.
  mutating func finish() -> [Piece] {
    if ending != nil { return [] }
    return end(.null, .failed(OpenAIError(AgentError(.killed, "the turn was killed"))))
  }

  private mutating func add(_ text: String, to id: String) -> [Piece] {
    if text.isEmpty { return [] }
    hasBegun = true
    if let item, item.id.equals(bytes: id) {
      self.item?.text = item.text + text
      return [.text(text)]
    }
    let broken = abandon()
    item = (id, text)
    return broken + [.began, .text(text)]
  }

  private mutating func complete(_ event: JSON) -> [Piece] {
    hasBegun = true
    let id = event["item"]?["id"]?.string ?? ""
    guard event["item"]?["type"]?.string == "agent_message" else { return [] }
    var pieces: [Piece] = []
    // A long text is in a blob, and has come as deltas.
    let whole = event["item"]?["text"]?.string
    let begun = item.flatMap { $0.id.equals(bytes: id) ? $0.text : nil }
    let text = whole ?? begun ?? ""
    if let begun {
      if text.utf8.count > begun.utf8.count, text.hasPrefix(bytes: begun) {
        pieces.append(.text(String(decoding: text.utf8.dropFirst(begun.utf8.count), as: UTF8.self)))
      }
      item = nil
    } else {
      pieces = abandon()
      if !text.isEmpty { pieces += [.began, .text(text)] }
    }
    if !text.isEmpty { pieces.append(.done(text)) }
    messages.append((id, text, event["raw"]?["phase"]?.string))
    return pieces
  }

  private mutating func abandon() -> [Piece] {
    guard let text = item?.text else { return [] }
    item = nil
    return [.broken(text)]
  }

  private mutating func end(_ event: JSON, _ ending: Ending) -> [Piece] {
    usage = event["usage"]
    self.ending = ending
    var pieces: [Piece] = []
    // An answer that was cut is no item.
    if let item, ending == .cut {
      pieces.append(.done(item.text))
      messages.append((item.id, item.text, nil))
      self.item = nil
    } else {
      pieces = abandon()
    }
    return pieces + [.ended(ending)]
  }

  private mutating func fail(_ event: JSON) -> [Piece] {
    let error = Self.error(event)
    switch error.code {
    case .limitTokens:
      // Where nothing has streamed there may still be a text.
      if item == nil, messages.isEmpty, let text = event["partial_text"]?.string, !text.isEmpty {
        return add(text, to: "") + end(event, .cut)
      }
      return end(event, .cut)
    case .refusal: return end(event, .refused(error.message))
    default: return end(event, .failed(OpenAIError(error)))
    }
  }

  /// The error that a turn has ended with.
  private static func error(_ event: JSON) -> AgentError {
    let told = event["error"]
    let code = told?["code"]?.string.flatMap(ErrorCode.init(rawValue:)) ?? .internalError
    // What the model's server says of our key is no word about the client's.
    let status = code == .auth ? nil : told?["status"]?.int
    return AgentError(
      code, told?["message"]?.string ?? "the turn failed", hint: told?["hint"]?.string,
      exit: event["exit_code"]?.int.flatMap { ExitStatus(rawValue: Int32(clamping: $0)) },
      status: status,
      retryAfterMilliseconds: told?["retry_after"]?.double.flatMap { Int(exactly: ($0 * 1000).rounded()) })
  }
}
