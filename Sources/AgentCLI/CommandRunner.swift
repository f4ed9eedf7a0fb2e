import AgentCore
import AgentJSON
import AgentSystem
public import ArgumentParser
import Glibc

/// The one way in and out of every executable: arguments are parsed, the command is run, whatever failed is
/// told once, and the process ends with the contract's status.
public enum CommandRunner {
  /// How a failure is told in NDJSON: agent-turn by `turn.failed`, all others by an `error` record.
  public enum FailureRecord: Sendable {
    case error
    case turnFailed
  }

  public static func main<Root: ParsableCommand>(_ root: Root.Type, failure: FailureRecord = .error) -> Never
  {
    let outputIsOpen = ProcessEnvironment.guardStandardDescriptors()
    SignalWatcher.ignoreBrokenPipes()
    SignalWatcher.ignoreFileSizeLimit()
    let output = Output(isOpen: outputIsOpen)
    let arguments = Array(CommandLine.arguments.dropFirst())
    end(with: run(root, arguments, output: output, failure: failure))
  }

  /// Parses and runs; every error is told before this returns.
  static func run<Root: ParsableCommand>(
    _ root: Root.Type, _ arguments: [String], output: Output, failure: FailureRecord
  ) -> ExitStatus {
    let program = Root._commandName
    let hoisted = ArgumentOrder.hoistCommonOptions(arguments, verbs: VerbTable(root))
    let prefix = ([program] + hoisted.verbs).joined(separator: ": ")
    let wanted = ArgumentOrder.machineFormat(arguments)
    var diagnostics = Diagnostics(prefix: prefix, level: wanted == nil ? .normal : .quiet)
    do {
      let command: any AgentCommand
      switch try parse(root, hoisted.arguments, program: program) {
      case .command(let parsed): command = parsed
      case .text(let text):
        try output.text(text + "\n")
        try output.flush()
        return .done
      }
      let format = try command.outputFormat()
      let environment = ProcessEnvironment.read()
      let common = command.common
      diagnostics = Diagnostics(
        prefix: prefix,
        level: common.verbose ? .verbose : common.quiet || format.isMachine ? .quiet : .normal)
      let directory = Path.workingDirectory()
      let context = CommandContext(
        program: program,
        runtime: RuntimeDirectory(
          option: common.runtimeDir, environment: environment, workingDirectory: directory),
        environment: environment, workingDirectory: directory, output: output, diagnostics: diagnostics,
        color: common.color)
      for notice in try context.runtime.secure() { diagnostics.note(notice) }
      let status = try command.run(in: context)
      try output.flush()
      return status
    } catch {
      return report(AgentError(wrapping: error), wanted, output, diagnostics, failure)
    }
  }

  private enum Parsed {
    case command(any AgentCommand)
    case text(String)
  }

  /// A command to run, or the text of `--help`, `--version` or a completion script.
  private static func parse<Root: ParsableCommand>(
    _ root: Root.Type, _ arguments: [String], program: String
  ) throws(AgentError) -> Parsed {
    do {
      let parsed = try Root.parseAsRoot(arguments)
      if let command = parsed as? any AgentCommand { return .command(command) }
      if type(of: parsed) != root {
        var builtIn = parsed
        // ArgumentParser's own `help` subcommand throws its text when it is run.
        try builtIn.run()
      }
      throw AgentError(.usage, "a verb is missing", hint: "try '\(program) --help'")
    } catch let error as AgentError {
      throw error
    } catch {
      if Root.exitCode(for: error) == .success { return .text(trimmed(Root.fullMessage(for: error))) }
      throw usageError(error, root, arguments, program)
    }
  }

  private static func usageError<Root: ParsableCommand>(
    _ error: any Error, _ root: Root.Type, _ arguments: [String], _ program: String
  ) -> AgentError {
    let message = trimmed(Root.message(for: error))
    let first = message.prefix { $0 != "\n" }
    let text = first.hasSuffix(".") ? String(first.dropLast()) : String(first)
    let verbs = VerbTable(root).names
    let hint = "try '\(program) --help'"
    if let verb = arguments.first(where: { !$0.hasPrefix("-") }), !verbs.isEmpty, !verbs.contains(verb) {
      return AgentError(
        .usage, "unknown verb '\(verb)'", hint: NearMatch.hint(verb, in: verbs) ?? hint)
    }
    return AgentError(.usage, lowercasedFirst(text), hint: hint)
  }

  private static func report(
    _ error: AgentError, _ wanted: OutputFormat?, _ output: Output, _ diagnostics: Diagnostics,
    _ failure: FailureRecord
  ) -> ExitStatus {
    if error.code == .outputClosed { return .brokenPipe }
    diagnostics.error(error)
    if wanted != nil {
      // Standard output may be what failed; the line on standard error has been written by then.
      try? output.record(record(of: error, failure))
    }
    try? output.flush()
    return error.exitCode
  }

  private static func record(of error: AgentError, _ failure: FailureRecord) -> JSON {
    switch failure {
    case .error: return error.record
    case .turnFailed:
      let line = EventEncoder.encode(
        Event(.turnFailed, ["error": error.payload, "exit_code": .int(Int(error.exitCode.rawValue))]),
        at: .none, time: Clock.system.now(), session: nil, turn: nil)
      return (try? JSON(parsing: line)) ?? error.record
    }
  }

  private static func end(with status: ExitStatus) -> Never {
    if status == .brokenPipe { SignalWatcher.dieBySignal(SIGPIPE) }
    exit(status.rawValue)
  }

  private static func trimmed(_ text: String) -> String {
    var text = Substring(text)
    while text.last?.isNewline == true { text.removeLast() }
    if text.hasPrefix("Error: ") { text = text.dropFirst(7) }
    return String(text)
  }

  private static func lowercasedFirst(_ text: String) -> String {
    text.prefix(1).lowercased() + text.dropFirst()
  }
}
