import AgentCLI
import AgentCore
import AgentJSON
import AgentSession
import AgentSystem
import ArgumentParser

/// `agent-session compact`: a summary takes the place of the conversation in what the model is shown. A model writes
/// it, so agent-turn, which speaks with models, does the work.
struct Compact: AgentCommand {
  static let configuration = CommandConfiguration(
    commandName: "compact", abstract: "Sum a session up, so that it can go on for longer",
    discussion: """
      The model writes a summary, which is shown to it from then on in place of
      all that was said before. Nothing is dropped from the log; 'archive' does
      that. Exit status 0 also when there is nothing to sum up.

      Example:
        agent-session compact latest
      """)

  @OptionGroup var operand: SessionArgument

  @Option(name: .shortAndLong, help: ArgumentHelp("The model that writes it.", valueName: "name"))
  var model: String?

  @Option(name: .long, help: ArgumentHelp("Its provider.", valueName: "name"))
  var provider: String?

  @Option(name: .long, help: ArgumentHelp("Its server.", valueName: "url"))
  var baseUrl: String?

  @OptionGroup var dry: DryRunOption
  @OptionGroup var common: CommonOptions

  /// Milliseconds after which something is wrong: agent-turn ends by itself long before.
  private static let longest = 86_400_000

  var stopsOnSignals: Bool { true }

  func run(in context: CommandContext) throws -> ExitStatus {
    let id = try context.session(operand.session)
    let program = try SiblingProgram.find("agent-turn", environment: context.environment)
    var arguments = [
      program, "--compact", "--session", id, "--runtime-dir", context.runtime.path, "-j", "--no-stdin",
    ]
    for (option, value) in [("--model", model), ("--provider", provider), ("--base-url", baseUrl)] {
      if let value { arguments += [option, value] }
    }
    if dry.dryRun { arguments.append("--dry-run") }
    let run: BoundedRun.Result
    do throws(SystemError) {
      run = try BoundedRun.run(
        arguments, environment: context.environment, directory: context.workingDirectory, input: [],
        outputLimit: 64 << 20, deadline: .after(milliseconds: Self.longest),
        cancellation: context.cancellation)
    } catch {
      throw AgentError(error)
    }
    if let reason = context.cancellation.reason { throw AgentError(reason) }
    return try tell(run, of: id, in: context)
  }

  /// The events that agent-turn has printed, or what they tell.
  private func tell(_ run: BoundedRun.Result, of id: String, in context: CommandContext) throws -> ExitStatus
  {
    let lines = run.output.utf8.split(separator: 0x0a).map { Array($0) }
    let events = lines.compactMap { try? JSON(parsing: $0) }
    if let last = events.last, last["type"] == "turn.failed", let failure = last["error"],
      let error = AgentError(told: failure, exit: last["exit_code"]?.int.flatMap(Int32.init(exactly:)))
    {
      throw error
    }
    guard run.ending == .exited(.code(0)) else {
      throw AgentError(.internalError, "agent-turn ended badly: \(run.errors.suffix(500))", object: id)
    }
    let format = try outputFormat()
    guard let last = events.last, let line = lines.last else {
      context.diagnostics.note("\(id): nothing to sum up")
      return .done
    }
    if last["type"] == "notice" {
      try context.tellRehearsal(last["message"]?.string ?? "", format)
    } else if format == .text {
      let tokens = (last["before_tokens"]?.int ?? 0, last["after_tokens"]?.int ?? 0)
      context.diagnostics.note("\(id): about \(tokens.0) tokens are \(tokens.1) now")
    } else if format == .json {
      try context.output.line(line)
    } else {
      for line in lines { try context.output.line(line) }
    }
    return .done
  }
}
