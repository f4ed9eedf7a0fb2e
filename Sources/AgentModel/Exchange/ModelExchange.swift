import AgentCore
import AgentHTTP
import AgentJSON
import AgentSystem

/// One attempt: a request sent and its answer read to the end.
///
/// Whether the answer is a stream, one JSON value or something else is seen from its first bytes, since
/// servers and gateways are careless about `Content-Type`.
struct ModelExchange {
  /// Why an attempt gave no result.
  enum Failure: Error {
    /// The caller's own error, a cancellation, or one that no retry can mend.
    case caller(AgentError)
    case broken(RetryPolicy.Cause)
  }

  private enum Form { case stream, json, markup }

  private static let errorBodyLimit = 1 << 20
  private static let wholeBodyLimit = 64 << 20

  private(set) var status: Int?
  /// Indexes of the items handed out as done.
  private(set) var doneIndexes: [Int] = []

  private var decoder: any ModelDecoder
  private var filter: SecretFilter
  private let clock: Clock
  private var items: [JSON] = []
  private var usage: TokenUsage?
  private var stopReason = "completed"
  private var responseID: String?
  private var firstToken: Int?
  private let started = Deadline.monotonicNow()

  /// - Parameter key: what the server may not say back.
  init(decoder: any ModelDecoder, key: Secret?, clock: Clock) {
    self.decoder = decoder
    filter = SecretFilter(key)
    self.clock = clock
  }

  mutating func run(
    _ request: HTTPRequest, on http: HTTPClient, cancellation: Cancellation,
    onEvent: (ModelEvent) throws(AgentError) -> Void
  ) throws(Failure) -> ModelResult {
    let response = try transporting { () throws(AgentError) in
      try http.start(request, cancellation: cancellation)
    }
    status = response.status
    guard (200..<300).contains(response.status) else {
      let body = try? response.readAll(limit: Self.errorBodyLimit, until: .after(milliseconds: 10_000))
      if let reason = cancellation.reason { throw .caller(AgentError(reason)) }
      throw .broken(
        .server(
          ServerFailure(
            status: response.status, headers: response.headers, body: body ?? [], now: clock.now())))
    }
    if let limits = Self.rateLimits(response.headers) { try publish(.rateLimit(limits), onEvent) }
    try read(response, onEvent)
    response.discard(within: 200)
    return ModelResult(
      items: items, usage: usage, stopReason: stopReason, status: response.status,
      firstTokenMilliseconds: firstToken ?? elapsed, durationMilliseconds: elapsed, responseID: responseID)
  }

  private mutating func read(
    _ response: HTTPResponse, _ onEvent: (ModelEvent) throws(AgentError) -> Void
  ) throws(Failure) {
    var head: [UInt8] = []
    var form: Form?
    while form == nil {
      guard let chunk = try nextChunk(response) else { break }
      head.append(contentsOf: chunk)
      form = Self.form(of: head)
    }
    switch form {
    case .json: try readWhole(response, head, onEvent)
    case .markup:
      throw .caller(
        AgentError(
          .protocolError, "an HTML page instead of a model's answer", object: response.url.origin,
          hint: "check --base-url", status: response.status))
    case .stream: try readStream(response, head, onEvent)
    case nil: throw .broken(.transport(Self.cut(response)))
    }
  }

  // MARK: - A stream

  private mutating func readStream(
    _ response: HTTPResponse, _ head: [UInt8], _ onEvent: (ModelEvent) throws(AgentError) -> Void
  ) throws(Failure) {
    var parser = SSEParser()
    var chunk: [UInt8]? = head
    var broken: Failure?
    while let bytes = chunk {
      for event in parser.push(bytes) {
        try publish(
          try decoding { decoder throws(ServerFailure) in
            try decoder.take(name: event.name, data: event.data)
          }, onEvent)
        if decoder.isComplete { return }
      }
      if parser.overflowed {
        throw .caller(
          AgentError(.protocolError, "an event of more than 64 MiB", object: response.url.origin))
      }
      do { chunk = try nextChunk(response) } catch {
        if case .caller = error { throw error }
        broken = error
        chunk = nil
      }
    }
    // An event without the blank line behind it has come whole all the same when the stream ended cleanly.
    if broken == nil {
      for event in parser.push([0x0a, 0x0a]) {
        try publish(
          try decoding { decoder throws(ServerFailure) in
            try decoder.take(name: event.name, data: event.data)
          }, onEvent)
      }
    }
    guard let rest = decoder.finish() else { throw broken ?? .broken(.transport(Self.cut(response))) }
    try publish(rest, onEvent)
  }

