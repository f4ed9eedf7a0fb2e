public import AgentCLI
public import AgentCore
import AgentJSON
import AgentSession
import AgentSystem
import AgentTurn
import Glibc

extension TurnRoot: AgentCommand {
  public func run(in context: CommandContext) throws -> ExitStatus {
    let cancellation = Cancellation()
    SignalWatcher.watch([SIGINT, SIGTERM, SIGHUP]) { cancellation.cancel(.signal($0)) }
    let format = try outputFormat()
    let answerFile = try result.output.map { try AnswerFile(context.absolute($0)) }
    let settings = try TurnSettings(self, in: context)
    let store = SessionStore(context.runtime, clock: context.clock)
    let target = try SessionTarget(session, in: store)
    let prepared = try TurnInput(self, settings, in: context, cancellation).gather(resuming: session.resume)

    if dryRun.dryRun {
      let endpoint = try settings.endpoint(model, in: context, cancellation, startingLocal: false)
      let plan = try TurnPlan(self, settings, endpoint, prepared, in: context)
      return try DryRun(plan, format: format).show(after: target.history(in: store), on: context.output)
    }
    let endpoint = try settings.endpoint(model, in: context, cancellation, startingLocal: true)
    let plan = try TurnPlan(self, settings, endpoint, prepared, in: context)
    let observer: any TurnObserver
    switch format {
    case .ndjson: observer = EventPrinter(context.output, deltas: result.deltas)
    case .json: observer = SilentObserver()
    default: observer = AnswerPrinter(context, toFile: answerFile != nil)
    }
    let opened = try SessionOpening(
      session, target, store, plan: plan, title: title(prepared), in: context, cancellation
    ).open()
    guard case .turn(let turn) = opened else {
      if case .queued(let event) = opened { try tellQueued(event, format, context) }
      return .done
    }
    let outcome = try turn.run(observer: observer, cancellation: cancellation)
    return try end(outcome, format, answerFile, context)
  }

  private func end(
    _ outcome: TurnOutcome, _ format: OutputFormat, _ answerFile: AnswerFile?, _ context: CommandContext
  ) throws(AgentError) -> ExitStatus {
    if let answerFile, outcome.error == nil || !outcome.text.isEmpty { try answerFile.write(outcome.text) }
    if format == .json { try context.output.record(outcome.record) }
    try context.output.flush()
    guard let error = outcome.error else { return .done }
    if error.code == .outputClosed { return .brokenPipe }
    context.diagnostics.error(error)
    let words = (result.exitZeroOn ?? "").split(separator: ",")
    let isExcused =
      (error.exitCode == .limit && words.contains("limit"))
      || (error.exitCode == .approval && words.contains("denied"))
    return isExcused ? .done : error.exitCode
  }

  private func tellQueued(_ event: AppendedEvent, _ format: OutputFormat, _ context: CommandContext)
    throws(AgentError)
  {
    if format.isMachine {
      try context.output.line(event.line)
    } else {
      context.diagnostics.note("a turn is running; the input is queued in its session")
    }
  }

  /// What a new session is called when nobody says: the beginning of the prompt.
  private func title(_ prepared: TurnInput.Prepared) -> String? {
    if let title = session.title { return title }
    guard let line = prepared.prompt?.split(whereSeparator: \.isNewline).first else { return nil }
    let words = Terminal.sanitized(String(line))
    return words.count <= 60 ? words : words.prefix(59) + "…"
  }
}
