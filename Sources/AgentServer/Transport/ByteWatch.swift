import NIOCore

/// Stands before the parser and tells when a request begins to come.
final class ByteWatch: ChannelInboundHandler {
  typealias InboundIn = ByteBuffer
  typealias InboundOut = ByteBuffer
  typealias OutboundOut = ByteBuffer
  private let connection: HTTPConnection

  init(_ connection: HTTPConnection) { self.connection = connection }

  func handlerAdded(context: ChannelHandlerContext) {
    connection.raw = { [self] bytes, done in
      let sent = context.eventLoop.makePromise(of: Void.self)
      sent.futureResult.assumeIsolated().whenComplete { _ in done() }
      context.writeAndFlush(wrapOutboundOut(bytes), promise: sent)
    }
  }

  func handlerRemoved(context: ChannelHandlerContext) { connection.raw = nil }

  func channelRead(context: ChannelHandlerContext, data: NIOAny) {
    connection.bytesCame()
    context.fireChannelRead(data)
  }
}
