package import AgentCore
import AgentJSON

/// An error as an answer: RFC 9457, or as OpenAI's clients expect it.
package struct Problem {
  package let error: AgentError
  /// Where HTTP itself says which it is.
  var status: Int
  var title: String

  package init(_ error: AgentError) {
    self.error = error
    status = Self.status(of: error)
    title = Self.title(of: status)
  }

  package func answer(_ shape: Route.ErrorShape = .problem) -> ServeAnswer {
    if shape == .openAI { return OpenAIError(error).answer }
    var headers = [("content-type", "application/problem+json")]
    if status == 503 || status == 429 || (status == 409 && error.isRetryable) {
      headers.append(("retry-after", "\(max(1, (error.retryAfterMilliseconds ?? 1000) / 1000))"))
    }
    return .whole(status: status, headers: headers, body: body.bytes)
  }

  /// `type` is `about:blank`: the status says what kind it is, `code` what exactly, as agent-events(5) lists it.
  private var body: JSON {
    var object: JSONObject = [
      "type": "about:blank", "title": .string(title), "status": .int(status),
      "detail": .string(error.description),
      "code": .string(error.code.rawValue), "retryable": .bool(error.isRetryable),
    ]
    object.append("hint", ifPresent: error.hint.map(JSON.string))
    return .object(object)
  }

  /// The status that HTTP has for it. What is said with a status of its own (``AgentError/status``) keeps it,
  /// unless it is one that a model's server has given.
  static func status(of error: AgentError) -> Int {
    switch error.code {
    case .usage, .badRequest: return error.status.flatMap { (400..<600).contains($0) ? $0 : nil } ?? 400
    case .badData: return 400
    case .inputMissing, .sessionMissing: return error.status == 410 ? 410 : 404
    case .sessionBusy: return 409
    case .tooLarge, .contextLength: return 413
    case .auth: return error.status == 401 || error.status == 403 ? error.status! : 502
    case .sandbox, .approvalDenied: return 403
    case .deadline: return error.status == 408 ? 408 : 504
    case .rateLimited: return 429
    case .overloaded, .terminated, .missingTool, .quota, .network, .streamCut, .config: return 503
    case .protocolError: return 502
    default: return 500
    }
  }

  package static func title(of status: Int) -> String {
    switch status {
    case 400: "Bad Request"
    case 401: "Unauthorized"
    case 403: "Forbidden"
    case 404: "Not Found"
    case 405: "Method Not Allowed"
    case 408: "Request Timeout"
    case 409: "Conflict"
    case 410: "Gone"
    case 411: "Length Required"
    case 413: "Content Too Large"
    case 414: "URI Too Long"
    case 415: "Unsupported Media Type"
    case 421: "Misdirected Request"
    case 422: "Unprocessable Content"
    case 429: "Too Many Requests"
    case 431: "Request Header Fields Too Large"
    case 501: "Not Implemented"
    case 502: "Bad Gateway"
    case 503: "Service Unavailable"
    case 504: "Gateway Timeout"
    default: "Internal Server Error"
    }
  }
}
