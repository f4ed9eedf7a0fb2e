import AgentCLI
import AgentCore
import AgentJSON
import AgentSession
import AgentSystem
import AgentWake

/// The turn that schedules something by a tool, as AGENT_TURN tells of it, and what its continuation is run with.
///
/// That has the same model at the same address, the same workspace, sandbox, tools and limits, and goes on in the
/// same session. It may never do more: nobody is there, so that what would be asked is denied, and directories and
/// the network that were granted beside the workspace are not granted again.
struct AskingTurn {
  private let context: CommandContext

  init(_ context: CommandContext) { self.context = context }

  var settings: TurnSettings {
    var settings = TurnSettings()
    settings.sandbox = "read-only"
    settings.approve = "never"
    settings.workspace = context.environment["AGENT_CWD"].flatMap {
      $0.hasPrefix("/") && Files.isDirectory($0) ? $0 : nil
    }
    // One that keeps nothing has no session to go on in.
    if let session = context.environment["AGENT_SESSION"], SessionID.isValid(session),
      SessionStore(context.runtime, clock: context.clock).exists(session)
    {
      settings.session = session
    }
    // Somebody calls the tool without a turn: what is usual holds.
    guard let text = context.environment["AGENT_TURN"] else { return settings }
    let facts = (try? JSON(parsing: text)) ?? .object([:])
    settings.model = facts["model"]?.string
    settings.provider = facts["provider"]?.string
    settings.baseURL = facts["base_url"]?.string
    settings.sandbox = facts["sandbox"]?.string ?? "read-only"
    settings.isHermetic = facts["hermetic"]?.bool ?? false
    let names = facts["tools"]?.array?.compactMap(\.string) ?? []
    settings.tools = names.isEmpty ? "none" : names.joined(separator: ",")
    let limits = facts["limits"]
    settings.maxRequests = limits?["requests"]?.int
    settings.maxToolCalls = limits?["tool_calls"]?.int
    settings.maxTokens = limits?["tokens"]?.int
    settings.maxCost = limits?["cost_usd"]?.text
    settings.budget = limits?["budget"]?.string
    settings.maxTime = limits?["time_ms"]?.int.map { Duration.format(milliseconds: $0) }
    return settings
  }
}
