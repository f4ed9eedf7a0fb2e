public import AgentHTTP

/// The services whose keys have names of their own. Such a key goes to its vendor's host only.
public enum Vendor: String, Sendable, CaseIterable {
  case openAI = "openai"
  case anthropic

  /// The vendor that `url` belongs to: by its exact host, over TLS.
  public init?(_ url: HTTPURL) {
    guard let vendor = Self.allCases.first(where: { $0.host == url.host }), url.scheme == "https",
      url.port == 443
    else { return nil }
    self = vendor
  }

  public var host: String {
    switch self {
    case .openAI: "api.openai.com"
    case .anthropic: "api.anthropic.com"
    }
  }

  /// Where requests go when no base URL is given.
  public var baseURL: String { "https://\(host)/v1" }

  /// The variable that holds its key.
  public var environmentName: String {
    switch self {
    case .openAI: "OPENAI_API_KEY"
    case .anthropic: "ANTHROPIC_API_KEY"
    }
  }

  /// The setting that holds its key, where there is one.
  public var configurationKey: String? {
    switch self {
    case .openAI: "openai_api_key"
    case .anthropic: nil
    }
  }
}
