import AgentHTTP
import AgentSystem
import Testing

@testable import AgentModel

/// Where a server may say how long to wait, and in which spellings.
@Suite struct RetryAfterTests {
  private let now = Timestamp("1994-11-06T08:49:30Z") ?? Timestamp(milliseconds: 0)

  @Test(
    arguments: [
      (["retry-after-ms": "1500"], 1500), (["retry-after-ms": "1.2", "retry-after": "9"], 2),
      (["retry-after": "2"], 2000), (["Retry-After": "0.25"], 250),
      (["retry-after": "Sun, 06 Nov 1994 08:49:37 GMT"], 7000),
      (["retry-after": "Sunday, 06-Nov-94 08:49:37 GMT"], 7000),
      (["retry-after": "Sun Nov  6 08:49:37 1994"], 7000), (["retry-after": "Sun, 06 Nov 1994"], nil),
      (["retry-after": "Sun, 06-Nov-94 08:49:37 CET"], nil),
      (["retry-after": "Sun, 06 Nov 1994 08:49:00 GMT"], 0), (["retry-after": "soon"], nil),
      (["retry-after": "-1"], nil), (["retry-after": "nan"], nil), (["retry-after": "1e30"], nil), ([:], nil),
      (["retry-after-ms": "x", "retry-after": "3"], 3000),
    ] as [([String: String], Int?)])
  func readsHeaders(_ fields: [String: String], _ expected: Int?) {
    var headers: HTTPHeaders = [:]
    for (name, value) in fields { headers[name] = value }
    #expect(RetryAfter.inHeaders(headers, now: now) == expected)
  }

  @Test(
    arguments: [
      ("Rate limit reached. Please try again in 1.2s. Visit …", 1200), ("Try again in 500ms", 500),
      ("try again in 1m30s", 90_000), ("try again in 2 minutes", 120_000), ("try again in 6m0s.", 360_000),
      ("try again in 3 seconds, or later", 3000), ("try again in a while", nil), ("try again later", nil),
      ("", nil), ("try again in 5", nil),
    ] as [(String, Int?)])
  func readsSentences(_ message: String, _ expected: Int?) {
    #expect(RetryAfter.inMessage(message) == expected)
  }
}
