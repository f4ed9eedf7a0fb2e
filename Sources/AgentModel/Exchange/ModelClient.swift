public import AgentCore
public import AgentHTTP
public import AgentJSON
public import AgentSystem

/// Sends requests to one endpoint, in its dialect, and sends them again when that may help.
public final class ModelClient: Sendable {
  public let endpoint: ModelEndpoint
  private let http: HTTPClient
  private let dialect: any ModelDialect
  private let retry: RetryPolicy
  private let timeouts: ModelTimeouts
  private let clock: Clock
  private let secrets: SecretForms

  /// - Parameter secrets: what else than the endpoint's key must not be repeated.
  public init(
    endpoint: ModelEndpoint, http: HTTPClient, retry: RetryPolicy = RetryPolicy(),
    timeouts: ModelTimeouts = ModelTimeouts(), clock: Clock = .system, secrets: [Secret] = []
  ) {
    self.secrets = SecretForms((endpoint.key.map { [$0] } ?? []) + secrets)
    self.endpoint = endpoint
    self.http = http
    self.retry = retry
    self.timeouts = timeouts
    self.clock = clock
    dialect = endpoint.modelDialect
  }

  /// The bytes that ``perform(_:cancellation:sideEffects:onEvent:onRetry:)`` would send: for `--dry-run` and
  /// for the size that `request.started` tells.
  public func body(for request: ModelRequest) -> [UInt8] { dialect.body(for: request).bytes }

  /// Sends the request until it is answered in whole or the policy gives up.
  ///
  /// Events are handed out as they come, on this thread. When an attempt breaks, everything it handed out is
  /// void, and `onRetry` says so before the next one begins; the result is never made of two attempts.
  /// - Parameters:
  ///   - body: what ``body(for:)`` has made of the request, if the caller has it already.
  ///   - sideEffects: whether something that cannot be undone has run since the user's request: a temporary
  ///     failure then exits with 69, since running the command again is not safe.
  ///   - onEvent: what it throws ends the request at once.
  /// - Throws: `rate_limited`, `overloaded`, `network`, `stream_cut` when retries were of no avail; `quota`,
  ///   `auth`, `context_length`, `bad_request` and so on at once; what the cancellation says.
  public func perform(
    _ request: ModelRequest, body: [UInt8]? = nil, cancellation: Cancellation, sideEffects: Bool = false,
    onEvent: (ModelEvent) throws(AgentError) -> Void,
    onRetry: (RetryNotice) throws(AgentError) -> Void
  ) throws(AgentError) -> ModelResult {
    let message = HTTPRequest(
      .post, endpoint.baseURL.appending(dialect.path), headers: headers(),
      body: body ?? self.body(for: request),
      timeouts: HTTPTimeouts(connect: timeouts.connect, idle: timeouts.idle))
    var firstFailure: Int?
    var attempt = 0
    while true {
      let decoder = dialect.makeDecoder(for: request, seed: RandomBytes.hex(8))
      var exchange = ModelExchange(decoder: decoder, key: endpoint.key, clock: clock)
      let cause: RetryPolicy.Cause
      do {
        return try exchange.run(message, on: http, cancellation: cancellation, onEvent: onEvent)
      } catch {
        switch error {
        case .caller(let error): throw error
        case .broken(let reason): cause = reason
        }
      }
      attempt += 1
      let now = Deadline.monotonicNow() / 1_000_000
      let elapsed = now - (firstFailure ?? now)
      firstFailure = firstFailure ?? now
      let delay = retry.delay(
        after: cause, attempt: attempt, elapsed: elapsed, chance: Double.random(in: 0..<1))
      let failure = agentError(for: cause)
      guard let delay else { throw sideEffects ? failure.afterSideEffects : failure }
      try onRetry(
        RetryNotice(
          attempt: attempt, max: retry.retries, delayMilliseconds: delay,
          status: failure.status, cause: failure.message,
          retryAfterMilliseconds: failure.retryAfterMilliseconds, void: exchange.doneIndexes,
          isUnsent: failure.isUnsent))
      if cancellation.sleep(until: .after(milliseconds: delay)), let reason = cancellation.reason {
        throw AgentError(reason)
      }
    }
  }

  /// `text` without keys, for what programs that found one elsewhere say.
  public func redact(_ text: String) -> String { secrets.redact(text) }

  /// The same for members of any kind.
  public func redact(_ members: JSONObject) -> JSONObject { members.mappingStrings(redact) }

  /// The same for text that comes in pieces.
  public var secretTail: SecretTail { SecretTail(secrets) }

  private func headers() -> HTTPHeaders {
    var headers = dialect.headers(key: endpoint.key)
    headers["Content-Type"] = "application/json"
    headers["Accept"] = "text/event-stream"
    for field in endpoint.extraHeaders.fields { headers[field.name] = field.value }
    return headers
  }

  /// The error for the caller, without the key even where a server repeats it.
  private func agentError(for cause: RetryPolicy.Cause) -> AgentError {
    var error =
      switch cause {
      case .server(let failure): failure.agentError(origin: endpoint.baseURL.origin)
      case .transport(let error): error
      }
    if let key = endpoint.key { error.message = key.redact(error.message) }
    return error
  }
}

extension AgentError {
  /// The same error where running the command again as it stands is not safe.
  var afterSideEffects: AgentError {
    var error = self
    if error.code.isTransient { error.exitOverride = .unavailable }
    return error
  }
}
