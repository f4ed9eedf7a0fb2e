public import AgentJSON
import AgentSystem

/// One setting: its name, type, default and meaning. This table is the truth for `agent-config`, for
/// agent-config(5) and for what a run reads.
public struct ConfigurationKey: Sendable {
  public enum Kind: Sendable, Equatable {
    case string
    /// A count: 0 or more.
    case integer
    /// 0 or more, such as dollars.
    case number
    case boolean
    /// A time span as ``Duration`` spells it.
    case duration
    case choice([String])
    /// null for all, a list of names, or one name.
    case names
    /// A dialect, a backend, or `exec:` and a program.
    case provider
    /// http or https.
    case url
    case object
    /// An object whose members are objects with these members.
    case table([Field])

    public var name: String {
      switch self {
      case .string: "string"
      case .integer: "integer"
      case .number: "number"
      case .boolean: "boolean"
      case .duration: "duration"
      case .choice(let values): values.joined(separator: "|")
      case .names: "names"
      case .provider: "provider"
      case .url: "URL"
      case .object, .table: "object"
      }
    }
  }

  /// A member of an entry of a table.
  public struct Field: Sendable, Equatable {
    let name: String
    let kind: Kind
    let isRequired: Bool

    init(_ name: String, _ kind: Kind, required: Bool = false) {
      self.name = name
      self.kind = kind
      isRequired = required
    }
  }

  public let name: String
  public let kind: Kind
  public let defaultValue: JSON
  public let summary: String
  /// Whether a workspace's `.agent/config.json` may set it: data only, never a command, an endpoint, a key
  /// or a sandbox setting.
  public let isProjectAllowed: Bool
  /// Whether `get` hides the value.
  public let isSecret: Bool

  init(
    _ name: String, _ kind: Kind, _ defaultValue: JSON, _ summary: String, project: Bool = false,
    secret: Bool = false
  ) {
    self.name = name
    self.kind = kind
    self.defaultValue = defaultValue
    self.summary = summary
    isProjectAllowed = project
    isSecret = secret
  }

  /// The environment variable that sets it: `AGENT_` and the name in capitals.
  public var environmentName: String { "AGENT_\(name.uppercased())" }

  /// Why `value` cannot be this setting's, or nil when it can. null always can: it means the default.
  public func refusal(of value: JSON) -> String? { Self.refusal(of: value, as: kind) }

  private static func refusal(of value: JSON, as kind: Kind) -> String? {
    if value.isNull { return nil }
    switch kind {
    case .string: return value.string == nil ? "expected a string" : nil
    case .integer: return value.int.map { $0 < 0 } ?? true ? "expected an integer of 0 or more" : nil
    case .number: return Money(value) == nil ? "expected a number of 0 or more" : nil
    case .boolean: return value.bool == nil ? "expected true or false" : nil
    case .duration:
      return value.string.flatMap(Duration.parse) == nil
        ? "expected a duration such as 500ms, 30s, 10m, 2h, 7d" : nil
    case .choice(let values):
      return values.contains(value.string ?? "")
        ? nil : "expected one of \(values.joined(separator: ", "))"
    case .names:
      let isList = value.array?.allSatisfy { $0.string != nil } ?? false
      return isList || value.string != nil ? nil : "expected a list of names"
    case .object: return value.object == nil ? "expected an object" : nil
    case .table(let fields): return refusal(ofTable: value, fields)
    case .provider:
      let name = value.string ?? ""
      return Self.providers.contains(name) || name.hasPrefix("exec:")
        ? nil : "expected one of \(Self.providers.joined(separator: ", ")), exec:PROGRAM"
    case .url:
      let text = value.string?.lowercased() ?? ""
      return text.hasPrefix("http://") || text.hasPrefix("https://")
        ? nil : "expected a URL that begins with http:// or https://"
    }
  }

  private static func refusal(ofTable value: JSON, _ fields: [Field]) -> String? {
    guard let table = value.object else { return "expected an object" }
    for entry in table where !entry.value.isNull {
      guard let members = entry.value.object else { return "expected '\(entry.key)' to be an object" }
      let names = fields.map(\.name)
      if let odd = members.keys.first(where: { !names.contains($0) }) {
        return "expected '\(entry.key)' to have \(names.joined(separator: ", ")) and no '\(odd)'"
      }
      for field in fields {
        let member = members[field.name] ?? .null
        if field.isRequired, member.isNull { return "expected '\(entry.key)' to have '\(field.name)'" }
        if let reason = refusal(of: member, as: field.kind) {
          return "'\(field.name)' of '\(entry.key)': \(reason)"
        }
      }
    }
    return nil
  }

  private static let providers = ["responses", "chat", "anthropic", "codex", "local"]

  public static func named(_ name: String) -> ConfigurationKey? { all.first { $0.name == name } }

  /// Every setting, in the order of the manual.
  public static let all: [ConfigurationKey] =
    models + context + turns + features + identity + places + predecessors

