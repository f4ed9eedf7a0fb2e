import AgentCLI
import AgentCore
import AgentJSON
import AgentSession
import AgentSystem
import AgentWake
import ArgumentParser

/// What is kept with a wakeup of the turn that it becomes.
struct TurnOptions: ParsableArguments {
  @Option(
    name: [.customShort("s"), .long],
    help: ArgumentHelp("Session: an id, latest, new, or a title [new].", valueName: "id"),
    completion: .session(["new"]))
  var session: String?
  @Option(name: [.customShort("m"), .long], help: ArgumentHelp("Model.", valueName: "name")) var model:
    String?
  @Option(help: ArgumentHelp("Backend, as agent-turn has it.", valueName: "name")) var provider: String?
  @Option(help: ArgumentHelp("Endpoint; as a rule it ends in /v1.", valueName: "url")) var baseUrl: String?
  @Option(
    help: ArgumentHelp("Directory the tools see [workfolder/].", valueName: "dir"), completion: .directory)
  var workspace: String?
  @Option(
    help: ArgumentHelp("What tools may change: read-only, workspace, off.", valueName: "mode"),
    completion: .list(["read-only", "workspace", "off"]))
  var sandbox: String?
  @Option(help: ArgumentHelp("Tools: none, default, all, or names with commas.", valueName: "which"))
  var tools: String?
  @Option(
    help: ArgumentHelp("Who decides on calls: rules, never, hook, all.", valueName: "who"),
    completion: .list(["rules", "never", "hook", "all"]))
  var approve: String?
  @Option(help: ArgumentHelp("Time of the turn, such as 10m [1h].", valueName: "time")) var maxTime: String?
  @Option(help: ArgumentHelp("Model requests.", valueName: "n")) var maxRequests: Int?
  @Option(help: ArgumentHelp("Tool calls.", valueName: "n")) var maxToolCalls: Int?
  @Option(help: ArgumentHelp("Input and output tokens.", valueName: "n")) var maxTokens: Int?
  @Option(help: ArgumentHelp("US dollars.", valueName: "usd")) var maxCost: Double?
  @Option(help: ArgumentHelp("Budget across turns, as agent-turn has it.", valueName: "name"))
  var budget: String?
  @Option(name: .shortAndLong, help: ArgumentHelp("Write the answer to a file.", valueName: "file"))
  var output: String?
  @Option(
    help: ArgumentHelp(
      "Run by the shell when the turn has ended, its record on standard input.", valueName: "command"))
  var onDone: String?

  func settings(in context: CommandContext) throws -> TurnSettings {
    var settings = TurnSettings()
    if let session, !["new", "latest"].contains(session) {
      settings.session = try SessionStore(context.runtime, clock: context.clock).resolve(session)
    } else {
      settings.session = session
    }
    settings.model = model
    settings.provider = provider
    settings.baseURL = baseUrl
    if let workspace {
      let directory = context.absolute(workspace)
      guard Files.isDirectory(directory) else {
        throw AgentError(.inputMissing, "is no directory", object: workspace)
      }
      settings.workspace = directory
    }
    settings.sandbox = try chosen(sandbox, "--sandbox", ["read-only", "workspace", "off"])
    settings.tools = tools
    // Nobody is there to be asked.
    settings.approve = try chosen(approve, "--approve", ["rules", "never", "hook", "all"])
    if let maxTime {
      guard let time = Duration.parse(maxTime), time > 0 else {
        throw AgentError(.usage, "'\(maxTime)' is no time", object: "--max-time", hint: "as in 10m")
      }
      settings.maxTime = maxTime
    }
    for (value, name) in [
      (maxRequests, "--max-requests"), (maxToolCalls, "--max-tool-calls"), (maxTokens, "--max-tokens"),
    ] {
      if let value, value < 1 { throw AgentError(.usage, "must be 1 or more", object: name) }
    }
    (settings.maxRequests, settings.maxToolCalls, settings.maxTokens) = (maxRequests, maxToolCalls, maxTokens)
    if let maxCost {
      guard maxCost.isFinite, maxCost > 0 else {
        throw AgentError(.usage, "must be above 0", object: "--max-cost")
      }
      settings.maxCost = JSON(maxCost).text
    }
    if budget?.isEmpty == true { throw AgentError(.usage, "needs a name", object: "--budget") }
    settings.budget = budget
    settings.output = output.map(context.absolute)
    if let path = settings.output { try AnswerPath.check(path) }
    settings.onDone = onDone
    return settings
  }

  private func chosen(_ value: String?, _ option: String, _ known: [String]) throws(AgentError) -> String? {
    guard let value else { return nil }
    if known.contains(value) { return value }
    throw AgentError(
      .usage, "unknown value '\(Terminal.sanitized(value))'", object: option,
      hint: "one of \(known.joined(separator: ", "))")
  }
}
