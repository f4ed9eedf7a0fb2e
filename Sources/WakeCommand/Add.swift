import AgentCLI
import AgentCore
import AgentStore
import AgentJSON
import AgentSystem
import AgentTime
import AgentWake
import ArgumentParser

/// `agent-wake add`
struct Add: AgentCommand {
  static let configuration = CommandConfiguration(
    commandName: "add",
    abstract: "Schedule a prompt, and print the id of the wakeup",
    discussion: """
      One of --in, --at, --every and --cron says when; --every may have --at or
      --in beside it for its first time. A time without a zone is one of --tz, or
      else of the system. Without PROMPT it is read from standard input.

      Examples:
        agent-wake add "Is the build green?" --in 30m
        agent-wake add "Tidy the inbox" --every 2h --max-time 10m
        agent-wake add "Good morning" --cron "0 7 * * 1-5" --tz Europe/Paris
      """)

  @Argument(help: ArgumentHelp("What to ask; words are joined by blanks.", valueName: "prompt"))
  var words: [String] = []

  @Option(name: .customLong("in"), help: ArgumentHelp("Once, after a span such as 10m.", valueName: "span"))
  var after: String?
  @Option(help: ArgumentHelp("Once, at a time.", valueName: "time")) var at: String?
  @Option(help: ArgumentHelp("Again and again, such as 1h.", valueName: "span")) var every: String?
  @Option(help: ArgumentHelp("By five fields as in crontab(5).", valueName: "expression")) var cron: String?
  @Option(help: ArgumentHelp("Time zone, such as Europe/Paris [the system's].", valueName: "zone"))
  var tz: String?
  @Option(help: "A name for people.") var title: String?
  @Option(
    help: ArgumentHelp("Runs that were missed: one, all or none.", valueName: "how"),
    completion: .list(["one", "all", "none"]))
  var catchUp: String = "one"
  @Option(help: ArgumentHelp("Further attempts after one that was cut short.", valueName: "n"))
  var retries: Int = 1
  @Option(help: ArgumentHelp("Not after a time.", valueName: "time")) var until: String?
  @Option(help: ArgumentHelp("So many times.", valueName: "n")) var count: Int?
  @Option(help: ArgumentHelp("Later by up to a span, the same for each slot.", valueName: "span"))
  var jitter: String?
  @OptionGroup(title: "Turn") var turn: TurnOptions
  @OptionGroup var dry: DryRunOption
  @OptionGroup var common: CommonOptions

  func run(in context: CommandContext) throws -> ExitStatus {
    let format = try outputFormat()
    let now = context.clock.now()
    let schedule = try schedule(context, now)
    guard let policy = CatchUp(rawValue: catchUp) else {
      throw AgentError(.usage, "unknown value '\(catchUp)'", object: "--catch-up", hint: "one, all or none")
    }
    if !(0...100).contains(retries) { throw AgentError(.usage, "must be from 0 to 100", object: "--retries") }
    let settings = try turn.settings(in: context)
    let prompt =
      words.isEmpty || words == ["-"]
      ? try context.readInput(limit: Wakeup.promptLimit + 1) : words.joined(separator: " ")
    var wakeup = Wakeup(id: Wakeup.makeID(), prompt: prompt, schedule: schedule, at: now)
    wakeup.title = title.flatMap { $0.isEmpty ? nil : $0 }
    wakeup.catchUp = policy
    wakeup.retries = retries
    wakeup.turn = settings
    try wakeup.check()
    // A time that has passed is due at once; one of many begins with the first that is to come.
    var from = now
    if case .once(let time) = schedule.kind { from = min(time, now) }
    var slots = try schedule.slots(after: from + -1, zones: context.zones)
    guard let slot = slots.next() else {
      throw AgentError(.usage, "this never happens", hint: "see 'agent-wake parse'")
    }
    wakeup.slot = slot
    if dry.dryRun {
      try context.tellRehearsal("would schedule it for \(slot)", format)
      return .done
    }
    try context.schedule(wakeup)
    try context.print(wakeup.row(text: wakeup.id), as: format)
    context.diagnostics.verbose("next at \(wakeup.due ?? slot)")
    return .done
  }

  private func schedule(_ context: CommandContext, _ now: Timestamp) throws -> Schedule {
    let zone = try context.zone(tz)
    let start = try at.map { text in
      try context.usage("--at") { try ScheduleText.time(text, zone: zone, now: now) }
    }
    let span = try after.map { text in try context.usage("--in") { now + (try ScheduleText.span(text)) } }
    if start != nil, span != nil { throw AgentError(.usage, "--at and --in exclude one another") }
    var schedule: Schedule
    switch (every, cron, start ?? span) {
    case (let text?, nil, let first):
      schedule = Schedule(
        try context.usage("--every") { try ScheduleText.every(text, from: first, now: now) })
    case (nil, let text?, nil):
      schedule = Schedule(.cron(try context.usage("--cron") { try CronExpression(text) }, zone: zone.name))
    case (nil, nil, let time?): schedule = Schedule(.once(time))
    case (nil, nil, nil):
      throw AgentError(.usage, "a time is missing", hint: "give --in, --at, --every or --cron")
    default: throw AgentError(.usage, "--cron stands alone, without --in, --at and --every")
    }
    schedule.until = try until.map { text in
      try context.usage("--until") { try ScheduleText.time(text, zone: zone, now: now) }
    }
    if let count, count < 1 { throw AgentError(.usage, "must be 1 or more", object: "--count") }
    schedule.count = count
    schedule.jitter =
      try jitter.map { text in try context.usage("--jitter") { try ScheduleText.span(text) } } ?? 0
    return schedule
  }
}

extension CommandContext {
  /// Keeps a wakeup so that no power cut takes it away.
  func schedule(_ wakeup: Wakeup) throws {
    let store = try wakesForWriting()
    try store.database.write(sync: true) { try store.insert(wakeup) }
    tell("scheduled", wakeup.record)
  }
}
