import AgentCore
public import AgentJSON
import AgentSession

/// What the events of a turn have to say to a person at a prompt: the text of the answer as it comes, and a short
/// line for all else. Pure.
public struct EventView: Sendable {
  public enum Piece: Equatable, Sendable {
    /// Text of the answer.
    case text(String)
    /// The message is whole.
    case end
    /// What the person said, in a session that is shown again.
    case said(String)
    /// What a tool does, and what has happened.
    case note(String)
    case failure(String)
    /// What a command of the user's own has printed.
    case output(String)
  }

  /// What the prompt says of the turn.
  public private(set) var status: PromptStatus
  /// The session that the last event was of.
  public private(set) var session: String?
  /// The text of the last answer that was whole.
  public private(set) var answer = ""
  /// How the last turn ended.
  public private(set) var exitCode: Int?

  /// Bytes of each item's text that were given out.
  private var printed: [String: Int] = [:]
  /// Calls that run, by the ids of their items.
  private var running: [(id: String, name: String)] = []
  private var queued: Set<String> = []
  /// What the model has said since its last call.
  private var messages: [(id: String, text: String, isFinal: Bool)] = []

  public init(_ status: PromptStatus = PromptStatus()) { self.status = status }

  /// Whether the type of an event ends a turn.
  public static func isTerminal(_ event: JSON) -> Bool {
    ["turn.completed", "turn.failed"].contains(event["type"]?.string)
  }

  /// - Parameter isReplay: the event is of the past: what the person said is shown, too.
  public mutating func take(_ event: JSON, isReplay: Bool = false) -> [Piece] {
    session = event["session"]?.string ?? session
    guard let type = event["type"]?.string else { return [] }
    switch EventType(rawValue: type) {
    case .threadStarted:
      status.model = event["model"]?.string ?? status.model
      status.contextLimit = event["limits"]?["context_tokens"]?.int ?? status.contextLimit
      return []
    case .turnStarted: return start(event, isReplay)
    case .requestStarted:
      status.activity = .thinking
      return []
    case .requestCompleted:
      if let input = event["usage"]?["input_tokens"]?.int {
        status.contextTokens = input + (event["usage"]?["output_tokens"]?.int ?? 0)
      }
      return []
    case .itemStarted: return begin(event["item"] ?? .null)
    case .itemDelta: return delta(event)
    case .itemCompleted: return complete(event["item"] ?? .null, isReplay)
    case .inputTaken:
      queued.remove(event["id"]?.string ?? "")
      status.queued = queued.count
      return []
    case .approvalRequested:
      status.activity = .tool(event["tool"]?.string ?? "tool")
      return []
    case .approvalResolved: return resolved(event)
    case .retry: return retry(event)
    case .limitWarning: return [.note("limit: \(event["limit"]?.string ?? "") is near")]
    case .compactionCompleted:
      return [.note("compacted" + (event["after_tokens"]?.int.map { " to \($0) tokens" } ?? ""))]
    case .notice:
      if event["level"]?.string == "info" { return [] }
      return [.note(event["message"]?.string ?? "")]
    case .turnCompleted, .turnFailed: return finish(event)
    default:
      return type == "error" ? [.failure(event["message"]?.string ?? "an error")] : []
    }
  }

  /// A line that was sent to the turn that runs; it waits until the event that it was taken.
  public mutating func queue(_ id: String) {
    queued.insert(id)
    status.queued = queued.count
  }

  /// Lines that no turn has taken yet.
  public var untaken: Bool { !queued.isEmpty }

  public mutating func forgetQueued() {
    queued = []
    status.queued = 0
  }

  /// The session that is gone on in.
  public mutating func enter(_ session: String?, _ status: PromptStatus) {
    self = EventView(status)
    self.session = session
  }

  /// A turn was asked for, and has not told anything yet.
  public mutating func begin() { status.activity = .thinking }

  /// Nothing runs any more, whatever was said of it.
  public mutating func stop() {
    status.activity = .idle
    running = []
    printed = [:]
  }

  // MARK: - A turn

  private mutating func start(_ event: JSON, _ isReplay: Bool) -> [Piece] {
    status.activity = .thinking
    exitCode = nil
    printed = [:]
    running = []
    messages = []
    guard isReplay else { return [] }
    let said = ItemText.text(ofInput: event["input"])
    return said.isEmpty ? [] : [.said(said)]
  }

  private mutating func finish(_ event: JSON) -> [Piece] {
    let code = event["exit_code"]?.int ?? 0
    exitCode = code
    let final = messages.contains(where: \.isFinal) ? messages.filter(\.isFinal) : messages
    if !final.isEmpty { answer = final.map(\.text).joined(separator: "\n\n") }
    var pieces: [Piece] = printed.isEmpty ? [] : [.end]
    stop()
    if let error = event["error"], event["type"] == "turn.failed" {
      let hint = error["hint"]?.string.map { " (\($0))" } ?? ""
      pieces.append(.failure((error["message"]?.string ?? "the turn failed") + hint))
    }
    return pieces
  }

