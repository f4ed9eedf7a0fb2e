import AgentCLI
import AgentCore
import AgentJSON
import AgentSystem
import AgentWake
import Glibc

/// Runs what is due of one wakeup after the other. Each thread has one of its own, with a store of its own.
struct WakeRunner {
  let context: CommandContext
  let store: WakeStore

  /// Milliseconds before another attempt, doubled each time, and what an on-done command has.
  private static let pause = 60_000
  private static let doneTime = 600_000
  /// Milliseconds that somebody who wants a run now waits for the one that goes on.
  private static let patience = 60_000

  init(_ context: CommandContext) throws {
    self.context = context
    store = try context.wakesForWriting()
  }

  private static func pause(after attempt: Int) -> Int { pause << min(attempt - 1, 6) }

  private func lock(_ id: String) throws -> FileLock? {
    try context.runtime.prepare(.locks)
    return try FileLock.tryAcquire("\(context.runtime.folder(.locks))/wake-\(id)")
  }

  /// Runs what is due of a wakeup.
  /// - Returns: the rows that were run; nothing when somebody else is at it.
  func run(_ id: String) throws -> [SlotRow] {
    guard let lock = try lock(id) else { return [] }
    var finished: [SlotRow] = []
    for row in try store.enlist(id) {
      if context.cancellation.isCancelled { break }
      if let row = try run(row, lock) { finished.append(row) }
    }
    try? lock.unlinkFile()
    return finished
  }

  /// Runs a wakeup once, whatever its schedule says.
  func runNow(_ id: String) throws -> SlotRow? {
    let deadline = Deadline.after(milliseconds: Self.patience)
    var held = try lock(id)
    while held == nil, !deadline.hasPassed, !context.cancellation.sleep(until: .after(milliseconds: 50)) {
      held = try lock(id)
    }
    if let reason = context.cancellation.reason { throw AgentError(reason) }
    guard let lock = held else {
      throw AgentError(.sessionBusy, "is running already", object: id, hint: "try again")
    }
    let row = try run(try store.enlistNow(id), lock)
    try? lock.unlinkFile()
    return row
  }

  private func run(_ given: SlotRow, _ lock: borrowing FileLock) throws -> SlotRow? {
    guard let (wakeup, row) = try store.begin(given) else {
      context.tell("skipped", ["id": .string(given.wake), "slot": .string(given.slot.description)])
      return nil
    }
    context.tell("started", row.record)
    let outcome: RunOutcome
    do {
      if wakeup.turn.restartsService, row.attempt == 1 {
        ServiceRestart(context).run(after: wakeup.turn.session)
      }
      let child = TurnChild(context: context, wakeup: wakeup, row: row)
      let result = try child.run(lock)
      let note = after(result, child)
      outcome = judge(result, row, note: note)
    } catch {
      // It has not been started; what kept it from that may pass: a full disk, too many processes.
      let error = AgentError(wrapping: error)
      let exit = Int(error.exitCode.rawValue)
      outcome =
        error.code == .inputMissing
        ? .failed(reason: error.description, exitCode: exit, session: nil)
        : .again(
          reason: error.description, exitCode: exit, session: nil, after: Self.pause(after: row.attempt))
    }
    guard let (ended, skipped) = try store.finish(row, outcome) else { return nil }
    context.tell("finished", ended.record)
    if let skipped { context.tell("skipped", skipped.record) }
    return ended
  }

  private func judge(_ result: TurnChild.Result, _ row: SlotRow, note: String?) -> RunOutcome {
    let exit = Int(result.exit.status)
    if result.exit == .code(0) {
      if result.record?["exit_code"]?.int == 0 { return .done(session: result.session, note: note) }
      return .failed(reason: "agent-turn gave no record", exitCode: exit, session: nil)
    }
    let pause = Self.pause(after: row.attempt)
    if context.cancellation.isCancelled {
      return .again(reason: "interrupted", exitCode: exit, session: result.session, after: 0)
    }
    if case .signal = result.exit {
      return .again(reason: "the turn was killed", exitCode: exit, session: result.session, after: pause)
    }
    if exit == Int(ExitStatus.temporary.rawValue) {
      return .again(reason: result.reason, exitCode: exit, session: result.session, after: pause)
    }
    return .failed(reason: result.reason, exitCode: exit, session: result.session)
  }

  /// The answer goes to its file, and the command behind it is run, before the slot counts as done.
  /// - Returns: what went wrong with either.
  private func after(_ result: TurnChild.Result, _ child: TurnChild) -> String? {
    var notes: [String] = []
    if let path = child.wakeup.turn.output, let text = result.record?["text"]?.string, result.exit == .code(0)
    {
      do {
        try Files.replace(path, with: Array((text.utf8.last == 0x0a ? text : text + "\n").utf8))
      } catch {
        notes.append("--output: \(AgentError(error).description)")
      }
    }
    if let command = child.wakeup.turn.onDone, !context.cancellation.isCancelled {
      var environment = child.environment
      environment["AGENT_WAKE_EXIT"] = "\(result.exit.status)"
      environment["AGENT_SESSION"] = result.session
      let input = result.record.map { Array(($0.text + "\n").utf8) } ?? []
      do {
        let run = try BoundedRun.run(
          ["/bin/sh", "-c", command], environment: environment, directory: context.workingDirectory,
          input: input,
          outputLimit: 1 << 16, deadline: .after(milliseconds: Self.doneTime),
          cancellation: context.cancellation)
        if run.ending != .exited(.code(0)) {
          notes.append("--on-done: \(Self.text(run.ending)) \(run.errors.prefix(200))")
        }
      } catch {
        notes.append("--on-done: \(AgentError(error).description)")
      }
    }
    return notes.isEmpty ? nil : notes.joined(separator: "; ")
  }

  private static func text(_ ending: BoundedRun.Ending) -> String {
    switch ending {
    case .exited(let exit): "exit \(exit.status)"
    case .timedOut: "took too long"
    case .cancelled: "interrupted"
    }
  }
}
