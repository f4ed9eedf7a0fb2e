public import AgentCore
public import AgentSystem

/// What a command runs in: everything that would otherwise be a global.
public struct CommandContext: Sendable {
  /// `agent-session`
  public let program: String
  public let runtime: RuntimeDirectory
  public let environment: [String: String]
  public let workingDirectory: String
  public let clock: Clock
  public let output: Output
  public let diagnostics: Diagnostics
  public let color: ColorChoice
  /// Raised by a signal, where the command ``AgentCommand/stopsOnSignals``.
  public let cancellation: Cancellation
  /// Where a command that outlives SIGINT says what that is to do.
  public let interrupts: InterruptTaker

  public init(
    program: String, runtime: RuntimeDirectory, environment: [String: String], workingDirectory: String,
    clock: Clock = .system, output: Output, diagnostics: Diagnostics, color: ColorChoice = .auto,
    cancellation: Cancellation = Cancellation(), interrupts: InterruptTaker = InterruptTaker()
  ) {
    self.program = program
    self.runtime = runtime
    self.environment = environment
    self.workingDirectory = workingDirectory
    self.clock = clock
    self.output = output
    self.diagnostics = diagnostics
    self.color = color
    self.cancellation = cancellation
    self.interrupts = interrupts
  }

  /// A path as the user typed it, made absolute.
  public func absolute(_ path: String) -> String { Path.absolute(path, base: workingDirectory) }

  /// Whether `stream` (1 or 2) may carry colour: on a terminal, unless NO_COLOR, TERM=dumb or --color never.
  public func mayColor(_ stream: Int32) -> Bool {
    switch color {
    case .always: return true
    case .never: return false
    case .auto:
      let refused = environment["NO_COLOR"].map { !$0.isEmpty } ?? false
      if refused || environment["TERM"] == "dumb" || environment["CLICOLOR"] == "0" { return false }
      return Terminal.isTerminal(stream)
    }
  }

  /// Whether a question may be asked: only when both stdin and stderr are terminals.
  public var mayAsk: Bool { Terminal.isTerminal(0) && Terminal.isTerminal(2) }
}
