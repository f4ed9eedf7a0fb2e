import AgentCLI
import AgentCore
import AgentStore
import AgentJSON
import AgentSystem
import AgentTime
import AgentWake
import ArgumentParser

/// `agent-wake --tool NAME`: the command as a tool of agent-turn, described in Resources/tools. One object of
/// arguments on standard input, the text on standard output.
///
/// What a model schedules may do no more than the turn that scheduled it; see ``AskingTurn``.
struct CallTool: AgentCommand {
  static let configuration = CommandConfiguration(
    commandName: "call", abstract: "Be a tool of agent-turn", shouldDisplay: false)

  @Argument(
    help: ArgumentHelp(
      "scheduler_schedule, scheduler_cancel, scheduler_list or scheduler_restart_and_wakeup.",
      valueName: "name"))
  var tool: String
  @OptionGroup var common: CommonOptions

  /// Wakeups that may be active before a model gets no more.
  private static let limit = 1_000

  func run(in context: CommandContext) throws -> ExitStatus {
    ParentWatch.start()
    let arguments = try ToolArguments(from: context)
    switch tool {
    case "scheduler_schedule": try schedule(arguments, context)
    case "scheduler_cancel": try cancel(arguments, context)
    case "scheduler_list": try list(arguments, context)
    case "scheduler_restart_and_wakeup": try restart(arguments, context)
    default:
      throw AgentError(
        .usage, "no such tool", object: tool,
        hint: "one of scheduler_schedule, scheduler_cancel, scheduler_list, scheduler_restart_and_wakeup")
    }
    return .done
  }

  private func schedule(_ arguments: ToolArguments, _ context: CommandContext) throws {
    let now = context.clock.now()
    var wakeup = Wakeup(
      id: Wakeup.makeID(), prompt: try arguments.text("prompt"),
      schedule: try times(arguments, context, now),
      at: now)
    wakeup.title = arguments.optionalText("title")
    if let count = arguments["count"]?.int {
      if count < 1 { throw AgentError(.usage, "'count' must be 1 or more") }
      wakeup.schedule.count = count
    }
    wakeup.turn = AskingTurn(context).settings
    try add(&wakeup, context, now)
    try context.output.text("Scheduled: \(wakeup.id), next at \(wakeup.due ?? now)\n")
  }

  /// `run_at` goes before `delay_seconds`, as it did with the predecessor; a time without a zone is in UTC.
  private func times(_ arguments: ToolArguments, _ context: CommandContext, _ now: Timestamp) throws
    -> Schedule
  {
    if let cron = arguments["cron"]?.string, !cron.isEmpty {
      let zone = try context.zone(arguments["timezone"]?.string ?? "UTC")
      return Schedule(.cron(try CronExpression(cron), zone: zone.name))
    }
    var first: Timestamp?
    if let given = arguments["run_at"]?.string, !given.isEmpty {
      guard let time = SeedWakeups.time(given) ?? LocalTime.parse(given, zone: .utc, now: now) else {
        throw AgentError(.usage, "'run_at' is no time", hint: "as in 2026-01-31T07:00:00Z")
      }
      first = time
    } else if let seconds = arguments["delay_seconds"]?.double {
      guard seconds >= 0, seconds <= 3.15e8 else {
        throw AgentError(.usage, "'delay_seconds' is out of bounds")
      }
      first = now + Int(seconds * 1000)
    }
    if let seconds = arguments["interval_seconds"]?.double {
      guard seconds >= 1, seconds <= 3.15e8 else {
        throw AgentError(.usage, "'interval_seconds' is out of bounds")
      }
      let period = Int(seconds * 1000)
      return Schedule(.every(period: period, from: first ?? now + period))
    }
    guard let first else {
      throw AgentError(.usage, "one of run_at, delay_seconds, interval_seconds and cron is needed")
    }
    return Schedule(.once(first))
  }

  private func add(_ wakeup: inout Wakeup, _ context: CommandContext, _ now: Timestamp) throws {
    try wakeup.check()
    let store = try context.wakesForWriting()
    guard let slot = try store.firstSlot(of: wakeup.schedule, from: .init(milliseconds: 0)) else {
      throw AgentError(.usage, "this never happens")
    }
    // Of a grid or an expression the first that is to come; a single time may have passed.
    if case .once = wakeup.schedule.kind {
      wakeup.slot = slot
    } else {
      wakeup.slot = try store.firstSlot(of: wakeup.schedule, from: now)
    }
    if try store.list(all: false, limit: Self.limit).count >= Self.limit {
      throw AgentError(.tooLarge, "\(Self.limit) wakeups are scheduled already", hint: "cancel some")
    }
    try context.schedule(wakeup)
  }

  private func cancel(_ arguments: ToolArguments, _ context: CommandContext) throws {
    let name = try arguments.text("job_id")
    guard try context.wakes() != nil else { throw WakeStore.missing(name) }
    let store = try context.wakesForWriting()
    let (id, isChanged) = try store.database.write(sync: true) {
      let wakeup = try store.resolve(name)
      return (wakeup.id, try store.change(wakeup, to: .cancelled))
    }
    if isChanged { context.tell("cancelled", ["id": .string(id)]) }
    try context.output.text(isChanged ? "Cancelled: \(id)\n" : "It was over already: \(id)\n")
  }

  private func list(_ arguments: ToolArguments, _ context: CommandContext) throws {
    let found = try context.wakes()?.list(all: arguments["include_done"]?.bool ?? true, limit: 200) ?? []
    if found.isEmpty { return try context.output.text("Nothing is scheduled.\n") }
    for wakeup in found {
      var record = wakeup.record
      record["turn"] = nil
      record["prompt"] = .string(oneLine(wakeup.prompt, limit: 500))
      try context.output.text(JSON.object(record).text + "\n")
    }
  }

  /// Kept before anything is restarted, so that the continuation comes whatever the restart does; the ledger lets it
  /// come once.
  private func restart(_ arguments: ToolArguments, _ context: CommandContext) throws {
    let now = context.clock.now()
    var wakeup = Wakeup(
      id: Wakeup.makeID(), prompt: try arguments.text("prompt"), schedule: Schedule(.once(now)), at: now)
    wakeup.title = arguments.optionalText("title") ?? "restart"
    wakeup.turn = AskingTurn(context).settings
    wakeup.turn.restartsService = true
    try add(&wakeup, context, now)
    try context.output.text(
      "Stored: \(wakeup.id). When this turn is over the service is restarted, and you go on with the prompt.\n"
    )
  }
}
