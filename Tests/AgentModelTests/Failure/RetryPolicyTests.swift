import AgentCore
import Testing

@testable import AgentModel

/// When a request is sent again, and after how long.
@Suite struct RetryPolicyTests {
  private func cause(_ status: Int, after: Int? = nil, code: String? = nil, should: Bool? = nil)
    -> RetryPolicy.Cause
  {
    .server(
      ServerFailure(
        status: status, code: code, message: "m", retryAfterMilliseconds: after, shouldRetry: should))
  }

  @Test(arguments: zip(1...7, [500, 1000, 2000, 4000, 8000, 8000, 8000]))
  func doublesUpToEightSeconds(attempt: Int, delay: Int) {
    let policy = RetryPolicy(retries: 10)
    #expect(policy.delay(after: cause(500), attempt: attempt, elapsed: 0, chance: 0) == delay)
    #expect(policy.delay(after: cause(500), attempt: attempt, elapsed: 0, chance: 1) == delay * 3 / 4)
  }

  @Test(arguments: [
    (408, true), (409, true), (429, true), (500, true), (502, true), (503, true), (529, true), (400, false),
    (401, false), (403, false), (404, false), (413, false), (422, false), (402, false), (302, false),
  ])
  func knowsWhichStatusMayPass(status: Int, expected: Bool) {
    let delay = RetryPolicy().delay(after: cause(status), attempt: 1, elapsed: 0, chance: 0)
    #expect((delay != nil) == expected)
  }

  @Test(arguments: [
    ("insufficient_quota", false), ("usage_limit_reached", false), ("rate_limit_exceeded", true),
  ])
  func neverWaitsForAQuota(code: String, expected: Bool) {
    for should in [nil, true] {
      let delay = RetryPolicy().delay(
        after: cause(429, code: code, should: should), attempt: 1, elapsed: 0, chance: 0)
      #expect((delay != nil) == expected)
    }
  }

  @Test func theServersOwnWordCountsBeforeTheStatus() {
    let policy = RetryPolicy()
    #expect(policy.delay(after: cause(500, should: false), attempt: 1, elapsed: 0, chance: 0) == nil)
    #expect(policy.delay(after: cause(400, should: true), attempt: 1, elapsed: 0, chance: 0) == 500)
  }

  @Test(
    arguments: [
      (2000, 60_000, 0, 2000), (0, 60_000, 0, 500), (60_000, 60_000, 0, 60_000), (60_001, 60_000, 0, nil),
      (120_000, 600_000, 0, 120_000), (120_001, 600_000, 0, nil), (5000, 60_000, 55_000, 5000),
      (5000, 60_000, 55_001, nil),
    ] as [(Int, Int, Int, Int?)])
  func keepsToTheServersDelay(asked: Int, time: Int, elapsed: Int, expected: Int?) {
    let policy = RetryPolicy(retries: 5, time: time)
    #expect(
      policy.delay(after: cause(429, after: asked), attempt: 1, elapsed: elapsed, chance: 0) == expected)
  }

  @Test func endsWithTheRetriesAndWithTheTime() {
    let policy = RetryPolicy(retries: 2, time: 1000)
    #expect(policy.delay(after: cause(500), attempt: 2, elapsed: 0, chance: 0) == 1000)
    #expect(policy.delay(after: cause(500), attempt: 3, elapsed: 0, chance: 0) == nil)
    #expect(policy.delay(after: cause(500), attempt: 2, elapsed: 1, chance: 0) == nil)
    #expect(RetryPolicy(retries: 0).delay(after: cause(500), attempt: 1, elapsed: 0, chance: 0) == nil)
  }

  @Test(arguments: [
    (ErrorCode.network, true), (.streamCut, true), (.missingTool, false), (.protocolError, false),
    (.deadline, false), (.config, false),
  ])
  func retriesWhatTheNetworkBroke(code: ErrorCode, expected: Bool) {
    let delay = RetryPolicy().delay(
      after: .transport(AgentError(code, "m")), attempt: 1, elapsed: 0, chance: 0)
    #expect((delay != nil) == expected)
  }
}
