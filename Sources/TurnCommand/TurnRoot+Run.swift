public import AgentCLI
public import AgentCore
import AgentHTTP
import AgentJSON
import AgentSession
import AgentSystem
import AgentTools
import AgentTurn

extension TurnRoot: AgentCommand {
  public var stopsOnSignals: Bool { true }

  /// A loop speaks NDJSON and nothing else.
  public func outputFormat() throws(AgentError) -> OutputFormat {
    loop.loop ? try common.outputFormat([.ndjson], default: .ndjson) : try common.outputFormat()
  }

  public func run(in context: CommandContext) throws -> ExitStatus {
    ProcessEnvironment.protectSecrets()
    // Takes as long as all that is done here before the request. Not begun before the options are parsed: each
    // library that is mapped holds up the other thread.
    if !dryRun.dryRun { HTTPClient.preload() }
    if loop.loop { return try TurnLoop(self, in: context).run() }
    let cancellation = context.cancellation
    let format = try outputFormat()
    let answerFile = try result.output.map { try AnswerFile(context.absolute($0), cancellation) }
    let settings = try TurnSettings(self, in: context)
    let store = SessionStore(context.runtime, clock: context.clock) { [diagnostics = context.diagnostics] in
      diagnostics.note($0)
    }
    let target = try SessionTarget(session, in: store)
    if session.compact { return try CompactRun(self, settings, target, store, in: context).run() }
    let prepared = try TurnInput(self, settings, in: context, cancellation).gather(resuming: session.resume)

    if dryRun.dryRun {
      let endpoint = try settings.endpoint(model, in: context, cancellation, describing: true)
      let plan = try TurnPlan(self, settings, endpoint, prepared, in: context)
      let history = try target.history(in: store, window: plan.setup.historyWindow)
      return try DryRun(plan, format: format).show(after: history, on: context.output)
    }
    var observer: any TurnObserver
    switch format {
    case .ndjson: observer = EventPrinter(context.output, deltas: result.deltas)
    case .json: observer = RecordPrinter(context.output)
    default: observer = AnswerPrinter(context, toFile: answerFile != nil)
    }
    if let answerFile { observer = AnswerWriter(answerFile, beside: observer) }
    let key = try session.idempotencyKey.map { (name) throws(AgentError) in
      try IdempotencyKey(name, input: prepared.items, context.runtime, cancellation)
    }
    if let key, var earlier = try EarlierTurn(key, in: store) {
      key.release()
      if let line = earlier.queuedLine {
        try tellQueued(line, format, context)
        return .done
      }
      return try end(try earlier.tell(observer, cancellation), answerFile, context)
    }
    if let key { observer = KeyedObserver(key, observer) }
    let endpoint = try settings.endpoint(model, in: context, cancellation, describing: false)
    let plan = try TurnPlan(self, settings, endpoint, prepared, in: context)
    defer { plan.finish() }
    let opened = try SessionOpening(
      session, target, store, plan: plan, title: title(of: prepared), in: context, cancellation, key: key
    ).open()
    guard case .turn(let turn) = opened else {
      if case .queued(let event) = opened { try tellQueued(event.line, format, context) }
      return .done
    }
    let outcome = try turn.run(observer: observer, cancellation: cancellation)
    // The process ends now: taking a long conversation apart would take longer than a short answer.
    if outcome.error == nil { _ = Unmanaged.passRetained(turn) }
    return try end(outcome, answerFile, context)
  }

  /// Tells what is left to tell of a turn that is over.
  private func end(_ outcome: TurnOutcome, _ answerFile: AnswerFile?, _ context: CommandContext)
    throws(AgentError) -> ExitStatus
  {
    for remark in outcome.remarks { context.diagnostics.note(remark) }
    do throws(AgentError) {
      // What a slow reader has not taken yet.
      try answerFile?.finish()
      try context.output.flush()
    } catch {
      if outcome.error == nil { throw error }
    }
    if let error = outcome.error, error.code != .outputClosed { context.diagnostics.error(error) }
    return outcome.exitCode
  }

  private func tellQueued(_ line: [UInt8], _ format: OutputFormat, _ context: CommandContext)
    throws(AgentError)
  {
    if format.isMachine {
      try context.output.line(line)
    } else {
      context.diagnostics.note("a turn is running; the input is queued in its session")
    }
  }

  /// What a new session is called when nobody says: the beginning of the prompt.
  func title(of prepared: TurnInput.Prepared) -> String? {
    if let title = session.title { return title }
    guard let line = prepared.prompt?.split(whereSeparator: \.isNewline).first else { return nil }
    let words = Terminal.sanitized(String(line))
    return words.count <= 60 ? words : words.prefix(59) + "…"
  }
}
