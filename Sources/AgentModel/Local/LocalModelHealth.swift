import AgentCore
import AgentHTTP
import AgentSystem

/// Asks the local model's server whether it is ready: `GET /health` answers 200 once the model is loaded,
/// and 503 before.
enum LocalModelHealth {
  /// Whether `url` answers well before `deadline`. It is asked again while it does not.
  static func isReady(_ url: String, until deadline: Deadline, cancellation: Cancellation) -> Bool {
    guard let address = try? HTTPURL(url) else { return false }
    let client = HTTPClient(environment: [:])
    let request = HTTPRequest(
      .get, address.appending("/health"), timeouts: HTTPTimeouts(connect: 1000, idle: 2000, total: 3000))
    while true {
      let response = try? client.start(request, cancellation: cancellation)
      if response?.status == 200 { return true }
      if deadline.hasPassed || cancellation.sleep(until: .after(milliseconds: 50)) { return false }
    }
  }
}
