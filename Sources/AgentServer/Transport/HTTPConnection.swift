import AgentCore
import AgentServe
import AgentSystem
import NIOCore
import NIOHTTP1

/// One connection: requests are gathered, checked at the gate and handed to the dispatcher. How answers are written
/// is in `HTTPConnection+Answer.swift`, which with `ByteWatch` alone uses what is not private here.
///
/// Everything happens on the event loop, which never blocks.
final class HTTPConnection: ChannelInboundHandler, @unchecked Sendable {
  typealias InboundIn = HTTPServerRequestPart
  typealias OutboundOut = HTTPServerResponsePart

  enum Phase {
    /// Nothing of a request has come.
    case idle
    case head
    case body(HTTPRequestHead, RequestTarget, Route, [String: String], [UInt8])
    /// The answer is made or written.
    case answering
    /// Bytes that still come are thrown away, so that the client reads its answer before the connection breaks.
    case lingering
  }

  let server: ServerCore
  let gate: Gate
  var phase = Phase.idle
  /// From when on it has been waiting for a request: the oldest makes room.
  private(set) var number = 0
  var context: ChannelHandlerContext?
  /// Writes past the parser; set by what stands before it.
  var raw: ((ByteBuffer, @escaping () -> Void) -> Void)?
  private var timeout: Scheduled<Void>?
  var isKept = false
  var isHeadRequest = false
  var wroteHead = false
  var version = HTTPVersion.http1_1
  var errors = Route.ErrorShape.problem
  var sink: StreamSink?
  var subscriber: Subscriber?
  /// Whether it has been given over to events, which are its last answer.
  var follows = false

  static let lingering = 2_000

  init(_ server: ServerCore, _ gate: Gate) { (self.server, self.gate) = (server, gate) }

  var isWaiting: Bool {
    if case .answering = phase { return false }
    return true
  }

  // MARK: - Life

  func channelActive(context: ChannelHandlerContext) {
    self.context = context
    number = server.connections.add(self)
    wait(server.limits.headTime)
    context.fireChannelActive()
  }

  func channelInactive(context: ChannelHandlerContext) {
    timeout?.cancel()
    sink?.close()
    subscriber?.detach()
    subscriber = nil
    server.connections.remove(number)
    self.context = nil
    context.fireChannelInactive()
  }

  func close() { context?.close(promise: nil) }

  /// Ends what is streamed, with a last event, and takes no more requests.
  func finish() {
    isKept = false
    if let subscriber {
      subscriber.bye()
    } else if case .answering = phase {
    } else {
      close()
    }
  }

  /// Closes what only follows events, whatever of them has not been taken: they are in the files.
  func stopFollowing() {
    if follows { close() }
  }

  /// The first byte behind an answer: the time for the headers begins.
  func bytesCame() {
    if case .idle = phase {
      phase = .head
      wait(server.limits.headTime)
    }
  }

  func wait(_ milliseconds: Int) {
    timeout?.cancel()
    timeout = context?.eventLoop.assumeIsolated().scheduleTask(in: .milliseconds(Int64(milliseconds))) {
      [weak self] in self?.timedOut()
    }
  }

  private func timedOut() {
    switch phase {
    case .body: refuse(Self.late)
    case .head: refuseEarly(Self.late)
    case .idle, .lingering, .answering: close()
    }
  }

  private static let late = AgentError(.deadline, "the request took too long", status: 408)

  /// Answers where the parser has not seen a request: to it there is nothing to answer yet.
  private func refuseEarly(_ error: AgentError) {
    guard case .whole(let status, let headers, let body) = Problem(error).answer() else { return close() }
    let lines =
      ["HTTP/1.1 \(status) \(Problem.title(of: status))"] + headers.map { "\($0.name): \($0.value)" }
      + ["content-length: \(body.count)", "connection: close", "", ""]
    var bytes = ByteBuffer(string: lines.joined(separator: "\r\n"))
    bytes.writeBytes(body)
    isKept = false
    phase = .answering
    wait(Self.lingering)
    raw?(bytes) { [weak self] in self?.ended() }
  }

