public import AgentJSON

/// What a server said when it did not answer: in an HTTP error, or in the middle of a stream.
public struct ServerFailure: Error, Sendable, Equatable {
  /// The HTTP status, or the number that stood for one in a stream.
  public var status: Int?
  /// `error.code` and `error.type`, open sets of words.
  public var code: String?
  public var type: String?
  public var message: String
  /// How long to wait by the server's own word, in milliseconds.
  public var retryAfterMilliseconds: Int?
  /// `x-should-retry`.
  public var shouldRetry: Bool?

  public init(
    status: Int? = nil, code: String? = nil, type: String? = nil, message: String,
    retryAfterMilliseconds: Int? = nil, shouldRetry: Bool? = nil
  ) {
    self.status = status
    self.code = code
    self.type = type
    self.message = message
    self.retryAfterMilliseconds = retryAfterMilliseconds
    self.shouldRetry = shouldRetry
  }

  /// Reads the shapes that are in use: `{"error":{…}}`, `{"error":"…"}`, `{"detail":…}`, the flat `error`
  /// event `{"type":"error","code","message"}` and `{"message":…}`. Codes may be words or numbers.
  /// - Returns: nil when `json` tells of no error.
  public init?(json: JSON) {
    if let error = json["error"], !error.isNull {
      self.init(member: error)
      if status == nil { status = json["status"]?.int }
    } else if json["type"]?.string == "error" {
      self.init(member: json)
      type = nil
    } else if let detail = json["detail"], !detail.isNull {
      self.init(detail: detail)
    } else {
      return nil
    }
  }

  private init(member: JSON) {
    let code = member["code"]
    let number = code?.int ?? code?.string.flatMap { Int($0) }
    self.init(
      status: number.flatMap { (400..<600).contains($0) ? $0 : nil },
      code: code?.string.flatMap { Int($0) == nil ? $0 : nil }, type: member["type"]?.string,
      message: member["message"]?.string ?? member.string ?? (member.object == nil ? member.text : ""))
    if message.isEmpty { message = code?.string ?? type ?? "an error without a message" }
    retryAfterMilliseconds = RetryAfter.inMessage(message)
  }

  /// What gateways write: a sentence, an object, or FastAPI's list of objects with `msg`.
  private init(detail: JSON) {
    if detail.object != nil {
      self.init(member: detail)
    } else {
      let parts = detail.array?.map { $0["msg"]?.string ?? $0.string ?? $0.text }
      self.init(message: detail.string ?? parts?.joined(separator: "; ") ?? detail.text)
      retryAfterMilliseconds = RetryAfter.inMessage(message)
    }
  }
}
