package import AgentCore
import AgentJSON
package import AgentSystem
import Glibc

/// What every endpoint needs: where the state is, and the commands that read and write it.
package struct Serving: Sendable {
  package let runtime: RuntimeDirectory
  package let environment: [String: String]
  /// `0.2.0`
  package let version: String
  package let clock: Clock
  /// Raised when the server ends: what waits then gives up. Turns do not.
  package let ending: Cancellation
  package let turns: TurnLimit
  let state: @Sendable () -> ServerState

  package init(
    runtime: RuntimeDirectory, environment: [String: String], version: String, clock: Clock = .system,
    ending: Cancellation = Cancellation()
  ) {
    self.init(
      runtime: runtime, environment: environment, version: version, clock: clock, ending: ending,
      turns: TurnLimit(), state: { ServerState() })
  }

  package init(
    runtime: RuntimeDirectory, environment: [String: String], version: String, clock: Clock,
    ending: Cancellation, turns: TurnLimit, state: @escaping @Sendable () -> ServerState
  ) {
    (self.runtime, self.environment, self.version, self.clock) = (runtime, environment, version, clock)
    (self.ending, self.turns, self.state) = (ending, turns, state)
  }

  /// How long a command may take that is no turn, and how much it may print.
  private static let commandTime = 60_000
  private static let outputLimit = 64 << 20

  package struct CommandOutcome: Sendable {
    package let status: Int32
    package let output: [UInt8]
    /// What went wrong, in a line; nil when it printed nothing of the kind.
    package let error: AgentError?
  }

  /// Runs a command of the toolkit, named as `agent-session`, to its end.
  /// - Throws: when it could not be run, took too long or printed too much.
  package func run(_ command: [String], input: [UInt8] = [], environment more: [String: String] = [:])
    throws(AgentError) -> CommandOutcome
  {
    var command = command
    command[0] = try SiblingProgram.find(command[0], environment: environment)
    // The kernel ends a word of a command line there.
    if command.contains(where: { $0.utf8.contains(0) }) {
      throw AgentError(.badRequest, "has a text with a NUL in it", object: "body")
    }
    let gathered = Monitor((output: [UInt8](), dropped: 0, errors: [UInt8]()))
    let outcome: BoundedRun.Ending
    do throws(SystemError) {
      outcome = try BoundedRun.run(
        command, environment: childEnvironment.merging(more) { $1 }, directory: runtime.folder(.workfolder),
        input: input,
        deadline: .after(milliseconds: Self.commandTime), cancellation: ending,
        output: { bytes in
          gathered.withLock {
            let room = Self.outputLimit - $0.output.count
            $0.output += bytes.prefix(room)
            $0.dropped += max(0, bytes.count - room)
          }
        },
        errors: { bytes in gathered.withLock { $0.errors += bytes.prefix(max(0, 1 << 16 - $0.errors.count)) }
        }
      )
    } catch {
      throw AgentError(error, missing: .missingTool)
    }
    let (output, dropped, errors) = gathered.withLock { $0 }
    let name = Path.name(command[0])
    switch outcome {
    case .timedOut: throw AgentError(.deadline, "took too long", object: name)
    case .cancelled: throw AgentError(.terminated, "the server ends")
    case .exited(let exit):
      if dropped > 0 { throw AgentError(.tooLarge, "prints more than an answer may have", object: name) }
      return CommandOutcome(
        status: exit.status, output: output,
        error: exit.status == 0 ? nil : Self.error(output, errors, status: exit.status))
    }
  }

  /// What a command prints that has to go well.
  /// - Parameter accepted: statuses beside 0 that are no failure.
  package func output(
    of command: [String], input: [UInt8] = [], accepted: Set<Int32> = [], environment: [String: String] = [:]
  ) throws(AgentError) -> [UInt8] {
    let outcome = try run(command, input: input, environment: environment)
    if outcome.status != 0, !accepted.contains(outcome.status), let error = outcome.error { throw error }
    return outcome.output
  }

  /// Starts a command that outlives us and says nothing.
  func detach(_ command: [String]) throws(AgentError) {
    var command = command
    command[0] = try SiblingProgram.find(command[0], environment: environment)
    let messages = try ServeLog.open(in: runtime)
    do throws(SystemError) {
      let child = try ChildProcess.spawn(
        command, environment: childEnvironment, directory: runtime.folder(.workfolder), output: .null,
        error: .descriptor(messages.raw))
      Thread.start { _ = child.wait() }.detach()
    } catch {
      throw AgentError(error, missing: .missingTool)
    }
  }

  /// Starts a turn. Not more than 64 run at a time.
  package func turn(_ request: TurnRequest) throws(AgentError) -> TurnChild {
    try turns.enter()
    do {
      return try TurnChild(request, serving: self)
    } catch {
      turns.leave()
      throw AgentError(wrapping: error)
    }
  }

  var childEnvironment: [String: String] {
    environment.merging(["AGENT_RUNTIME_DIR": runtime.path]) { $1 }
  }

  /// The `error` record that a command has ended with, else what it said.
  static func error(_ output: [UInt8], _ errors: [UInt8], status: Int32) -> AgentError {
    let record = output.split(separator: 0x0a).last.flatMap { try? JSON(parsing: $0) }
    let told = record?["type"] == "turn.failed" ? record?["error"] : record?["type"] == "error" ? record : nil
    if let error = told.flatMap({ AgentError(told: $0, exit: status) }) { return error }
    let line = errors.split(separator: 0x0a).last.map { String(decoding: $0.prefix(1000), as: UTF8.self) }
    return AgentError(
      .internalError, line ?? "ended with status \(status)", exit: ExitStatus(rawValue: status))
  }
}

/// What the server says of itself.
package struct ServerState: Sendable, Equatable {
  package var connections = 0
  package var subscribers = 0
  package var turns = 0
  package init() {}
}
