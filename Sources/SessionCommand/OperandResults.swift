import AgentCLI
import AgentCore

/// Several operands, each done though another failed: 0, the one failure's code, or 2.
struct OperandResults {
  private let count: Int
  private let context: CommandContext
  private let sink: RecordSink
  private var failures: [AgentError] = []

  init(count: Int, in context: CommandContext, to sink: RecordSink) {
    self.count = count
    self.context = context
    self.sink = sink
  }

  /// Runs `body`; what it throws is told and counted, unless it was the only thing to do.
  mutating func attempt(_ body: () throws(AgentError) -> Void) throws(AgentError) {
    do throws(AgentError) {
      try body()
    } catch {
      if count == 1 || error.code == .outputClosed { throw error }
      try add(error)
    }
  }

  /// Tells of something that failed.
  mutating func add(_ error: AgentError) throws(AgentError) {
    failures.append(error)
    context.diagnostics.error(error)
    if sink.isForMachines { try sink.add(error.record) }
  }

  /// Ends the output; where something failed, by a record with the exit status.
  func finish() throws(AgentError) {
    guard sink.isForMachines else { return }
    if let first = failures.first {
      let message = "\(failures.count) of \(count) sessions failed"
      try sink.add(AgentError(first.code, message, exit: status).record)
    }
    try sink.finish()
  }

  var status: ExitStatus {
    if failures.isEmpty { return .done }
    return failures.count < count ? .partial : failures[0].exitCode
  }
}
