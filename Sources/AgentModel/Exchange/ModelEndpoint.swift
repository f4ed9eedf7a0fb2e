public import AgentCore
public import AgentHTTP

/// Where a model answers, how it is spoken to, and the key that goes there and nowhere else.
public struct ModelEndpoint: Sendable {
  public var dialect: DialectName
  /// What `/responses`, `/chat/completions` and `/models` are appended to; as a rule it ends in `/v1`.
  public var baseURL: HTTPURL
  public var key: Secret?
  /// Fields that every request carries.
  public var extraHeaders: HTTPHeaders
  /// The context window of the model, in tokens, where it is known.
  public var contextTokens: Int?

  public init(
    dialect: DialectName, baseURL: HTTPURL, key: Secret? = nil, extraHeaders: HTTPHeaders = [:],
    contextTokens: Int? = nil
  ) {
    self.dialect = dialect
    self.baseURL = baseURL
    self.key = key
    self.extraHeaders = extraHeaders
    self.contextTokens = contextTokens
  }

  /// - Throws: `usage` when `baseURL` is no http or https URL.
  public init(
    dialect: DialectName, baseURL: String, key: Secret? = nil, extraHeaders: HTTPHeaders = [:],
    contextTokens: Int? = nil
  ) throws(AgentError) {
    self.init(
      dialect: dialect, baseURL: try HTTPURL(baseURL), key: key, extraHeaders: extraHeaders,
      contextTokens: contextTokens)
  }

  /// Whether the model runs on this machine.
  public var isLoopback: Bool { baseURL.isLoopback }
}