  // MARK: - Requests

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    switch (unwrapInboundIn(data), phase) {
    case (_, .lingering): return
    case (.head(let head), _): begin(head)
    case (.body(var bytes), .body(let head, let target, let route, let parameters, var body)):
      phase = .head
      let limit = limit(route)
      if body.count + bytes.readableBytes > limit { return refuse(Self.tooLarge(limit)) }
      body += bytes.readBytes(length: bytes.readableBytes) ?? []
      phase = .body(head, target, route, parameters, body)
    case (.end, .body(let head, let target, let route, let parameters, let body)):
      dispatch(head, target, route, parameters, body)
    default: return
    }
  }

  private func begin(_ head: HTTPRequestHead) {
    isKept = head.isKeepAlive && !server.isEnding
    isHeadRequest = head.method == .HEAD
    version = head.version
    wroteHead = false
    errors = .problem
    do throws(AgentError) {
      let (target, route, parameters) = try admit(head)
      phase = .body(head, target, route, parameters, [])
      wait(server.limits.bodyTime)
      if head.headers[canonicalForm: "expect"].contains(where: { $0.lowercased() == "100-continue" }),
        head.version == .http1_1
      {
        context?.writeAndFlush(
          wrapOutboundOut(.head(HTTPResponseHead(version: head.version, status: .continue))), promise: nil)
      }
    } catch {
      refuse(error)
    }
  }

  /// Everything that can be said without the body.
  private func admit(_ head: HTTPRequestHead) throws(AgentError) -> (RequestTarget, Route, [String: String]) {
    let headers = head.headers.map { (name: $0.name.lowercased(), value: $0.value) }
    guard head.version.major == 1 else { throw AgentError(.badRequest, "unknown version of HTTP") }
    if head.uri.utf8.count > server.limits.target {
      throw AgentError(.badRequest, "the target is longer than 8 KiB", status: 414)
    }
    let size = headers.reduce(0) { $0 + $1.name.utf8.count + $1.value.utf8.count + 4 }
    if size > server.limits.headers || headers.count > server.limits.headerCount {
      throw AgentError(.badRequest, "the headers are larger than 16 KiB", status: 431)
    }
    // Where and who before what: a stranger does not learn which paths there are.
    let target = Result { () throws(AgentError) in try RequestTarget(head.uri) }
    let found = (try? target.get()).map { server.table.find(Self.looked(head.method), $0.path) }
    var needsToken = true
    if case .route(let route, _) = found {
      errors = route.errors
      needsToken = route.access == .token
    }
    try gate.check(headers, needsToken: needsToken)
    let sought = try target.get()
    guard case .route(let route, let parameters) = found else {
      if case .otherMethods(let methods) = found {
        allowed = methods
        throw AgentError(
          .badRequest, "the method is not one of \(methods.joined(separator: ", "))", status: 405)
      }
      throw AgentError(
        .inputMissing, "there is no such endpoint", object: "/" + sought.path.joined(separator: "/"))
    }
    try checkBody(head, headers, limit(route))
    return (sought, route, parameters)
  }

  /// The methods of the path, where another was asked for.
  private var allowed: [String] = []

  private static func looked(_ method: HTTPMethod) -> String { method == .HEAD ? "GET" : method.rawValue }

  private func limit(_ route: Route) -> Int { route.bodyLimit ?? server.limits.body }

  private static func tooLarge(_ limit: Int) -> AgentError {
    AgentError(.tooLarge, "the body is larger than \(limit >> 20) MiB")
  }

  private func checkBody(
    _ head: HTTPRequestHead, _ headers: [(name: String, value: String)], _ limit: Int
  ) throws(AgentError) {
    let length = headers.first { $0.name == "content-length" }?.value
    if let length, Int(length).map({ $0 > limit }) ?? true { throw Self.tooLarge(limit) }
    if let expectation = headers.first(where: { $0.name == "expect" })?.value,
      expectation.lowercased() != "100-continue"
    {
      throw AgentError(.badRequest, "cannot be met", object: "Expect", status: 417)
    }
    if headers.contains(where: { $0.name == "content-encoding" && $0.value.lowercased() != "identity" }) {
      throw AgentError(.badRequest, "is not known", object: "Content-Encoding", status: 415)
    }
    let hasBody = (length.flatMap(Int.init) ?? 0) > 0 || headers.contains { $0.name == "transfer-encoding" }
    let type = headers.first { $0.name == "content-type" }?.value
    guard head.method == .POST || head.method == .PATCH || head.method == .PUT, hasBody || type != nil else {
      return
    }
    // A form or plain text is what a foreign page could send without being asked.
    let media = (type ?? "").utf8.split(separator: UInt8(ascii: ";"), omittingEmptySubsequences: false)[0]
    let trimmed = media.filter { $0 != 0x20 && $0 != 0x09 }.map {
      (0x41...0x5a).contains($0) ? $0 | 0x20 : $0
    }
    guard trimmed.elementsEqual("application/json".utf8) else {
      throw AgentError(.badRequest, "must be application/json", object: "Content-Type", status: 415)
    }
  }

  private func dispatch(
    _ head: HTTPRequestHead, _ target: RequestTarget, _ route: Route, _ parameters: [String: String],
    _ body: [UInt8]
  ) {
    phase = .answering
    server.requests += 1
    timeout?.cancel()
    let request = ServeRequest(
      method: head.method.rawValue, path: target.path, query: target.query,
      headers: head.headers.map { ($0.name.lowercased(), $0.value) }, body: body, parameters: parameters)
    do throws(AgentError) {
      try server.dispatcher.answer(request, route) { [weak self] answer in self?.send(answer) }
    } catch {
      send(Problem(error).answer(errors))
    }
  }

  /// Answers what is not let in, and ends the connection: what else the client has sent is not to be trusted.
  private func refuse(_ error: AgentError) {
    isKept = false
    phase = .answering
    timeout?.cancel()
    var answer = Problem(error).answer(errors)
    if case .whole(let status, var headers, let body) = answer {
      if status == 401 { headers.append(("www-authenticate", "Bearer")) }
      if status == 405 { headers.append(("allow", allowed.joined(separator: ", "))) }
      answer = .whole(status: status, headers: headers, body: body)
    }
    send(answer)
  }

  func errorCaught(context: ChannelHandlerContext, error: any Error) {
    guard let error = error as? HTTPParserError, !wroteHead, isWaiting else {
      context.close(promise: nil)
      return
    }
    version = .http1_1
    let isOverflow = error == .headerOverflow
    refuse(
      AgentError(
        .badRequest, isOverflow ? "the headers are larger than 16 KiB" : "this is no HTTP/1.1 request",
        status: isOverflow ? 431 : 400))
  }
}
