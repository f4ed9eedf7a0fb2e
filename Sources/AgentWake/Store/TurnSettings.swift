public import AgentCore
public import AgentJSON
import AgentSystem

/// What is kept with a wakeup of the turn that it becomes, and the command line that this is.
public struct TurnSettings: Sendable, Equatable {
  public var session: String?
  public var model: String?
  public var provider: String?
  public var baseURL: String?
  public var workspace: String?
  public var sandbox: String?
  public var tools: String?
  public var approve: String?
  public var maxTime: String?
  public var maxRequests: Int?
  public var maxToolCalls: Int?
  public var maxTokens: Int?
  /// US dollars, as the option takes them.
  public var maxCost: String?
  public var budget: String?
  /// Where the answer goes, and what is run then.
  public var output: String?
  public var onDone: String?
  /// Whether the service is restarted first, once the session's turn is over.
  public var restartsService = false
  /// Whether it goes without the user's configuration and the project's files, as the turn that asked for it did.
  public var isHermetic = false

  /// The longest time of a turn that says nothing of it.
  public static let defaultTime = "1h"

  public init() {}

  private static var texts: [(String, WritableKeyPath<TurnSettings, String?>)] {
    [
      ("session", \.session), ("model", \.model), ("provider", \.provider), ("base_url", \.baseURL),
      ("workspace", \.workspace), ("sandbox", \.sandbox), ("tools", \.tools), ("approve", \.approve),
      ("max_time", \.maxTime), ("max_cost", \.maxCost), ("budget", \.budget), ("output", \.output),
      ("on_done", \.onDone),
    ]
  }

  private static var numbers: [(String, WritableKeyPath<TurnSettings, Int?>)] {
    [
      ("max_requests", \.maxRequests), ("max_tool_calls", \.maxToolCalls), ("max_tokens", \.maxTokens),
    ]
  }

  public var json: JSON {
    var object = JSONObject()
    for (name, path) in Self.texts { object.append(name, ifPresent: self[keyPath: path].map(JSON.string)) }
    for (name, path) in Self.numbers { object.append(name, ifPresent: self[keyPath: path].map(JSON.int)) }
    if restartsService { object.append("restart", true) }
    if isHermetic { object.append("hermetic", true) }
    return .object(object)
  }

  public init(_ json: JSON) {
    for (name, path) in Self.texts { self[keyPath: path] = json[name]?.string }
    for (name, path) in Self.numbers { self[keyPath: path] = json[name]?.int }
    restartsService = json["restart"]?.bool ?? false
    isHermetic = json["hermetic"]?.bool ?? false
  }

  /// Milliseconds that the turn has.
  public var time: Int { Duration.parse(maxTime ?? Self.defaultTime) ?? 3_600_000 }

  /// The words behind `agent-turn`. The prompt is read from standard input.
  public func arguments(runtime: RuntimeDirectory, title: String?) -> [String] {
    var words = [
      "--runtime-dir", runtime.path, "--origin", "wake", "--format", "json", "--stdin", "--input", "text",
      "--session", session ?? "new", "--lock", "wait=600", "--max-time", maxTime ?? Self.defaultTime,
    ]
    if session == nil || session == "new", let title { words += ["--title", title] }
    for (option, value) in [
      ("--model", model), ("--provider", provider), ("--base-url", baseURL), ("--workspace", workspace),
      ("--sandbox", sandbox), ("--tools", tools), ("--approve", approve),
      ("--max-cost", maxCost), ("--budget", budget),
    ] {
      if let value { words += [option, value] }
    }
    for (option, value) in [
      ("--max-requests", maxRequests), ("--max-tool-calls", maxToolCalls), ("--max-tokens", maxTokens),
    ] {
      if let value { words += [option, "\(value)"] }
    }
    if isHermetic { words.append("--hermetic") }
    return words
  }
}
