public import AgentJSON
import AgentSystem

/// What one hook said: its exit status, words and JSON read as its point has it. Pure.
///
/// The JSON is that of Claude Code's hooks: `continue`, `stopReason`, `systemMessage`, `decision`, `reason`,
/// `additionalContext`, and `hookSpecificOutput` with `permissionDecision`, `permissionDecisionReason`,
/// `updatedInput`, `additionalContext`, `decision`. What stands in `hookSpecificOutput` may stand outside, too.
public struct HookReply: Sendable, Equatable {
  public enum Permission: String, Sendable {
    case allow, ask, deny
  }

  /// Why it says no, where the point asks.
  public var veto: String?
  /// Why the whole turn is to end.
  public var stop: String?
  /// What the model is to be told.
  public var context: String?
  /// Arguments in the place of those of the call.
  public var updatedInput: JSON?
  public var permission: Permission?
  /// What the user is to be told: a failure of the hook, or its `systemMessage`.
  public var notice: String?

  public init() {}

  /// Most bytes of words for the model.
  static let contextLimit = 16 << 10

  /// - Parameter ending: nil when it could not be started; `errors` says why.
  init(_ ending: BoundedRun.Ending?, output: String, errors: String, of hook: Hook, at point: HookPoint) {
    switch ending {
    case .cancelled: return
    case .exited(.code(0)): succeed(output, of: hook, at: point)
    case .exited(.code(2)): refuse(Self.words(errors, else: output, of: hook), of: hook, at: point)
    case .exited(let exit):
      fail("ended with status \(exit.status)" + Self.firstLine(errors), of: hook, at: point)
    case .timedOut: fail("was ended after \(hook.settings.timeout) ms", of: hook, at: point)
    case nil: fail("could not be started: \(errors)", of: hook, at: point)
    }
  }

  /// The same with every text put through `redact`.
  func redacted(by redact: (String) -> String) -> HookReply {
    var reply = self
    reply.veto = veto.map(redact)
    reply.stop = stop.map(redact)
    reply.context = context.map(redact)
    reply.notice = notice.map(redact)
    reply.updatedInput = updatedInput?.mappingStrings(redact)
    return reply
  }

  private mutating func succeed(_ output: String, of hook: Hook, at point: HookPoint) {
    let text = output.trimmed
    guard text.hasPrefix("{") else {
      if point.givesContext, !text.isEmpty {
        context = OutputBound.apply(text, limit: Self.contextLimit).text
      }
      return
    }
    guard let json = try? JSON(parsing: text, depthLimit: 64) else {
      return fail("printed what begins like JSON and is none", of: hook, at: point)
    }
    let specific = json["hookSpecificOutput"] ?? [:]
    if let message = json["systemMessage"]?.string { notice = message }
    let added = specific["additionalContext"] ?? json["additionalContext"]
    if let added = added?.string, !added.isEmpty {
      context = OutputBound.apply(added, limit: Self.contextLimit).text
    }
    if point.changesInput { updatedInput = specific["updatedInput"] ?? json["updatedInput"] }
    if json["continue"]?.bool == false {
      stop = json["stopReason"]?.string ?? json["reason"]?.string ?? "hook \(hook.name) stopped the turn"
    }
    let reason =
      specific["permissionDecisionReason"]?.string ?? json["permissionDecisionReason"]?.string
      ?? specific["decision"]?["message"]?.string ?? json["reason"]?.string
    switch Self.decision(json, specific) {
    case "allow", "approve": permission = .allow
    case "ask": permission = .ask
    case "deny", "block":
      permission = .deny
      refuse(reason ?? "hook \(hook.name) says no", of: hook, at: point)
    case nil: break
    case let other?: fail("decided '\(other)', which is nothing", of: hook, at: point)
    }
  }

  private static func decision(_ json: JSON, _ specific: JSON) -> String? {
    specific["permissionDecision"]?.string ?? json["permissionDecision"]?.string
      ?? specific["decision"]?["behavior"]?.string ?? specific["decision"]?.string
      ?? json["decision"]?.string
  }

  private mutating func refuse(_ words: String, of hook: Hook, at point: HookPoint) {
    switch point.veto {
    case .none: notice = "hook \(hook.name) at \(point.rawValue) says no, which changes nothing: \(words)"
    case .words: context = words
    default: veto = words
    }
  }

  private mutating func fail(_ why: String, of hook: Hook, at point: HookPoint) {
    let words = "hook \(hook.name) at \(point.rawValue) \(why)"
    if hook.settings.failsClosed, point.veto != .none {
      refuse(words, of: hook, at: point)
    } else {
      notice = words
    }
  }

  private static func words(_ errors: String, else output: String, of hook: Hook) -> String {
    let words = [errors.trimmed, output.trimmed].first { !$0.isEmpty } ?? "hook \(hook.name) says no"
    return OutputBound.apply(words, limit: contextLimit).text
  }

  private static func firstLine(_ text: String) -> String {
    guard let line = text.split(whereSeparator: \.isNewline).first else { return "" }
    return ": " + line.prefix(200)
  }
}
