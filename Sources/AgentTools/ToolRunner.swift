public import AgentCore
public import AgentJSON
import AgentSystem

/// Runs the calls of one response: checked, bounded, beside one another where none of them writes.
public struct ToolRunner: Sendable {
  /// A call as the model made it.
  public struct Request: Sendable, Equatable {
    public let callID: String
    public let tool: String
    /// JSON text.
    public let arguments: String
    /// Why the call is not to run, for the model to read.
    public let refusal: String?

    public init(callID: String, tool: String, arguments: String, refusal: String? = nil) {
      self.callID = callID
      self.tool = tool
      self.arguments = arguments
      self.refusal = refusal
    }
  }

  /// What a call printed while it runs.
  public struct Output: Sendable, Equatable {
    public let index: Int
    public let text: String
    /// Its place in all that the call prints, in bytes.
    public let offset: Int
  }

  /// How a call ended.
  public struct Result: Sendable, Equatable {
    /// What the model is told.
    public var output: String
    public var images: [ToolImage] = []
    public var succeeded: Bool
    public var durationMilliseconds: Int
    /// Bytes that were left out of `output`.
    public var dropped: Int
    public var itemFields: JSONObject
    /// Event items that the turn gets beside the call's own.
    public var items: [JSONObject] = []
  }

  /// Looks at the output of a call that has run, on the call's thread, before the model is told.
  /// - Parameter index: that of the call among those of the response.
  public typealias OutputFilter =
    @Sendable (_ index: Int, _ request: Request, _ arguments: JSON, _ output: ToolOutput) -> ToolOutput

  public let registry: ToolRegistry
  /// Calls that run at once.
  static let width = 8

  public init(_ registry: ToolRegistry) { self.registry = registry }

  /// Runs every call and hands over each result, with the index of its call, in the order in which they
  /// end. Returns when all are done, which is soon after the cancellation or the deadline in their contexts.
  /// - Parameters:
  ///   - context: makes the context of a call.
  ///   - onOutput: told of output while a call runs, with the index of the call.
  ///   - onResults: what it throws is thrown on when every call has ended and been handed over.
  public func run(
    _ requests: [Request],
    context:
      @escaping @Sendable (Request, ToolDescription?, @escaping ToolContext.OutputHandler) -> ToolContext,
    filter: OutputFilter? = nil, onOutput: (Output) throws(AgentError) -> Void = { _ in },
    onResults: ([(index: Int, result: Result)]) throws(AgentError) -> Void
  ) throws(AgentError) {
    let inOrder = requests.contains { request in
      registry[request.tool].map { $0.description.isSequential || $0.description.sideEffects != .read }
        ?? false
    }
    let state = Monitor(Queue(waiting: Array(requests.indices.reversed())))
    for _ in 0..<(inOrder ? 1 : min(Self.width, requests.count)) {
      Thread.start {
        while let index = state.withLock({ $0.waiting.popLast() }) {
          let request = requests[index]
          let given = context(request, registry[request.tool]?.description) { text, offset in
            state.update { $0.output.append(Output(index: index, text: text, offset: offset)) }
          }
          let result = run(
            request, given, filter: filter.map { filter in { filter(index, request, $0, $1) } })
          state.update { $0.finished.append((index, result)) }
        }
      }.detach()
    }
    var open = requests.count
    var failure: AgentError?
    while open > 0 {
      let news = state.wait { queue -> (output: [Output], done: [(index: Int, result: Result)])? in
        if queue.output.isEmpty, queue.finished.isEmpty { return nil }
        defer { (queue.output, queue.finished) = ([], []) }
        return (queue.output, queue.finished)
      }
      guard let news else { continue }
      open -= news.done.count
      do throws(AgentError) {
        for output in news.output { try onOutput(output) }
        if !news.done.isEmpty { try onResults(news.done) }
      } catch {
        failure = failure ?? error
      }
    }
    if let failure { throw failure }
  }

  private struct Queue {
    var waiting: [Int]
    var output: [Output] = []
    var finished: [(index: Int, result: Result)] = []
  }

  /// One call, from its text to its bounded output. Never throws: what went wrong is for the model to read.
  public func run(
    _ request: Request, _ context: ToolContext, filter: ((JSON, ToolOutput) -> ToolOutput)? = nil
  ) -> Result {
    let start = Deadline.monotonicNow()
    var output: ToolOutput
    do throws(AgentError) {
      let (tool, arguments) = try check(request)
      try context.checkTime()
      output = recordingChanges(of: tool, context) { Self.output(of: tool, arguments, context) }
      if let filter { output = filter(arguments, output) }
    } catch {
      output = Self.output(of: error)
    }
    let bounded = OutputBound.apply(output.text, limit: context.outputLimit)
    return Result(
      output: bounded.text, images: output.images, succeeded: output.succeeded,
      durationMilliseconds: (Deadline.monotonicNow() - start) / 1_000_000, dropped: bounded.dropped,
      itemFields: output.itemFields, items: output.items)
  }

  private static func output(of tool: any Tool, _ arguments: JSON, _ context: ToolContext) -> ToolOutput {
    do throws(AgentError) {
      return try tool.run(arguments, in: context)
    } catch {
      return output(of: error)
    }
  }

  private static func output(of error: AgentError) -> ToolOutput {
    ToolOutput("Error: \(error.description)", succeeded: false)
  }

  /// Runs a program and adds to what it gave the files that it has changed, also where it failed.
  private func recordingChanges(of tool: any Tool, _ context: ToolContext, _ body: () -> ToolOutput)
    -> ToolOutput
  {
    guard let recorder = context.changes, ChangeRecorder.concerns(tool.description) else { return body() }
    do throws(AgentError) {
      let before = try recorder.snapshot(check: context.checkTime)
      var output = body()
      output.itemFields.append(contentsOf: ChangeRecorder.members(recorder.changes(since: before)))
      return output
    } catch {
      return Self.output(of: error)
    }
  }

  /// The tool and its arguments, once they are known to fit its schema.
  public func check(_ request: Request) throws(AgentError) -> (any Tool, JSON) {
    if let refusal = request.refusal { throw AgentError(.approvalDenied, refusal, object: request.tool) }
    guard let tool = registry[request.tool] else {
      throw AgentError(
        .badRequest, "no such tool", object: request.tool,
        hint: "the tools are \(registry.names.joined(separator: ", "))")
    }
    let arguments: JSON
    do {
      arguments = request.arguments.isEmpty ? [:] : try JSON(parsing: request.arguments, depthLimit: 64)
    } catch {
      throw AgentError(.badRequest, "the arguments are not JSON: \(error)", object: request.tool)
    }
    let violations = JSONSchema(tool.description.parameters).violations(of: arguments)
    if !violations.isEmpty {
      throw AgentError(
        .badRequest, "the arguments do not fit: \(violations.map(\.description).joined(separator: "; "))",
        object: request.tool)
    }
    return (tool, arguments)
  }
}
