import AgentCLI
import AgentCore
import AgentExtract
import AgentJSON

/// One extraction on the streams of the command: output as it comes, each failure told once.
struct ExtractionRun {
  private let request: Extraction.Request
  private let format: OutputFormat
  private let context: CommandContext

  init(_ request: Extraction.Request, _ format: OutputFormat, _ context: CommandContext) {
    self.request = request
    self.format = format
    self.context = context
  }

  func run() throws -> ExitStatus {
    // `--format json` is one array of the records.
    var gathered: [JSON] = []
    let record: (JSON) throws -> Void = { record in
      if format == .json { gathered.append(record) } else { try context.output.record(record) }
    }
    let sinks = OutputSinks(
      text: { try context.output.text($0) }, record: record, notice: { context.diagnostics.note($0) })
    let extraction = Extraction(
      request, environment: context.environment, workingDirectory: context.workingDirectory, sinks: sinks,
      cancellation: context.cancellation,
      reportFailure: { failure in
        try context.output.flush()
        context.diagnostics.error(failure)
        if format.isMachine { try record(failure.record) }
      })
    try extraction.run()
    var status = ExitStatus.done
    if let first = extraction.failures.first {
      status = extraction.failures.count < extraction.attempts ? .partial : first.exitCode
      if extraction.failures.count > 1 && status != .partial { status = commonStatus(extraction.failures) }
      if format.isMachine { try record(summary(extraction, first, status).record) }
    }
    if format == .json { try context.output.record(.array(gathered)) }
    return status
  }

  /// The status of a run in which nothing could be read.
  private func commonStatus(_ failures: [AgentError]) -> ExitStatus {
    let codes = Set(failures.map(\.exitCode))
    return codes.count == 1 ? failures[0].exitCode : .partial
  }

  /// The last record of a stream that is not whole.
  private func summary(_ extraction: Extraction, _ first: AgentError, _ status: ExitStatus) -> AgentError {
    AgentError(
      first.code, "\(extraction.failures.count) of \(extraction.attempts) inputs could not be read",
      exit: status)
  }
}
