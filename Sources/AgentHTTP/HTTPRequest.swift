/// What is asked of a server.
public struct HTTPRequest: Sendable {
  public enum Method: String, Sendable {
    case get = "GET"
    case head = "HEAD"
    case post = "POST"
    case delete = "DELETE"
  }

  public var method: Method
  public var url: HTTPURL
  public var headers: HTTPHeaders
  public var body: [UInt8]
  public var timeouts: HTTPTimeouts

  public init(
    _ method: Method = .get, _ url: HTTPURL, headers: HTTPHeaders = [:], body: [UInt8] = [],
    timeouts: HTTPTimeouts = HTTPTimeouts()
  ) {
    self.method = method
    self.url = url
    self.headers = headers
    self.body = body
    self.timeouts = timeouts
  }
}

/// How long a transfer may take, in milliseconds.
public struct HTTPTimeouts: Sendable, Equatable {
  /// Name look-up, connection and TLS handshake together.
  public var connect: Int
  /// The longest time without a byte in either direction while somebody waits for one.
  public var idle: Int
  /// From the start of the request to its last byte; nil for no limit.
  public var total: Int?

  public init(connect: Int = 10_000, idle: Int = 300_000, total: Int? = nil) {
    self.connect = connect
    self.idle = idle
    self.total = total
  }
}
