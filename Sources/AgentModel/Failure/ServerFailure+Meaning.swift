import AgentCore

extension ServerFailure {
  /// What of our errors this is. Words are looked at before the status, since gateways change that.
  var errorCode: ErrorCode {
    let words = [code, type].compactMap { $0?.lowercased() }
    if words.contains(where: Self.quotaWords.contains) { return .quota }
    if words.contains(where: Self.contextWords.contains) || saysContextLength { return .contextLength }
    if words.contains(where: Self.modelWords.contains) { return .missingTool }
    if words.contains(where: Self.authWords.contains) { return .auth }
    if words.contains(where: Self.sizeWords.contains) { return .tooLarge }
    if words.contains(where: Self.refusalWords.contains) { return .refusal }
    if words.contains(where: Self.unsupportedWords.contains) { return .badRequest }
    if words.contains(where: Self.rateWords.contains) { return .rateLimited }
    switch status {
    case 401, 403: return .auth
    case 402: return .quota
    case 404: return .missingTool
    case 408, 409: return .overloaded
    case 413: return .tooLarge
    case 429: return .rateLimited
    case .some(300..<400): return .config
    case .some(400..<500): return .badRequest
    case .some(500...): return .overloaded
    default:
      return words.contains("invalid_request_error") ? .badRequest : .overloaded
    }
  }

  /// Whether the same request may succeed later. A spent quota never comes back by waiting; apart from that
  /// the server's own word counts before the rest.
  var isRetryable: Bool {
    if errorCode == .quota { return false }
    if let shouldRetry { return shouldRetry }
    return errorCode.isTransient
  }

  /// The error for whoever asked.
  /// - Parameter origin: where the request went.
  func agentError(origin: String) -> AgentError {
    let code = errorCode
    var error = AgentError(
      code, message, object: origin, status: status, retryAfterMilliseconds: retryAfterMilliseconds)
    error.hint =
      switch code {
      case .auth: "see --key-file, or AGENT_API_KEY for this address"
      case .contextLength: "send less, or a model with a larger context; --overflow cut leaves some out"
      case .missingTool: saysNothingOfModel ? "check --base-url and --provider" : "check --model"
      case .config: "the address redirects: set --base-url to where it leads"
      default: nil
      }
    return error
  }

  private static let quotaWords: Set<String> = [
    "insufficient_quota", "usage_limit_reached", "usage_not_included", "billing_hard_limit_reached",
    "billing_not_active", "billing_error",
  ]
  private static let contextWords: Set<String> = [
    "context_length_exceeded", "exceed_context_size_error", "model_context_window_exceeded",
  ]
  private static let modelWords: Set<String> = [
    "model_not_found", "model_not_available", "deployment_not_found",
  ]
  private static let authWords: Set<String> = [
    "invalid_api_key", "authentication_error", "permission_error", "permission_denied", "unauthorized",
  ]
  private static let sizeWords: Set<String> = ["request_too_large", "string_above_max_length"]
  private static let refusalWords: Set<String> = [
    "invalid_prompt", "content_policy_violation", "content_filter",
  ]
  private static let unsupportedWords: Set<String> = ["not_supported_error"]
  private static let rateWords: Set<String> = [
    "rate_limit_exceeded", "rate_limit_error", "too_many_requests",
  ]

  /// Servers that have no word for it say it in a sentence (vLLM, Ollama, older ones).
  private var saysContextLength: Bool {
    guard status == nil || status == 400 || status == 422 else { return false }
    let text = message.lowercased()
    return ["maximum context length", "context window", "context size", "context length"]
      .contains { text.contains($0) }
  }

  private var saysNothingOfModel: Bool {
    code?.contains("model") != true && !message.lowercased().contains("model")
  }
}