  private static let models = [
    ConfigurationKey(
      "provider", .provider, nil,
      "which dialect or backend answers: responses, chat, anthropic, codex, local, exec:PROGRAM"),
    ConfigurationKey("base_url", .url, nil, "prefix of the endpoint, as a rule ending in /v1"),
    ConfigurationKey("model", .string, nil, "name of the model"),
    ConfigurationKey("api_key", .string, nil, "key for base_url", secret: true),
    ConfigurationKey(
      "openai_api_key", .string, nil, "key for OpenAI; else OPENAI_API_KEY", secret: true),
    ConfigurationKey("key_command", .string, nil, "command that prints the key for base_url"),
    ConfigurationKey(
      "reasoning_effort", .choice(["none", "minimal", "low", "medium", "high", "xhigh", "max"]), nil,
      "how long the model thinks", project: true),
    ConfigurationKey(
      "verbosity", .choice(["low", "medium", "high"]), nil, "how long the answers are", project: true),
    ConfigurationKey("max_output_tokens", .integer, nil, "limit on one answer", project: true),
    ConfigurationKey("parallel_tool_calls", .boolean, true, "let the model ask for several calls at once"),
    ConfigurationKey(
      "local_model", .string, nil, "name of the local model, as 'agent-config model list' prints it"),
    ConfigurationKey("local_context", .integer, 8192, "context of the local model, in tokens"),
    ConfigurationKey("local_threads", .integer, 1, "inference threads of the local model"),
    ConfigurationKey(
      "local_idle_exit", .duration, "10m", "the local model's server ends after so long without requests"),
    ConfigurationKey("profiles", .object, nil, "named groups of settings, for --profile"),
  ]

  private static let context = [
    ConfigurationKey("system", .string, nil, "system prompt: a path or the text itself"),
    ConfigurationKey(
      "input_token_limit", .integer, nil, "context budget in tokens; the model's own if unset"),
    ConfigurationKey(
      "max_input_tokens", .integer, 8000, "longest message or tool output in the context", project: true),
    ConfigurationKey("auto_compact", .boolean, true, "compact a session near its budget"),
    ConfigurationKey("vision_enabled", .boolean, true, "send images to the model"),
    ConfigurationKey("max_images", .integer, 10, "images kept in the context"),
  ]

  private static let turns = [
    ConfigurationKey("max_requests", .integer, 100, "model requests in one turn"),
    ConfigurationKey("max_tool_calls", .integer, 200, "tool calls in one turn"),
    ConfigurationKey("max_tokens", .integer, nil, "input and output tokens in one turn"),
    ConfigurationKey("max_cost", .number, nil, "US dollars for one turn; the model needs a price"),
    ConfigurationKey("max_time", .duration, nil, "time for one turn, such as 10m"),
    ConfigurationKey("budget", .string, nil, "name of the budget that turns are held to; none for no budget"),
    ConfigurationKey(
      "budgets",
      .table([
        Field("requests", .integer), Field("tokens", .integer), Field("cost", .number),
        Field("period", .choice(["hour", "day", "week", "month", "total"])),
      ]), nil, "limits across turns by name: requests, tokens, cost in US dollars, and period"),
    ConfigurationKey(
      "prices",
      .table([
        Field("input", .number, required: true), Field("cached_input", .number),
        Field("output", .number, required: true),
      ]), nil, "US dollars for a million tokens by model or pattern: input, cached_input, output"),
    ConfigurationKey("tool_timeout", .duration, "120s", "time for one tool call"),
    ConfigurationKey("tool_output_max", .integer, 32768, "bytes of one tool output in the context"),
    ConfigurationKey("retries", .integer, 5, "retries of a failed request"),
    ConfigurationKey("retry_time", .duration, "60s", "time spent on retries"),
    ConfigurationKey("connect_timeout", .duration, "10s", "time to connect"),
    ConfigurationKey("idle_timeout", .duration, "300s", "longest silence of a model"),
  ]

  private static let features = [
    ConfigurationKey(
      "builtin_tools", .names, nil,
      "our own tools that are on: null for all, or a list"),
    ConfigurationKey(
      "builtin_providers", .names, nil, "our own context providers that are on: null for all, or a list"),
    ConfigurationKey(
      "builtin_plugins", .names, nil,
      "plugins that are on, with their tools and providers: null for all, or a list"),
    ConfigurationKey(
      "mcp_servers", .object, nil, "MCP servers whose tools are offered, by name: agent-mcp(5)",
      secret: true),
    ConfigurationKey("web_search_enabled", .boolean, false, "offer the provider's web search"),
    ConfigurationKey("image_generation_enabled", .boolean, false, "offer image generation"),
    ConfigurationKey("image_generation_output_format", .string, "png", "format of generated images"),
    ConfigurationKey("image_generation_size", .string, nil, "size of generated images"),
    ConfigurationKey("image_generation_quality", .string, nil, "quality of generated images"),
    ConfigurationKey("image_generation_background", .string, nil, "background of generated images"),
    ConfigurationKey("image_generation_moderation", .string, nil, "moderation of generated images"),
    ConfigurationKey("voice_enabled", .boolean, false, "speak the answers"),
    ConfigurationKey("voice_model", .string, "gpt-4o-mini-tts", "speech model"),
    ConfigurationKey("voice", .string, "nova", "voice"),
    ConfigurationKey("voice_instructions", .string, nil, "how to speak"),
    ConfigurationKey("voice_buffer_size", .integer, 2, "lines spoken ahead"),
  ]

  private static let identity = [
    ConfigurationKey("name", .string, nil, "what the agent is called"),
    ConfigurationKey("username", .string, nil, "what the user is called"),
    ConfigurationKey("userage", .string, nil, "how old the user is"),
  ]

  private static let places = [
    ConfigurationKey("workfolder", .string, nil, "workspace of wake and serve turns"),
    ConfigurationKey("server_url", .string, nil, "where agent-serve is reached"),
  ]

  /// Settings of the predecessor that had no effect there either; they are taken so that its files and
  /// scripts stay valid.
  private static let predecessors = [
    ConfigurationKey("auto_proceed", .boolean, true, "no effect; kept for older files"),
    ConfigurationKey("history", .string, nil, "no effect; kept for older files"),
  ]
}
