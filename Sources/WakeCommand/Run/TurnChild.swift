import AgentCLI
import AgentCore
import AgentJSON
import AgentSystem
import AgentWake
import Glibc

/// `agent-turn` as the child that a run of a slot is.
///
/// Its standard input is the lock file of the wakeup, which has the prompt in it: so the lock lasts as long as the
/// turn does, also where the process that started it is killed, and the prompt is on no command line.
struct TurnChild {
  let context: CommandContext
  let wakeup: Wakeup
  let row: SlotRow

  struct Result {
    var exit: ChildProcess.Exit
    /// The `turn` record; nil where there is none.
    var record: JSON?
    var errors: String

    var session: String? { record?["session"]?.string }

    /// Why it failed, in a line.
    var reason: String {
      if let message = record?["error"]?["message"]?.string { return message }
      let lines = errors.utf8.split(separator: 0x0a)
      return lines.last.map { String(decoding: $0.suffix(500), as: UTF8.self) } ?? "agent-turn said nothing"
    }
  }

  private static let outputLimit = 64 << 20
  private static let errorLimit = 64 << 10
  /// Milliseconds that a turn has to write its last event when it is told to end.
  private static let patience = 3_000

  func run(_ lock: borrowing FileLock) throws -> Result {
    let program = try SiblingProgram.find("agent-turn", environment: context.environment)
    let directory = try workspace()
    if let path = wakeup.turn.output { try AnswerPath.check(path) }
    try lock.write(wakeup.prompt)
    lseek(lock.descriptor, 0, SEEK_SET)
    var settings = wakeup.turn
    settings.workspace = directory
    let child = try spawn(
      [program] + settings.arguments(runtime: context.runtime, title: wakeup.title), directory, lock)
    let gathered = Monitor((out: [UInt8](), errors: [UInt8]()))
    let drains = [
      PipeDrain(child.standardOutput) { bytes in
        gathered.withLock { $0.out += bytes.prefix(Self.outputLimit - $0.out.count) }
      },
      PipeDrain(child.standardError) { bytes in
        gathered.withLock { $0.errors = ($0.errors + bytes).suffix(Self.errorLimit) }
      },
    ]
    let token = context.cancellation.onCancel { _ in child.signal(SIGTERM) }
    let exit = wait(for: child)
    context.cancellation.removeHandler(token)
    child.signalGroup(SIGKILL)
    for drain in drains { drain.finish() }
    let all = gathered.withLock { $0 }
    return Result(
      exit: exit, record: try? JSON(parsing: all.out), errors: String(decoding: all.errors, as: UTF8.self))
  }

  /// What is missing then is no input of the turn: a program that is being replaced, or its interpreter.
  private func spawn(_ words: [String], _ directory: String, _ lock: borrowing FileLock) throws(AgentError)
    -> ChildProcess
  {
    do throws(SystemError) {
      return try ChildProcess.spawn(
        words, environment: environment, directory: directory, input: .descriptor(lock.descriptor),
        output: .pipe, error: .pipe)
    } catch {
      throw AgentError(error, missing: .missingTool)
    }
  }

  /// The turn ends by itself when its time is over; one that does not is ended.
  private func wait(for child: ChildProcess) -> ChildProcess.Exit {
    // Waiting for the session may take ten minutes before its time begins.
    let deadline = Deadline.after(milliseconds: wakeup.turn.time + 660_000)
    var isEnding = false
    while true {
      if let exit = child.wait(until: min(deadline, .after(milliseconds: 250))) { return exit }
      if deadline.hasPassed { break }
      if context.cancellation.isCancelled {
        if isEnding { break }
        isEnding = true
        if let exit = child.wait(until: .after(milliseconds: Self.patience)) { return exit }
      }
    }
    return child.endTree(supervised: false) ?? .signal(SIGKILL)
  }

  private func workspace() throws -> String {
    if let directory = wakeup.turn.workspace {
      guard Files.isDirectory(directory) else {
        throw AgentError(.inputMissing, "is no directory", object: directory)
      }
      return directory
    }
    try context.runtime.prepare(.workfolder)
    return context.runtime.folder(.workfolder)
  }

  /// What the turn, its tools and the command behind it know of where they come from.
  var environment: [String: String] {
    context.environment.merging([
      "AGENT_RUNTIME_DIR": context.runtime.path, "AGENT_WAKE_ID": wakeup.id,
      "AGENT_WAKE_SLOT": row.slot.description, "AGENT_WAKE_ATTEMPT": "\(row.attempt)",
    ]) { $1 }
  }
}