  private mutating func retry(_ event: JSON) -> [Piece] {
    let cause = event["cause"]?.string ?? "a passing failure"
    let delay = event["delay_ms"]?.int.map { " in \(Self.seconds($0))" } ?? ""
    let void = Set((event["void"]?.array ?? []).compactMap(\.string))
    messages.removeAll { void.contains($0.id) }
    let before: [Piece] = printed.isEmpty ? [] : [.end]
    // The next try says it from the beginning, perhaps under the same ids.
    printed = [:]
    return before
      + [.note("try \((event["attempt"]?.int ?? 1) + 1)\(delay): \(cause)")]
  }

  private func resolved(_ event: JSON) -> [Piece] {
    // Who has said no himself need not be told.
    guard ["deny", "denied"].contains(event["decision"]?.string), event["by"]?.string != "pipe" else {
      return []
    }
    return [.note("denied by \(event["by"]?.string ?? "a rule")")]
  }

  // MARK: - Items

  private mutating func begin(_ item: JSON) -> [Piece] {
    guard let id = item["id"]?.string, ItemType.calls.contains(item["type"]?.string ?? "") else { return [] }
    let call = TranscriptEntry.ToolCall(item: item)
    running.append((id, call.name))
    status.activity = .tool(call.name)
    return (printed.isEmpty ? [] : [.end]) + [.note(Self.headline(call))]
  }

  private mutating func delta(_ event: JSON) -> [Piece] {
    guard event["kind"]?.string == "text", let text = event["delta"]?.string, !text.isEmpty,
      let id = event["item_id"]?.string
    else { return [] }
    status.activity = .answering
    let isNew = printed[id] == nil
    let others: [Piece] = isNew && !printed.isEmpty ? [.end] : []
    printed[id, default: 0] += text.utf8.count
    return others + [.text(text)]
  }

  private mutating func complete(_ item: JSON, _ isReplay: Bool) -> [Piece] {
    let type = item["type"]?.string ?? ""
    let id = item["id"]?.string ?? ""
    switch type {
    case "agent_message":
      let text = ItemText.text(of: item)
      messages.append((id, text, item["phase"]?.string == "final_answer"))
      let done = printed[id] ?? 0
      printed[id] = nil
      let rest = done < text.utf8.count ? String(decoding: text.utf8.dropFirst(done), as: UTF8.self) : ""
      return (rest.isEmpty ? [] : [.text(rest)]) + [.end]
    case "user_message": return isReplay ? [.said(ItemText.text(of: item))] : []
    case "error": return [.failure(item["message"]?.string ?? "an error")]
    case "plan", "todo_list":
      let lines = (item["items"]?.array ?? []).map {
        "[\($0["completed"]?.bool == true ? "x" : " ")] \($0["text"]?.string ?? "")"
      }
      return lines.map(Piece.note)
    case _ where ItemType.calls.contains(type): return completeCall(id, TranscriptEntry.ToolCall(item: item))
    default: return []
    }
  }

  private mutating func completeCall(_ id: String, _ call: TranscriptEntry.ToolCall) -> [Piece] {
    let wasShown = running.contains { $0.id == id }
    running.removeAll { $0.id == id }
    messages = []
    status.activity = running.last.map { .tool($0.name) } ?? .thinking
    var pieces: [Piece] = wasShown ? [] : [.note(Self.headline(call))]
    if !call.status.isEmpty, call.status != "completed" {
      let reason = Self.firstLine(call.output)
      pieces.append(.note("\(call.name) \(call.status)" + (reason.isEmpty ? "" : ": \(reason)")))
    } else if let milliseconds = call.milliseconds, milliseconds >= 1000 {
      pieces.append(.note("\(call.name) took \(Self.seconds(milliseconds))"))
    }
    return pieces
  }

  /// `bash: ls -l`
  private static func headline(_ call: TranscriptEntry.ToolCall) -> String {
    let arguments = firstLine(call.arguments)
    return arguments.isEmpty || arguments == "{}" ? call.name : "\(call.name): \(arguments)"
  }

  /// The first line of a text, cut to what fits beside a name in 80 columns.
  private static func firstLine(_ text: String) -> String {
    let scalars = text.unicodeScalars.drop { $0 == "\n" || $0 == " " }.prefix { $0 != "\n" && $0 != "\r" }
    let short = scalars.prefix(60)
    return String(String.UnicodeScalarView(short)) + (short.endIndex < scalars.endIndex ? "…" : "")
  }

  /// `1.2 s`
  private static func seconds(_ milliseconds: Int) -> String {
    "\(milliseconds / 1000).\(milliseconds % 1000 / 100) s"
  }
}
