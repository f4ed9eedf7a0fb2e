import AgentCore
import AgentJSON
import AgentSession
import AgentSystem
import AgentTools

/// What comes in over `--control-fd`, a record a line. Pure but for the ids it makes.
enum ControlRecord: Equatable {
  /// An answer to approval.requested.
  case answer(id: String, ApprovalAnswer)
  /// Input for the session, an interruption included.
  case input(QueuedInput)

  /// Why a line is no such record, in a phrase.
  struct Refusal: Error, Equatable {
    let reason: String
  }

  init(_ line: ArraySlice<UInt8>) throws(Refusal) {
    let json: JSON
    do {
      json = try JSON(parsing: line, depthLimit: 64)
    } catch {
      throw Refusal(reason: "not JSON: \(error)")
    }
    switch json["type"]?.string {
    case EventType.approvalResolved.rawValue:
      guard let id = json["id"]?.string else { throw Refusal(reason: "approval.resolved without 'id'") }
      let reason = json["reason"]?.string
      switch json["decision"]?.string {
      case "allow": self = .answer(id: id, .allow)
      case "always": self = .answer(id: id, .always)
      case "deny": self = .answer(id: id, .deny(reason: reason))
      default: throw Refusal(reason: "'decision' must be allow, always or deny")
      }
    case EventType.inputQueued.rawValue:
      var payload = json.object ?? JSONObject()
      if payload["id"]?.string == nil { payload["id"] = .string(Self.newID()) }
      guard let input = QueuedInput(Event(type: EventType.inputQueued.rawValue, payload: payload)),
        input.text != nil || !input.items.isEmpty || input.interrupt != nil
      else { throw Refusal(reason: "input.queued without 'text', 'items' or 'interrupt'") }
      self = .input(input)
    case "interrupt":
      let kind = json["interrupt"]?.string ?? QueuedInput.Interrupt.stop.rawValue
      guard let interrupt = QueuedInput.Interrupt(rawValue: kind) else {
        throw Refusal(reason: "'interrupt' must be stop or finish")
      }
      self = .input(
        QueuedInput(
          id: Self.newID(), text: json["text"]?.string ?? json["reason"]?.string, interrupt: interrupt))
    case let type:
      throw Refusal(reason: type.map { "unknown type '\($0)'" } ?? "'type' is missing")
    }
  }

  private static func newID() -> String { "in-\(RandomBytes.hex(6))" }
}
