public import AgentJSON

/// A whole response: nothing of a broken attempt is ever in it.
public struct ModelResult: Sendable, Equatable {
  /// Canonical Responses output items, in output order.
  public var items: [JSON]
  /// nil when the server did not count.
  public var usage: TokenUsage?
  /// `completed`, `max_output_tokens`, `content_filter` or a reason of the server's own.
  public var stopReason: String
  /// The HTTP status.
  public var status: Int
  /// Milliseconds from sending the request to the first delta or item, and to the end.
  public var firstTokenMilliseconds: Int
  public var durationMilliseconds: Int
  public var responseID: String?
}

/// A request that broke and will be sent again.
public struct RetryNotice: Sendable, Equatable {
  /// The retry that comes now, from 1, and how many there may be.
  public var attempt: Int
  public var max: Int
  public var delayMilliseconds: Int
  /// The HTTP status, where one came.
  public var status: Int?
  /// What broke, in a phrase.
  public var cause: String
  /// What the server asked for, in milliseconds.
  public var retryAfterMilliseconds: Int?
  /// Indexes of the items that the broken attempt had handed out as done, in the order of their coming:
  /// they are void.
  public var void: [Int]
  /// Whether the attempt cannot have reached the server.
  public var isUnsent = false
}
