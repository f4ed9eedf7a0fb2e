public import AgentCore
public import AgentJSON
public import AgentSystem
import Glibc

/// Serves tools over a pair of pipes: reads messages, runs the calls side by side and writes what a ``MCPService``
/// answers, until the input ends.
public final class MCPServing: Sendable {
  /// The longest message that is taken, in bytes.
  static let lineLimit = 8 << 20
  /// Once the input has ended: how long calls may go on, and then how long they have to stop, in milliseconds.
  private static let patience = (calls: 700, stop: 700)

  private struct State: Sendable {
    var service: MCPService
    /// What stops each call that runs.
    var running: [JSON: Cancellation] = [:]
    /// Whether a call runs that may change something: they run one after the other.
    var isChanging = false
    var failure: AgentError?
  }

  public typealias ContextMaker =
    @Sendable (ToolRunner.Request, ToolDescription?, Cancellation) -> ToolContext

  public typealias Judge =
    @Sendable (ToolRunner.Request, Cancellation) throws(AgentError) -> ToolRunner.Request
  public typealias OutputFilter =
    @Sendable (ToolRunner.Request, JSON, ToolOutput, Cancellation) -> ToolOutput

  private let runner: ToolRunner
  private let state: Monitor<State>
  private let context: ContextMaker
  private let judge: Judge
  private let after: OutputFilter
  private let write: @Sendable (JSON) throws(AgentError) -> Void

  /// - Parameters:
  ///   - judge: throws for a call that may not be made; the client is told why. Gives the call as it is made.
  ///   - after: looks at what a call gave before the client does.
  ///   - context: what a call runs with.
  ///   - write: writes one message as a line, whole; called by several threads.
  public init(
    _ service: MCPService, _ runner: ToolRunner, judge: @escaping Judge,
    after: @escaping OutputFilter = { _, _, output, _ in output },
    context: @escaping ContextMaker,
    write: @escaping @Sendable (JSON) throws(AgentError) -> Void
  ) {
    state = Monitor(State(service: service))
    self.runner = runner
    self.judge = judge
    self.after = after
    self.context = context
    self.write = write
  }

  /// Reads to the end of the input. Calls that run then have a moment to end.
  /// - Throws: what writing throws: nobody listens any more. Or what the cancellation says.
  public func run(reading fd: Int32, _ cancellation: Cancellation) throws(AgentError) {
    defer { stop() }
    var lines = LineReader(limit: Self.lineLimit)
    while try read(fd, into: &lines, cancellation) {}
    _ = state.wait(until: .after(milliseconds: Self.patience.calls), cancellation) { state in
      state.running.isEmpty || state.failure != nil ? true : nil
    }
    if let failure = state.withLock({ $0.failure }) { throw failure }
  }

  /// - Returns: false at the end.
  private func read(_ fd: Int32, into lines: inout LineReader, _ cancellation: Cancellation)
    throws(AgentError)
    -> Bool
  {
    if let reason = cancellation.reason { throw AgentError(reason) }
    if let failure = state.withLock({ $0.failure }) { throw failure }
    if IO.poll(fd, for: POLLIN, timeout: 100) == 0 { return true }
    let bytes: [UInt8]
    do throws(SystemError) { bytes = try IO.read(fd) } catch { throw AgentError(error) }
    lines.append(bytes)
    while let line = try next(&lines, isLast: bytes.isEmpty) { try take(line.bytes) }
    return !bytes.isEmpty
  }

  private func next(_ lines: inout LineReader, isLast: Bool) throws(AgentError) -> LineReader.Line? {
    do throws(JSONError) {
      return try isLast ? lines.finish() : lines.next()
    } catch {
      throw AgentError(.tooLarge, "\(error)", object: "standard input")
    }
  }

  private func take(_ line: ArraySlice<UInt8>) throws(AgentError) {
    for action in state.withLock({ $0.service.receive(line) }) {
      switch action {
      case .send(let message): try write(message)
      case .cancel(let id): state.withLock { $0.running[id] }?.cancel(.requested("cancelled by the client"))
      case .run(let call): start(call)
      }
    }
  }

  private func start(_ call: MCPService.Call) {
    let cancellation = Cancellation()
    state.update { $0.running[call.id] = cancellation }
    Thread.start { [self] in
      let description = runner.registry[call.request.tool]?.description
      let changes = description.map { $0.isSequential || $0.sideEffects != .read } ?? false
      if changes { takeTurn(cancellation) }
      let result = result(of: call, description, cancellation)
      if changes { state.update { $0.isChanging = false } }
      let answer = state.withLock { state in
        state.service.finish(call, result, wasCancelled: cancellation.isCancelled)
      }
      var failure: AgentError?
      do throws(AgentError) {
        if let answer { try write(answer) }
      } catch {
        failure = error
      }
      state.update { state in
        state.running[call.id] = nil
        state.failure = state.failure ?? failure
      }
    }.detach()
  }

  private func result(of call: MCPService.Call, _ description: ToolDescription?, _ cancellation: Cancellation)
    -> ToolRunner.Result
  {
    let request: ToolRunner.Request
    do throws(AgentError) {
      request = try judge(call.request, cancellation)
    } catch {
      return ToolRunner.Result(
        output: "Error: \(error.description)", succeeded: false, durationMilliseconds: 0, dropped: 0,
        itemFields: [:])
    }
    let after = after
    return runner.run(request, context(request, description, cancellation)) { arguments, output in
      after(request, arguments, output, cancellation)
    }
  }

  /// Waits for the calls before that may change something. One that is stopped meanwhile goes on, since it will
  /// not begin.
  private func takeTurn(_ cancellation: Cancellation) {
    _ = state.wait(until: .after(milliseconds: .max), cancellation) { state -> Bool? in
      if state.isChanging { return nil }
      state.isChanging = true
      return true
    }
  }

  /// Ends the calls that still run.
  private func stop() {
    for cancellation in state.withLock({ Array($0.running.values) }) {
      cancellation.cancel(.requested("the client has gone"))
    }
    _ = state.wait(until: .after(milliseconds: Self.patience.stop)) { $0.running.isEmpty ? true : nil }
  }
}
