import AgentCore
import AgentServe
import NIOCore
import NIOHTTP1

/// How a connection answers: as a whole, as a stream that a thread writes, or as the events that a subscriber takes.
extension HTTPConnection {
  /// Takes the answer of an endpoint; on the event loop.
  func send(_ answer: ServeAnswer) {
    guard let context else { return }
    switch answer {
    case .whole(let status, let headers, let body):
      begin(status: status, headers: headers, length: body.count)
      if !isHeadRequest, !body.isEmpty {
        context.write(
          wrapOutboundOut(.body(.byteBuffer(context.channel.allocator.buffer(bytes: body)))), promise: nil)
      }
      end()
    case .streamed(let headers, let work): stream(headers, work)
    case .later(let work):
      do throws(AgentError) {
        try server.dispatcher.later(work, errors: errors) { [weak self] answer in self?.send(answer) }
      } catch {
        send(Problem(error).answer(errors))
      }
    case .following(let subscription): follow(subscription)
    }
  }

  private func begin(status: Int, headers: [(name: String, value: String)], length: Int?) {
    guard let context else { return }
    wroteHead = true
    var head = HTTPResponseHead(
      version: version,
      status: HTTPResponseStatus(statusCode: status, reasonPhrase: Problem.title(of: status)))
    for header in headers { head.headers.add(name: header.name, value: header.value) }
    head.headers.add(name: "cache-control", value: "no-store")
    head.headers.add(name: "x-content-type-options", value: "nosniff")
    if let length { head.headers.add(name: "content-length", value: "\(length)") }
    if length == nil, version == .http1_0 { isKept = false }
    if !isKept {
      head.headers.add(name: "connection", value: "close")
    } else if version == .http1_0 {
      head.headers.add(name: "connection", value: "keep-alive")
    }
    context.write(wrapOutboundOut(.head(head)), promise: nil)
  }

  /// The end of an answer; the next request may come.
  private func end() {
    guard let context else { return }
    sink = nil
    subscriber = nil
    let sent = context.eventLoop.makePromise(of: Void.self)
    sent.futureResult.assumeIsolated().whenComplete { [weak self] _ in self?.ended() }
    wait(server.limits.answerTime)
    context.writeAndFlush(wrapOutboundOut(.end(nil)), promise: sent)
  }

  func ended() {
    guard let context else { return }
    if isKept, !server.isEnding {
      phase = .idle
      wait(server.limits.idleTime)
      return
    }
    phase = .lingering
    wait(Self.lingering)
    context.close(mode: .output, promise: nil)
  }

  // MARK: - Streams

  private func stream(
    _ headers: [(name: String, value: String)], _ work: @escaping @Sendable (any AnswerSink) throws -> Void
  ) {
    guard let context else { return }
    let loop = context.eventLoop
    let sink = StreamSink(limit: server.limits.unsent) { [weak self] bytes, done in
      loop.execute { [self] in
        guard let self else { return done() }
        self.write(bytes, headers, done)
      }
    }
    self.sink = sink
    let errors = errors
    do throws(AgentError) {
      try server.dispatcher.stream {
        let result = Result { try work(sink) }.mapError { AgentError(wrapping: $0) }
        loop.execute { self.streamed(headers, result, errors) }
      }
    } catch {
      send(Problem(error).answer(errors))
    }
  }

  private func write(
    _ bytes: [UInt8], _ headers: [(name: String, value: String)], _ done: @escaping @Sendable () -> Void
  ) {
    guard let context else { return done() }
    if !wroteHead { begin(status: 200, headers: headers, length: nil) }
    if isHeadRequest { return done() }
    let sent = context.eventLoop.makePromise(of: Void.self)
    sent.futureResult.whenComplete { _ in done() }
    context.writeAndFlush(
      wrapOutboundOut(.body(.byteBuffer(context.channel.allocator.buffer(bytes: bytes)))), promise: sent)
  }

  private func streamed(
    _ headers: [(name: String, value: String)], _ result: Result<Void, AgentError>,
    _ errors: Route.ErrorShape
  ) {
    guard context != nil else { return }
    if case .failure(let failure) = result, !wroteHead { return send(Problem(failure).answer(errors)) }
    if case .failure = result {
      // A stream that is cut must not look whole.
      close()
      return
    }
    if !wroteHead { begin(status: 200, headers: headers, length: nil) }
    end()
  }

  private func follow(_ subscription: EventSubscription) {
    if isHeadRequest {
      return send(
        .whole(
          status: 200, headers: [("content-type", EventRoutes.mediaType(subscription.ndjson))], body: []))
    }
    let subscriber = Subscriber(subscription, self, server.hub)
    self.subscriber = subscriber
    server.hub.subscribe(subscriber)
  }

  /// Begins the stream of a subscriber; from then on its bytes go through ``write(_:)``.
  func beginEvents(_ subscription: EventSubscription) {
    follows = true
    begin(
      status: 200,
      headers: [
        ("content-type", EventRoutes.mediaType(subscription.ndjson)),
        ("x-accel-buffering", "no"),
      ], length: nil)
    context?.flush()
  }

  func failEvents(_ error: AgentError) {
    subscriber = nil
    send(Problem(error).answer(errors))
  }

  func write(_ bytes: ByteBuffer) {
    guard let context, !isHeadRequest else { return }
    context.write(wrapOutboundOut(.body(.byteBuffer(bytes))), promise: nil)
  }

  /// - Parameter done: called when the client's system has taken the bytes.
  func write(_ bytes: ByteBuffer, done: @escaping () -> Void) {
    guard let context else { return }
    let sent = context.eventLoop.makePromise(of: Void.self)
    sent.futureResult.assumeIsolated().whenSuccess(done)
    context.write(wrapOutboundOut(.body(.byteBuffer(bytes))), promise: sent)
  }

  func flush() { context?.flush() }

  /// Whether less than 256 KiB are unsent.
  var isWritable: Bool { context?.channel.isWritable ?? false }

  /// Ends the stream and the connection.
  func endEvents() {
    isKept = false
    end()
  }

  func channelWritabilityChanged(context: ChannelHandlerContext) {
    if context.channel.isWritable { subscriber?.pump() }
    context.fireChannelWritabilityChanged()
  }
}
