import AgentCore
import AgentHTTP
import AgentJSON
import AgentSystem

extension ServerFailure {
  /// Reads an HTTP answer whose status is not 2xx.
  /// - Parameter now: what a date in `Retry-After` is counted from.
  init(status: Int, headers: HTTPHeaders, body: [UInt8], now: Timestamp) {
    let json = try? JSON(parsing: body)
    self = json.flatMap { ServerFailure(json: $0) } ?? ServerFailure(message: Self.text(of: body, json))
    if message.isEmpty { message = "HTTP status \(status)" }
    self.status = status
    retryAfterMilliseconds = RetryAfter.inHeaders(headers, now: now) ?? retryAfterMilliseconds
    shouldRetry = headers["x-should-retry"].flatMap { Bool($0.lowercased()) }
  }

  /// What a body that is no known error says: a `message`, the title of a page, or its first words.
  private static func text(of body: [UInt8], _ json: JSON?) -> String {
    if let message = json?["message"]?.string { return message }
    let text = String(decoding: body.prefix(4096), as: UTF8.self)
    guard text.drop(while: \.isWhitespace).hasPrefix("<") else { return shorten(text) }
    for tag in ["title", "h1"] {
      let parts = text.lowercased().split(separator: "<\(tag)>", maxSplits: 1)
      if parts.count == 2, let end = parts[1].firstIndex(of: "<") { return shorten(String(parts[1][..<end])) }
    }
    return "an HTML page"
  }

  private static func shorten(_ text: String) -> String {
    let words = text.split(whereSeparator: {
      $0.isWhitespace || $0.unicodeScalars.contains { $0.value < 0x20 }
    })
    let line = words.joined(separator: " ")
    return line.count > 300 ? line.prefix(300) + "…" : line
  }
}
