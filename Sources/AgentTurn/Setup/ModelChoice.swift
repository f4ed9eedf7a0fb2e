public import AgentCore

/// Which model answers: what was said on the command line or in the configuration, else the first backend
/// for which there is a key, else the local model. Pure.
public struct ModelChoice: Sendable, Equatable {
  public enum Backend: Sendable, Equatable {
    case endpoint(dialect: String, baseURL: String)
    /// The model server on this machine, started on demand.
    case local
  }

  public var backend: Backend
  /// Nil: whatever the local server has.
  public var model: String?
  /// Why this one, when nobody said; to be told in one line.
  public var reason: String?

  public init(backend: Backend, model: String?, reason: String? = nil) {
    self.backend = backend
    self.model = model
    self.reason = reason
  }

  /// The providers that this version knows.
  public static let providers = ["responses", "chat", "local"]
  public static let openAI = "https://api.openai.com/v1"
  /// The model of `responses` and `chat` when none is named.
  public static let defaultModel = "gpt-5.4"

  /// - Parameters:
  ///   - keys: the environment with the keys of `.env`.
  ///   - localIsInstalled: whether a local model could answer.
  public static func decide(_ configuration: Configuration, keys: [String: String], localIsInstalled: Bool)
    throws(AgentError) -> ModelChoice
  {
    let model = try configuration.string("model")
    let baseURL = try configuration.string("base_url")
    switch try configuration.string("provider") {
    case "local": return ModelChoice(backend: .local, model: model)
    case let dialect? where dialect == "responses" || dialect == "chat":
      return ModelChoice(
        backend: .endpoint(dialect: dialect, baseURL: baseURL ?? openAI), model: model ?? defaultModel)
    case let other?:
      throw AgentError(
        configuration.layer(of: "provider") == .option ? .usage : .config, "unknown provider '\(other)'",
        object: "provider",
        hint: NearMatch.hint(other, in: providers) ?? "known are \(providers.joined(separator: ", "))")
    case nil: break
    }
    if let baseURL {
      return ModelChoice(
        backend: .endpoint(dialect: "responses", baseURL: baseURL), model: model ?? defaultModel)
    }
    let hasKey = try configuration.string("openai_api_key") != nil
    if hasKey || !(keys["OPENAI_API_KEY"] ?? "").isEmpty {
      let chosen = model ?? defaultModel
      return ModelChoice(
        backend: .endpoint(dialect: "responses", baseURL: openAI), model: chosen,
        reason: "\(chosen) answers, because \(hasKey ? "openai_api_key" : "OPENAI_API_KEY") is set")
    }
    if localIsInstalled {
      return ModelChoice(
        backend: .local, model: model,
        reason: "the small local model answers, because no other is configured (see --provider, --base-url, "
          + "OPENAI_API_KEY or 'agent-config model use')")
    }
    throw AgentError(
      .config, "no model is configured",
      hint: "set OPENAI_API_KEY, give --base-url URL, or run 'agent-config model install' for a local one")
  }
}
