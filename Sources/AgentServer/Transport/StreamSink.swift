import AgentCore
import AgentServe
import AgentSystem
import NIOCore

/// Where a stream's thread writes: never more than 256 KiB are unsent.
final class StreamSink: AnswerSink {
  private struct State {
    var unsent = 0
    var isClosed = false
  }

  private let state = Monitor(State())
  private let limit: Int
  private let send: @Sendable ([UInt8], @escaping @Sendable () -> Void) -> Void

  /// - Parameter send: hands bytes to the event loop, and calls back when they are sent or lost.
  init(limit: Int, send: @escaping @Sendable ([UInt8], @escaping @Sendable () -> Void) -> Void) {
    (self.limit, self.send) = (limit, send)
  }

  func write(_ bytes: [UInt8]) throws(AgentError) {
    if bytes.isEmpty { return }
    let isOpen =
      state.wait { state -> Bool? in
        if state.isClosed { return false }
        if state.unsent > 0, state.unsent + bytes.count > limit { return nil }
        state.unsent += bytes.count
        return true
      } ?? false
    if !isOpen { throw AgentError(.outputClosed, "the client has gone") }
    send(bytes) { [self] in state.update { $0.unsent -= bytes.count } }
  }

  /// The client has gone, or shall get no more.
  func close() { state.update { $0.isClosed = true } }
}
