import AgentCLI
import AgentCore
import AgentJSON
import AgentSession
import AgentSystem
import ArgumentParser

/// `agent`: the conversation at a prompt.
struct REPLRoot: AgentCommand {
  static let configuration = CommandConfiguration(
    commandName: "agent",
    abstract: "Talk to a model at a prompt, and start the other commands",
    discussion: """
      Goes on in the latest session. 'agent NAME …' runs agent-NAME. At the
      prompt, /help tells what can be typed. Without a terminal the lines of
      standard input are run one after the other.

      Examples:
        agent
        agent -e 'What is new in @CHANGELOG.md?'
        agent session list
      """,
    version: Version.line("agent"))

  @Argument(help: ArgumentHelp("More options for agent-turn, behind '--'.", valueName: "turn-options"))
  var words: [String] = []

  @Option(
    name: .shortAndLong, help: ArgumentHelp("Session: an id, latest, new, or a title.", valueName: "id"),
    completion: .session(["new"]))
  var session: String?

  @Flag(name: [.customShort("c"), .customLong("continue")], help: "Go on in the latest session (default).")
  var continueLatest = false

  @Flag(name: .long, help: "Begin a new session.")
  var new = false

  @Option(
    name: [.customShort("e"), .customLong("execute")],
    help: ArgumentHelp("Run a line and leave; may be repeated.", valueName: "line"))
  var execute: [String] = []

  @Flag(name: .long, help: "Show formulas as they were written.")
  var raw = false

  @OptionGroup(title: "Turns") var turn: TurnProcessOptions

  @OptionGroup var common: CommonOptions

  var stopsOnSignals: Bool { true }

  func outputFormat() throws(AgentError) -> OutputFormat { try common.outputFormat([.text, .ndjson]) }

  func validate() throws {
    if [session != nil, continueLatest, new].count(where: \.self) > 1 {
      throw ValidationError("--session, --continue and --new exclude one another")
    }
  }

  func run(in context: CommandContext) throws -> ExitStatus {
    if let word = words.first, !word.hasPrefix("-") { throw Self.unknown(word, in: context) }
    let setup = REPLSetup(
      context: context, format: try outputFormat(), turnOptions: turn.arguments + words,
      modelOptions: turn.modelArguments, settings: turn.settings, raw: raw,
      session: try openingSession(context))
    if execute.isEmpty, Terminal.isTerminal(0), context.output.isTerminal, try outputFormat() == .text {
      return try InteractiveREPL(setup).run()
    }
    return try BatchREPL(setup).run(lines: execute.isEmpty ? nil : execute)
  }

  /// The session to go on in; nil for a new one.
  private func openingSession(_ context: CommandContext) throws(AgentError) -> String? {
    if new || session == "new" { return nil }
    let store = SessionStore(context.runtime, clock: context.clock)
    if let session { return try store.resolve(session) }
    do throws(AgentError) {
      return try store.latest()
    } catch {
      if error.code == .sessionMissing { return nil }
      throw error
    }
  }

  private static func unknown(_ word: String, in context: CommandContext) -> AgentError {
    let names = Siblings(context.environment).names
    return AgentError(
      .usage, "no such command", object: word,
      hint: NearMatch.hint(word, in: names) ?? "one of \(names.joined(separator: ", "))")
  }
}

/// How turns are run: the options of agent-turn that are needed most; any others stand behind `--`.
struct TurnProcessOptions: ParsableArguments {
  @Option(name: .shortAndLong, help: ArgumentHelp("The model.", valueName: "name"))
  var model: String?

  @Option(name: .long, help: ArgumentHelp("The dialect of the server.", valueName: "name"))
  var provider: String?

  @Option(name: .long, help: ArgumentHelp("Prefix of the endpoint.", valueName: "url"))
  var baseUrl: String?

  @Flag(name: .customShort("w"), help: "Tools may write to the workspace.")
  var writable = false

  var arguments: [String] { modelArguments + (writable ? ["-w"] : []) }

  /// Which model answers.
  var modelArguments: [String] {
    var arguments: [String] = []
    for (name, value) in [("--model", model), ("--provider", provider), ("--base-url", baseUrl)] {
      if let value { arguments += [name, value] }
    }
    return arguments
  }

  /// The same as settings.
  var settings: JSONObject {
    var settings = JSONObject()
    for (key, value) in [("model", model), ("provider", provider), ("base_url", baseUrl)] {
      settings.append(key, ifPresent: value.map(JSON.string))
    }
    return settings
  }
}

/// What a REPL begins with.
struct REPLSetup {
  let context: CommandContext
  let format: OutputFormat
  /// For `agent-turn --loop`.
  let turnOptions: [String]
  /// For what else asks a model.
  let modelOptions: [String]
  /// What the options say of settings.
  let settings: JSONObject
  /// Formulas stay as they are.
  let raw: Bool
  /// nil for a new session.
  let session: String?
}
