public import AgentCore
public import AgentJSON

/// What `NAME.json` beside a hook says of it. Pure.
public struct HookSettings: Sendable, Equatable {
  /// A pattern for the names of tools; nil for all.
  public var matcher: String?
  /// Milliseconds.
  public var timeout = 10_000
  /// Whether a hook that does not work counts as one that says no.
  public var failsClosed = false

  public init() {}

  /// - Throws: 78: what is not understood might be what keeps something from happening.
  public init(parsing json: JSON, source: String) throws(AgentError) {
    func bad(_ why: String) -> AgentError { AgentError(.config, why, object: source) }
    guard let object = json.object else { throw bad("expected an object") }
    for member in object {
      let value = member.value
      switch member.key {
      case "matcher":
        guard let text = value.string, text.utf8.count <= 1024 else {
          throw bad("'matcher' must be a string")
        }
        matcher = text.isEmpty || text == "*" ? nil : text
        if let matcher { _ = try Self.pattern(matcher, source) }
      case "timeout":
        guard let seconds = value.double, seconds > 0, seconds <= 600 else {
          throw bad("'timeout' must be a number of seconds up to 600")
        }
        timeout = max(1, Int(seconds * 1000))
      case "fail":
        guard let text = value.string, ["open", "closed"].contains(text) else {
          throw bad("'fail' must be open or closed")
        }
        failsClosed = text == "closed"
      default:
        throw AgentError(
          .config, "unknown member '\(member.key)'", object: source, hint: "matcher, timeout, fail")
      }
    }
  }

  /// Whether the hook is for a call of this tool. Capitals are passed over, since Claude Code's `Bash` is
  /// `bash` here.
  public func matches(_ tool: String) -> Bool {
    guard let matcher else { return true }
    guard let pattern = try? Self.pattern(matcher, "matcher") else { return true }
    return pattern.matches(tool.utf8)
  }

  private static func pattern(_ matcher: String, _ source: String) throws(AgentError) -> Pattern {
    do {
      return try Pattern("\\A(?:\(matcher))\\z", isRegex: true, ignoringCase: true)
    } catch {
      throw AgentError(.config, "'matcher' is no regular expression: \(error.message)", object: source)
    }
  }
}
