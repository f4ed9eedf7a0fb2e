import AgentCLI
import AgentCore
import AgentJSON
import AgentSystem
import Glibc

/// Starts other programs for a REPL.
final class Programs {
  struct Captured {
    let status: Int32
    let output: String
    let errors: String
    let firstError: String
  }

  private let context: CommandContext
  private let format: OutputFormat
  /// `commands/` of the user, by name; asked for once.
  private var userCommands: [String: UserCommand]?
  /// Ends what is being captured: Ctrl-C reaches only what has the terminal.
  let captureStop = Monitor<Cancellation?>(nil)

  /// The most that is taken of what a program prints for the model, in bytes.
  private static let outputLimit = 1 << 20
  private static let patience = 600_000

  init(_ context: CommandContext, format: OutputFormat) {
    self.context = context
    self.format = format
  }

  /// What children get: ours, and where our state is.
  func environment(session: String? = nil) -> [String: String] {
    var environment = context.environment
    environment["AGENT_RUNTIME_DIR"] = context.runtime.path
    if let session { environment["AGENT_SESSION"] = session }
    return environment
  }

  func sibling(_ name: String) throws(AgentError) -> String {
    try SiblingProgram.find(name, environment: context.environment)
  }

  func turns(_ options: [String], asks: Bool) throws(AgentError) -> EventProcess {
    try EventProcess.turns(try sibling("agent-turn"), options, environment: environment(), asks: asks)
  }

  func follow(_ session: String, from sequence: Int) throws(AgentError) -> EventProcess {
    try EventProcess.follow(
      try sibling("agent-session"), session, from: sequence, environment: environment())
  }

  /// The options by which a command of the toolkit prints as we do.
  func outputOptions(_ name: String) -> [String] {
    if name == "agent-sandbox" || name == "sandbox" { return [] }
    return (format.isMachine ? ["-j"] : [])
      + (context.diagnostics.level == .quiet && !format.isMachine ? ["-q"] : [])
  }

  /// Runs a program with our terminal or streams until it ends.
  /// - Parameter input: what it reads; nil for ours, an empty one for nothing.
  func foreground(_ arguments: [String], session: String?, input: [UInt8]? = nil) throws(AgentError) -> Int32
  {
    do throws(SystemError) {
      let child = try ChildProcess.spawn(
        arguments, environment: environment(session: session),
        input: input == nil ? .inherit : input!.isEmpty ? .null : .pipe, newSession: false)
      if let input, !input.isEmpty {
        let descriptor = child.standardInput
        // It may end without having read all of it.
        Thread.start {
          try? IO.writeAll(descriptor, input)
          close(descriptor)
        }.detach()
      }
      return wait(for: child)
    } catch {
      throw AgentError(error, missing: .missingTool)
    }
  }

  /// Milliseconds that a program has to end when we are to, and at which that is looked for.
  private static let grace = 2000
  private static let step = 100

  private func wait(for child: ChildProcess) -> Int32 {
    var deadline: Deadline?
    while true {
      if let exit = child.wait(until: .after(milliseconds: Self.step)) { return exit.status }
      if let deadline, deadline.hasPassed { return child.endTree(supervised: false)?.status ?? 137 }
      if deadline == nil, context.cancellation.isCancelled {
        deadline = .after(milliseconds: Self.grace)
        child.signal(SIGTERM)
        // One that was stopped would not hear it.
        child.signal(SIGCONT)
      }
    }
  }

  /// Runs a command of the toolkit and keeps what it prints.
  func captured(_ arguments: [String], input: [UInt8] = []) throws(AgentError) -> Captured {
    var arguments = arguments
    arguments[0] = try sibling(arguments[0])
    return try captured(program: arguments, environment: environment(), input: input)
  }

  /// Runs a program and keeps what it prints.
  func captured(program arguments: [String], environment: [String: String], input: [UInt8])
    throws(AgentError) -> Captured
  {
    let stop = Cancellation()
    let token = context.cancellation.onCancel { stop.cancel($0) }
    captureStop.withLock { $0 = stop }
    defer {
      captureStop.withLock { $0 = nil }
      context.cancellation.removeHandler(token)
    }
    do throws(SystemError) {
      let result = try BoundedRun.run(
        arguments, environment: environment, directory: context.workingDirectory, input: input,
        outputLimit: Self.outputLimit, deadline: .after(milliseconds: Self.patience),
        cancellation: stop)
      if result.dropped > 0 {
        throw SystemError("read", arguments[0], number: EFBIG)
      }
      let status: Int32
      switch result.ending {
      case .exited(let exit): status = exit.status
      case .timedOut: status = 124
      case .cancelled: status = 130
      }
      return Captured(
        status: status, output: result.output, errors: result.errors,
        firstError: result.errors.split(separator: "\n").first.map(String.init)
          ?? "ended with status \(status)")
    } catch {
      throw AgentError(error)
    }
  }

  /// What is in the user's and a trusted project's `commands/`, as agent-tool(1) finds it.
  func commands() -> [String: UserCommand] {
    if let userCommands { return userCommands }
    var found: [String: UserCommand] = [:]
    if let listing = try? captured(["agent-tool", "list", "--all", "-j"]), listing.status == 0 {
      for line in listing.output.split(separator: "\n") {
        guard let record = try? JSON(parsing: String(line)), let command = UserCommand(record) else {
          continue
        }
        found[command.name] = command
      }
    }
    userCommands = found
    return found
  }

  func forgetCommands() { userCommands = nil }
}
