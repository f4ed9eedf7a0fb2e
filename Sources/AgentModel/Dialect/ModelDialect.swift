public import AgentHTTP
public import AgentJSON

/// A wire format: pure translation in both directions.
public protocol ModelDialect: Sendable {
  /// What is appended to the base URL.
  var path: String { get }

  /// The body of the request.
  func body(for request: ModelRequest) -> JSON

  /// The fields that carry the key.
  func headers(key: Secret?) -> HTTPHeaders

  /// A decoder for one answer to `request`.
  /// - Parameter seed: makes the ids that the server did not give unique.
  func makeDecoder(for request: ModelRequest, seed: String) -> any ModelDecoder
}

extension ModelDialect {
  public func headers(key: Secret?) -> HTTPHeaders {
    var headers: HTTPHeaders = [:]
    if let key { headers["Authorization"] = "Bearer \(key.reveal())" }
    return headers
  }
}

/// Turns one answer into events. A value without I/O: table files test it.
public protocol ModelDecoder: Sendable {
  /// Takes the data of one server-sent event.
  /// - Parameter name: the event's `event` field, often empty.
  /// - Throws: the failure that the stream tells of.
  mutating func take(name: String, data: [UInt8]) throws(ServerFailure) -> [ModelEvent]

  /// Takes an answer that was sent whole, as one JSON value instead of a stream.
  mutating func takeWhole(_ answer: JSON) throws(ServerFailure) -> [ModelEvent]

  /// The end of the stream has come, cleanly or not.
  /// - Returns: what is still to be told, or nil when the stream ended before the response did.
  mutating func finish() -> [ModelEvent]?

  /// Whether everything has been said, so that nothing more need be read.
  var isComplete: Bool { get }
}

extension ModelEndpoint {
  /// The dialect that this endpoint speaks.
  public var modelDialect: any ModelDialect {
    switch dialect {
    case .responses: ResponsesDialect()
    case .chat: ChatDialect(isVendor: Vendor(baseURL) == .openAI)
    }
  }
}
