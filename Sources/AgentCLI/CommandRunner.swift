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

  /// - Parameter arguments: those of the process when nothing is given.
  public static func main<Root: ParsableCommand>(
    _ root: Root.Type, failure: FailureRecord = .error, arguments: [String]? = nil
  ) -> Never {
    let outputIsOpen = ProcessEnvironment.guardStandardDescriptors()
    SignalWatcher.ignoreBrokenPipes()
    SignalWatcher.ignoreFileSizeLimit()
    let output = Output(isOpen: outputIsOpen)
    let given = arguments ?? Array(ProcessEnvironment.arguments().dropFirst())
    end(with: run(root, given, output: output, failure: failure))
  }

  /// Parses and runs; every error is told before this returns.
  static func run<Root: ParsableCommand>(
    _ root: Root.Type, _ arguments: [String], output: Output, failure: FailureRecord
  ) -> ExitStatus {
    let program = Root._commandName
    let ordered = ArgumentOrder(arguments, verbs: VerbTable(root))
    let prefix = ([program] + ordered.verbs).joined(separator: ": ")
    let wanted = ArgumentOrder.machineFormat(arguments)
    var diagnostics = Diagnostics(prefix: prefix, level: wanted == nil ? .normal : .quiet)
    do {
      let command: any AgentCommand
      switch try parse(root, ordered) {
      case .command(let parsed): command = parsed
      case .text(let text):
        try output.text(HelpText.folded(text, columns: HelpText.columns) + "\n")
        try output.flush()
        return .done
      }
      let format = try command.outputFormat()
      let environment = ProcessEnvironment.read()
      let common = command.common
      let cancellation = Cancellation()
      let interrupts = InterruptTaker()
      diagnostics = Diagnostics(
        prefix: prefix,
        level: common.verbose ? .verbose : common.quiet || format.isMachine ? .quiet : .normal)
      if command.stopsOnSignals {
        watchSignals(cancellation, interrupts)
        output.stop(on: cancellation)
        diagnostics.stop(on: cancellation)
      }
      let directory = Path.workingDirectory()
      let context = CommandContext(
        program: program,
        runtime: RuntimeDirectory(
          option: common.runtimeDir, environment: environment, workingDirectory: directory),
        environment: environment, workingDirectory: directory, output: output, diagnostics: diagnostics,
        color: common.color, cancellation: cancellation, interrupts: interrupts)
      if !command.inspectsRuntimeDirectory {
        for notice in try context.runtime.secure() { diagnostics.note(notice) }
      }
      let status = try command.run(in: context)
      try output.flush()
      return status
    } catch let foreign as ForeignStatus {
      try? output.flush()
      exit(foreign.code)
    } catch {
      return report(AgentError(wrapping: error), wanted, output, diagnostics, failure)
    }
  }

  /// SIGPIPE is blocked like the others, so that one that somebody sends is seen; a write to a closed pipe
  /// gives EPIPE all the same.
  private static func watchSignals(_ cancellation: Cancellation, _ interrupts: InterruptTaker) {
    var signals = [SIGINT, SIGTERM, SIGQUIT, SIGPIPE]
    if !SignalWatcher.isIgnored(SIGHUP) { signals.append(SIGHUP) }
    SignalWatcher.watch(signals) { signal in
      if signal == SIGINT, interrupts.interrupt() { return }
      cancellation.cancel(.signal(signal))
    }
  }

  private enum Parsed {
    case command(any AgentCommand)
    case text(String)
  }

  /// A command to run, or the text of `--help`, `--version` or a completion script.
  private static func parse<Root: ParsableCommand>(
    _ root: Root.Type, _ ordered: ArgumentOrder
  ) throws(AgentError) -> Parsed {
    if let text = plainRequest(root, ordered) { return .text(text) }
    do {
      if let verb = parsedAlone(ordered) { return .command(verb) }
      var parsed = try Root.parseAsRoot(ordered.arguments)
      if let command = parsed as? any AgentCommand { return .command(command) }
      if !type(of: parsed).configuration.subcommands.isEmpty {
        throw AgentError(.usage, "a verb is missing", hint: helpHint(root, ordered.verbs))
      }
      // ArgumentParser's own `help` throws its text when it is run.
      try parsed.run()
      throw AgentError(.internalError, "not an AgentCommand", object: "\(type(of: parsed))")
    } catch let error as AgentError {
      throw error
    } catch {
      if Root.exitCode(for: error) == .success {
        let text = trimmed(Root.fullMessage(for: error, columns: HelpText.columns))
        return .text(CompletionScript.mended(text, for: root))
      }
      let message = trimmed(Root.message(for: error))
      let hint = helpHint(root, ordered.verbs)
      if message.hasPrefix("Missing expected argument"),
        let (option, known) = UnknownOption.find(in: ordered, helpOf: root)
      {
        throw AgentError(
          .usage, "unknown option '\(option)'", hint: NearMatch.hint(option, in: known) ?? hint)
      }
      throw usageError(message, ordered, hint: hint)
    }
  }

  /// The verb without those above it, whose options ArgumentParser would look at first: a fifth of its work. nil
  /// where that is not all right; help and messages then are of the whole command line.
  private static func parsedAlone(_ ordered: ArgumentOrder) -> (any AgentCommand)? {
    guard ordered.isLeaf else { return nil }
    let rest = Array(ordered.arguments.dropFirst(ordered.verbs.count))
    return (try? ordered.command.parseAsRoot(rest)) as? any AgentCommand
  }

  /// The text that `--version` or `[VERB…] --help` asks for where nothing else is on the command line.
  ///
  /// ArgumentParser gives the same, but parses and decodes every option before it and then makes the help twice:
  /// three times the work.
  private static func plainRequest(_ root: any ParsableCommand.Type, _ ordered: ArgumentOrder) -> String? {
    let rest = ordered.arguments.dropFirst(ordered.verbs.count)
    guard let option = rest.first, rest.count == 1 else { return nil }
    switch option {
    case "--version" where ordered.verbs.isEmpty: return root.configuration.version
    case "--help", "-h":
      return HelpPage.text([root._commandName] + ordered.verbs)
        ?? trimmed(root.helpMessage(for: ordered.command, columns: HelpText.columns))
    default: return nil
    }
  }

  /// ArgumentParser's message in our manner: one line, a small letter, no full stop, advice in parentheses.
  private static func usageError(_ message: String, _ ordered: ArgumentOrder, hint: String) -> AgentError {
    if let (word, known) = ordered.unknownVerb {
      return AgentError(.usage, "unknown verb '\(word)'", hint: NearMatch.hint(word, in: known) ?? hint)
    }
    let line = message.prefix { !$0.isNewline }
    let sentence = line.prefix(1).lowercased() + line.dropFirst()
    let advice = ". Did you mean "
    if let end = sentence.indices.first(where: { sentence[$0...].hasPrefix(advice) }) {
      let near = sentence[end...].dropFirst(advice.count)
      return AgentError(.usage, String(sentence[..<end]), hint: "did you mean \(near)")
    }
    return AgentError(.usage, sentence.hasSuffix(".") ? String(sentence.dropLast()) : sentence, hint: hint)
  }

  private static func helpHint(_ root: any ParsableCommand.Type, _ verbs: [String]) -> String {
    "try '\(([root._commandName] + verbs + ["--help"]).joined(separator: " "))'"
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
    // Everything is written. What libraries would clean up at the exit the kernel takes away at once, also where a
    // thread is still loading one of them.
    _exit(status.rawValue)
  }

  private static func trimmed(_ text: String) -> String {
    var text = Substring(text)
    while text.last?.isNewline == true { text.removeLast() }
    return String(text)
  }
}
