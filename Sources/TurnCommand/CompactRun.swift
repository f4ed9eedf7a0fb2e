import AgentCLI
import AgentCore
import AgentSession
import AgentSystem
import AgentTurn

/// `--compact`: sums a session up, and runs no turn. It is what `agent-session compact` starts, since only this
/// command speaks with models.
struct CompactRun {
  private let command: TurnRoot
  private let settings: TurnSettings
  private let target: SessionTarget
  private let store: SessionStore
  private let context: CommandContext

  init(
    _ command: TurnRoot, _ settings: TurnSettings, _ target: SessionTarget, _ store: SessionStore,
    in context: CommandContext
  ) {
    self.command = command
    self.settings = settings
    self.target = target
    self.store = store
    self.context = context
  }

  func run() throws -> ExitStatus {
    guard case .existing(let id) = target, case .wait(let milliseconds) = waiting else {
      throw AgentError(.usage, "needs a session that exists", object: "--compact")
    }
    let nothing = TurnInput.Prepared(items: [], notices: [], prompt: nil)
    let endpoint = try settings.endpoint(
      command.model, in: context, context.cancellation, describing: command.dryRun.dryRun)
    let plan = try TurnPlan(command, settings, endpoint, nothing, in: context)
    defer { plan.finish() }
    var setup = plan.setup
    setup.session = id
    if command.dryRun.dryRun { return try rehearse(plan, setup, ContextProjection(whole: id, in: store)) }
    let lock = try TurnLock.acquire(id, in: store, patience: milliseconds, context.cancellation)
    let history = try SessionHistory(id, in: store, keeping: ContextProjection.reads)
    setup.lastSequence = history.lastSequence
    let projection = ContextProjection(history, blobs: store.blobs)
    let log = SessionTurnLog(SessionLog(id, store: store), turn: history.lastTurn + 1, holding: lock)
    let format = try command.outputFormat()
    let done = try SessionCompaction(
      setup, plan.client, tools: plan.tools, log: log, observer: CompactionPrinter(context.output, format),
      cancellation: context.cancellation
    ).run(projection, .requested)
    if let done {
      if format == .text {
        context.diagnostics.note("\(id): \(done.beforeTokens) tokens are \(done.afterTokens) now")
      }
    } else {
      context.diagnostics.note("\(id): nothing to sum up")
    }
    return .done
  }

  /// How much would be sent, and in how many requests.
  private func rehearse(_ plan: TurnPlan, _ setup: TurnSetup, _ history: ContextProjection) throws
    -> ExitStatus
  {
    let pieces = Compaction(plan.client, setup: setup, cancellation: context.cancellation).pieces(of: history)
    let tokens = RequestBuilder(setup, tools: plan.tools).tokens(after: history.items)
    try context.tellRehearsal(
      "would sum up about \(tokens) tokens in \(pieces.count) requests", try command.outputFormat())
    return .done
  }

  private var waiting: LockPolicy {
    command.session.lock == .fail ? .wait(milliseconds: 0) : command.session.lock
  }
}

/// The events as lines, or the last as one value.
private final class CompactionPrinter: TurnObserver {
  let wantsDeltas = false
  private let output: Output
  private let format: OutputFormat

  init(_ output: Output, _ format: OutputFormat) {
    self.output = output
    self.format = format
  }

  func receive(_ event: EmittedEvent) throws(AgentError) {
    if format == .ndjson || (format == .json && event.isDurable) { try output.line(event.line) }
  }

  func deliver(_ outcome: TurnOutcome) throws(AgentError) {}
}
