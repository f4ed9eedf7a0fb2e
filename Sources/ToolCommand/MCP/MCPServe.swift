import AgentApproval
import AgentCLI
import AgentCore
import AgentJSON
import AgentModel
import AgentSandbox
import AgentSystem
import AgentTools
import ArgumentParser

/// Serves our tools to other agents over standard input and output, until the input ends.
struct MCPServe: AgentCommand {
  static let configuration = CommandConfiguration(
    commandName: "serve", abstract: "Be an MCP server with our tools, on stdin and stdout",
    discussion: """
      Examples:
        claude mcp add agentutils -- agent-tool mcp serve -w
        codex mcp add agentutils -- agent-tool mcp serve --tools read,search,view
      """)

  @Option(name: .long, help: ArgumentHelp("Tools: default, all, or names with commas.", valueName: "which"))
  var tools: String = "default"

  @OptionGroup var confinement: StrictConfinementOptions
  @OptionGroup var approval: ApproveOption
  @OptionGroup var common: CommonOptions

  var stopsOnSignals: Bool { true }

  func run(in context: CommandContext) throws -> ExitStatus {
    ProcessEnvironment.protectSecrets()
    _ = try outputFormat()
    let policy = try confinement.policy(in: context)
    let gate = try approval.gate(in: context, isAlone: true)
    let toolset = try Toolset(context, policy: policy)
    let registry = try Self.choose(tools, of: toolset.inventory)
    defer { registry.finish() }
    var variables = ProcessEnvironment.forPrograms(context.environment)
    variables["AGENT_SHARE_DIR"] = context.environment["AGENT_SHARE_DIR"]
    let environment = variables
    for name in registry.names { try registry[name]?.prepare(environment) }
    _ = try SandboxLack.tell(registry, confinement, in: context)
    let tree = try ConfinedTree(policy, context.runtime, context.environment)
    let runtime = context.runtime
    let service = MCPService(
      registry, identity: MCPIdentity(name: "agentutils", version: Version.number),
      instructions: Self.instructions(policy))
    let runner = ToolRunner(registry)
    let secrets = toolset.secrets
    let hooks = try CallHooks(context, workspace: tree.workspace, environment, secrets)
    let serving = MCPServing(service, runner) { (request, cancellation) throws(AgentError) in
      do throws(AgentError) {
        let given = try runner.check(request).1
        let changed = try hooks.before(request.tool, given, cancellation)
        let request = ToolRunner.Request(
          callID: request.callID, tool: request.tool, arguments: changed.text)
        let (tool, arguments) = try runner.check(request)
        try gate.require(ApprovalCall(tool, arguments, in: tree, home: environment["HOME"]))
        return request
      } catch {
        throw secrets.redact(error)
      }
    } after: { request, arguments, output, cancellation in
      secrets.redact(hooks.after(request.tool, arguments, secrets.redact(output), cancellation))
    } context: { request, description, cancellation in
      ToolContext(
        tree: tree, runtime: runtime, session: "", callID: request.callID, environment: environment,
        cancellation: cancellation, deadline: .after(milliseconds: description?.timeout ?? 120_000),
        outputLimit: 32_768)
    } write: { [output = context.output] (message) throws(AgentError) in
      try output.record(message)
    }
    try serving.run(reading: 0, context.cancellation)
    return .done
  }

  /// As a turn chooses them.
  private static func choose(_ text: String, of inventory: ToolInventory) throws(AgentError) -> ToolRegistry {
    let selection = ToolRegistry.Selection(text)
    if selection == .standard { return inventory.standard }
    if case .named(let names) = selection { try inventory.require(names) }
    return try inventory.registry.selecting(selection)
  }

  private static func instructions(_ policy: SandboxPolicy) -> String {
    let files = policy.mode == .readOnly ? "can be read" : "can be read and changed"
    return "Tools for the files and programs of \(policy.workspace), which \(files)."
  }
}
