public import AgentCore
public import ArgumentParser

/// A command or verb: it is parsed by ArgumentParser and run in a context, and says how it ended instead of
/// exiting.
public protocol AgentCommand: ParsableCommand {
  var common: CommonOptions { get }

  /// The format of this run; it decides what stderr may say.
  func outputFormat() throws(AgentError) -> OutputFormat

  /// Whether the command looks at owner and modes of the runtime directory itself, as a doctor must: others
  /// are refused before they run when something is wrong there.
  var inspectsRuntimeDirectory: Bool { get }

  /// Whether the command ends by itself when the process gets SIGINT, SIGTERM, SIGHUP, SIGQUIT or SIGPIPE: it looks at
  /// ``CommandContext/cancellation``. Others die of the signal, as programs without children and without
  /// anything to finish may.
  var stopsOnSignals: Bool { get }

  /// Does the work. Throws ``AgentError`` when it failed as a whole.
  func run(in context: CommandContext) throws -> ExitStatus
}

extension AgentCommand {
  public func outputFormat() throws(AgentError) -> OutputFormat { try common.outputFormat() }

  public var inspectsRuntimeDirectory: Bool { false }
  public var stopsOnSignals: Bool { false }

  /// ArgumentParser's own entry point, which ``CommandRunner`` replaces.
  public func run() throws {
    throw AgentError(.internalError, "run by ArgumentParser instead of CommandRunner")
  }
}