  // MARK: - One JSON value

  private mutating func readWhole(
    _ response: HTTPResponse, _ head: [UInt8], _ onEvent: (ModelEvent) throws(AgentError) -> Void
  ) throws(Failure) {
    var body = head
    while let chunk = try nextChunk(response) {
      body.append(contentsOf: chunk)
      if body.count > Self.wholeBodyLimit {
        throw .caller(
          AgentError(.protocolError, "an answer of more than 64 MiB", object: response.url.origin))
      }
    }
    let answer: JSON
    do { answer = try JSON(parsing: body) } catch {
      if error.kind == .unexpectedEnd { throw .broken(.transport(Self.cut(response))) }
      throw .caller(
        AgentError(.protocolError, "an answer that is no JSON: \(error)", object: response.url.origin))
    }
    try publish(try decoding { decoder throws(ServerFailure) in try decoder.takeWhole(answer) }, onEvent)
    guard let rest = decoder.finish() else {
      throw .caller(
        AgentError(
          .protocolError, "JSON that is no answer of a model", object: response.url.origin,
          hint: "check --base-url and --provider"))
    }
    try publish(rest, onEvent)
  }

  // MARK: - Steps

  private mutating func decoding(
    _ body: (inout any ModelDecoder) throws(ServerFailure) -> [ModelEvent]
  ) throws(Failure) -> [ModelEvent] {
    do throws(ServerFailure) { return try body(&decoder) } catch { throw .broken(.server(error)) }
  }

  private func transporting<Value>(_ body: () throws(AgentError) -> Value) throws(Failure) -> Value {
    do throws(AgentError) { return try body() } catch {
      throw error.code.isTransient ? .broken(.transport(error)) : .caller(error)
    }
  }

  private func nextChunk(_ response: HTTPResponse) throws(Failure) -> [UInt8]? {
    try transporting { () throws(AgentError) in try response.next() }
  }

  private mutating func publish(
    _ events: [ModelEvent], _ onEvent: (ModelEvent) throws(AgentError) -> Void
  ) throws(Failure) {
    for event in events { try publish(event, onEvent) }
  }

  private mutating func publish(
    _ event: ModelEvent, _ onEvent: (ModelEvent) throws(AgentError) -> Void
  ) throws(Failure) {
    for passed in filter.pass(event) { try handOut(passed, onEvent) }
  }

  private mutating func handOut(
    _ event: ModelEvent, _ onEvent: (ModelEvent) throws(AgentError) -> Void
  ) throws(Failure) {
    switch event {
    case .started(let id): responseID = id
    case .delta: firstToken = firstToken ?? elapsed
    case .itemDone(let index, let item):
      firstToken = firstToken ?? elapsed
      items.append(item)
      doneIndexes.append(index)
    case .usage(let usage): self.usage = usage
    case .completed(let reason): stopReason = reason
    case .itemStarted, .rateLimit, .notice: break
    }
    do throws(AgentError) { try onEvent(event) } catch { throw .caller(error) }
  }

  /// Milliseconds since the request was sent.
  private var elapsed: Int { (Deadline.monotonicNow() - started) / 1_000_000 }

  private static func cut(_ response: HTTPResponse) -> AgentError {
    AgentError(
      .streamCut, "the stream ended before the response did", object: response.url.origin,
      status: response.status)
  }

  /// What the first bytes show; nil while they are white space only.
  private static func form(of bytes: [UInt8]) -> Form? {
    let mark: [UInt8] = [0xef, 0xbb, 0xbf]
    let text = bytes.starts(with: mark) ? bytes[3...] : bytes[...]
    switch text.first(where: { ![0x20, 0x09, 0x0a, 0x0d].contains($0) }) {
    case nil: return nil
    case UInt8(ascii: "{"), UInt8(ascii: "["): return .json
    case UInt8(ascii: "<"): return .markup
    default: return .stream
    }
  }

  /// The fields that tell of limits, by name in lower case.
  private static func rateLimits(_ headers: HTTPHeaders) -> JSON? {
    var limits = JSONObject()
    for field in headers.fields {
      let name = field.name.lowercased()
      let tells = ["x-ratelimit-", "anthropic-ratelimit-", "x-codex-"].contains { name.hasPrefix($0) }
      if tells { limits.append(name, .string(field.value)) }
    }
    return limits.isEmpty ? nil : .object(limits)
  }
}
