import AgentCore
import AgentServe
import NIOCore

/// Brings a request to its endpoint, on a thread that may block, and the answer back to the event loop.
final class Dispatcher: Sendable {
  private let serving: Serving
  private let loop: any EventLoop
  /// Commands that answer at once.
  private let quick = WorkerPool(threads: 16, waiting: 512)
  /// Turns that are waited for, and streams.
  private let slow = WorkerPool(threads: 2 * TurnLimit.most, waiting: 0)

  init(_ serving: Serving, loop: any EventLoop) { (self.serving, self.loop) = (serving, loop) }

  func answer(
    _ request: ServeRequest, _ route: Route, _ reply: @escaping @Sendable (ServeAnswer) -> Void
  ) throws(AgentError) {
    let (serving, loop) = (serving, loop)
    try quick.run {
      let answer = Self.caught(route.errors) { try route.answer(request, serving) }
      loop.execute { reply(answer) }
    }
  }

  func later(
    _ work: @escaping @Sendable () throws -> ServeAnswer, errors: Route.ErrorShape,
    _ reply: @escaping @Sendable (ServeAnswer) -> Void
  ) throws(AgentError) {
    let loop = loop
    try slow.run {
      let answer = Self.caught(errors, work)
      loop.execute { reply(answer) }
    }
  }

  func stream(_ work: @escaping @Sendable () -> Void) throws(AgentError) { try slow.run(work) }

  private static func caught(_ errors: Route.ErrorShape, _ work: () throws -> ServeAnswer) -> ServeAnswer {
    do { return try work() } catch { return Problem(AgentError(wrapping: error)).answer(errors) }
  }
}
