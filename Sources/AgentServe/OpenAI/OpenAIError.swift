import AgentCore
import AgentJSON

/// An error in the shape that OpenAI's clients read, with the status that makes them do the right thing: they try
/// again on 408, 409, 429 and from 500 on, unless `x-should-retry` says otherwise. What has run something must not
/// be run twice.
struct OpenAIError: Error, Equatable {
  var message: String
  var status: Int
  /// As agent-events(5) lists it, but for names that clients know.
  var code: String
  /// The member of the request that it is about.
  var parameter: String?
  var isRetryable = false
  var retryAfterMilliseconds: Int?

  init(_ message: String, status: Int, code: String, parameter: String? = nil) {
    (self.message, self.status, self.code, self.parameter) = (message, status, code, parameter)
  }

  /// A request that cannot be right.
  static func invalid(_ message: String, _ parameter: String) -> OpenAIError {
    OpenAIError(
      "\(parameter): \(message)", status: 400, code: ErrorCode.badRequest.rawValue, parameter: parameter)
  }

  init(_ error: AgentError) {
    message = error.description
    status = Self.status(of: error)
    code = Self.code(of: error)
    if error.code == .badRequest || error.code == .usage { parameter = error.object }
    isRetryable = error.isRetryable
    retryAfterMilliseconds = error.retryAfterMilliseconds
  }

  /// 401 is left to the client's own key, which the server looks at before anything else.
  private static func status(of error: AgentError) -> Int {
    switch error.code {
    case .usage, .badData, .contextLength, .badRequest, .refusal:
      // HTTP's own, such as 405, where it is we who say it.
      error.code == .badRequest || error.code == .usage
        ? error.status.flatMap { (400..<500).contains($0) ? $0 : nil } ?? 400 : 400
    case .tooLarge: 413
    case .auth: error.status == 401 ? 401 : 403
    case .sandbox, .approvalDenied: 403
    case .inputMissing, .sessionMissing: 404
    // A model that its server does not have.
    case .missingTool: error.status == 404 ? 404 : 500
    case .sessionBusy: 409
    case .rateLimited, .quota: 429
    case .limitTurns, .limitRequests, .limitToolCalls, .limitTokens, .limitCost, .loop, .schemaInvalid: 422
    case .overloaded, .network, .streamCut, .terminated, .interrupted, .killed: 503
    case .protocolError: 502
    case .deadline: error.status == 408 ? 408 : 504
    case .config, .sessionDamaged, .outputClosed, .io, .internalError: 500
    }
  }

  private static func code(of error: AgentError) -> String {
    switch error.code {
    case .contextLength: "context_length_exceeded"
    case .rateLimited: "rate_limit_exceeded"
    case .quota: "insufficient_quota"
    case .missingTool where error.status == 404: "model_not_found"
    default: error.code.rawValue
    }
  }

  var type: String {
    switch status {
    case 401: "authentication_error"
    case 403: "permission_error"
    case 404: "not_found_error"
    case 409: "conflict_error"
    case 429: code == "insufficient_quota" ? code : "rate_limit_error"
    case 500...: "server_error"
    default: "invalid_request_error"
    }
  }

  var json: JSON {
    [
      "error": [
        "message": .string(message), "type": .string(type), "param": JSON(parameter), "code": .string(code),
      ]
    ]
  }

  var answer: ServeAnswer {
    var headers = [
      ("content-type", "application/json"), ("x-should-retry", isRetryable ? "true" : "false"),
    ]
    if isRetryable {
      headers.append(("retry-after", "\(max(1, ((retryAfterMilliseconds ?? 1000) + 999) / 1000))"))
    }
    return .whole(status: status, headers: headers, body: json.bytes)
  }
}
