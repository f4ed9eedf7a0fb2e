import AgentCLI
import AgentCore
import AgentStore
import AgentJSON
import AgentSystem
import AgentWake
import ArgumentParser

/// `agent-wake run`
struct Run: AgentCommand {
  static let configuration = CommandConfiguration(
    commandName: "run",
    abstract: "Run what is due, once, and end",
    discussion: """
      Any number of callers may do so at once: each slot is begun by one of them.
      Exit status 2 when a run failed, 0 also when nothing is due, or 1 then with
      --exit-idle.

      Example:
        agent-wake run --jobs 2
      """)

  @Option(help: ArgumentHelp("Wakeups that run side by side.", valueName: "n")) var jobs = 1
  @Flag(help: "Exit status 1 when nothing is due.") var exitIdle = false
  @Flag(help: "Go by the clock although the log is a day or more ahead of it.") var trustClock = false
  @OptionGroup var dry: DryRunOption
  @OptionGroup var common: CommonOptions

  var stopsOnSignals: Bool { true }

  func run(in context: CommandContext) throws -> ExitStatus {
    let format = try outputFormat()
    if !(1...64).contains(jobs) { throw AgentError(.usage, "must be from 1 to 64", object: "--jobs") }
    let idle: ExitStatus = exitIdle ? .negative : .done
    guard let store = try context.wakes() else { return try tellNothing(context, format, idle) }
    let now = context.clock.now()
    if trustClock, !dry.dryRun {
      let writer = try context.wakesForWriting()
      try writer.database.write { try writer.trustClock() }
    } else if !trustClock {
      try store.checkClock(now)
    }
    let due = try store.candidates(now)
    if due.isEmpty { return try tellNothing(context, format, idle) }
    if dry.dryRun {
      for id in due { try context.tellRehearsal("would run \(id)", format) }
      return .done
    }
    let (rows, failures) = work(through: due, context)
    try context.print(slots: rows, as: format)
    // A store into which nothing can be written fails as a whole: callers that take a failed run for usual see it.
    let isWhole = rows.isEmpty && context.cancellation.reason == nil
    for failure in isWhole ? failures.dropFirst() : failures[...] {
      context.diagnostics.damage(failure.description)
    }
    if isWhole, let failure = failures.first { throw failure }
    if let reason = context.cancellation.reason { throw AgentError(reason) }
    if rows.isEmpty { return idle }
    return rows.contains { $0.state == .failed } || !failures.isEmpty ? .partial : .done
  }

  private func tellNothing(_ context: CommandContext, _ format: OutputFormat, _ status: ExitStatus) throws
    -> ExitStatus
  {
    try context.print([Row](), as: format)
    return status
  }

  private func work(through due: [String], _ context: CommandContext) -> ([SlotRow], [AgentError]) {
    let queue = RunQueue(due)
    let results = Monitor((rows: [SlotRow](), failures: [AgentError]()))
    let body: @Sendable () -> Void = {
      do {
        let runner = try WakeRunner(context)
        let refresh = { (try? runner.store.candidates(context.clock.now())) ?? [] }
        while let id = queue.take(refresh: refresh) {
          defer { queue.finish(id) }
          do {
            let rows = try runner.run(id)
            results.update { $0.rows += rows }
          } catch {
            let error = AgentError(wrapping: error)
            results.update {
              $0.failures.append(
                AgentError(error.code, error.description, object: id, exit: error.exitCode))
            }
          }
          if context.cancellation.isCancelled { queue.close() }
        }
      } catch {
        results.update { $0.failures.append(AgentError(wrapping: error)) }
      }
    }
    let helpers = (1..<max(1, jobs)).map { _ in Thread.start(body) }
    body()
    for helper in helpers { helper.join() }
    return results.withLock { $0 }
  }
}

/// `agent-wake run-now`
struct RunNow: AgentCommand {
  static let configuration = CommandConfiguration(
    commandName: "run-now", abstract: "Run a wakeup now, beside its schedule",
    discussion: """
      Its schedule stays as it is. Exit status 1 when the turn failed.

      Example:
        agent-wake run-now 3fa9
      """)

  @Argument(help: "Id, beginning of an id, or title.") var id: String
  @OptionGroup var dry: DryRunOption
  @OptionGroup var common: CommonOptions

  var stopsOnSignals: Bool { true }

  func run(in context: CommandContext) throws -> ExitStatus {
    let format = try outputFormat()
    guard let store = try context.wakes() else { throw WakeStore.missing(id) }
    let wakeup = try store.resolve(id)
    if dry.dryRun {
      try context.tellRehearsal("would run \(wakeup.id)", format)
      return .done
    }
    guard let row = try WakeRunner(context).runNow(wakeup.id) else { throw WakeStore.missing(id) }
    try context.print(slots: [row], as: format)
    if let reason = context.cancellation.reason { throw AgentError(reason) }
    return row.state == .done ? .done : .negative
  }
}
