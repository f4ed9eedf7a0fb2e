import AgentCLI
import AgentCore
import AgentModel
import AgentSandbox
import AgentSystem
import AgentTools

/// The tools that a turn started here would find, and what is known here that none of them may tell.
struct Toolset {
  let inventory: ToolInventory
  let host: ExtensionHost
  let configuration: Configuration
  let secrets: KnownSecrets
  let servers: MCPServers

  /// - Parameter checked: whether a setting that names what is not there is an error.
  /// - Throws: 78 for one.
  init(_ context: CommandContext, policy: SandboxPolicy? = nil, checked: Bool = true) throws(AgentError) {
    configuration = try context.configuration()
    let directory = (try? Path.resolved(context.workingDirectory)) ?? context.workingDirectory
    let policy = policy ?? SandboxPolicy(workspace: directory)
    host = ExtensionHost(
      runtime: context.runtime, resources: ResourceDirectory(environment: context.environment),
      policy: policy, environment: context.environment, configuration: configuration)
    let settings = BuiltInSettings(configuration)
    if checked { try settings.check(host.resources, environment: host.environment) }
    var inventory = ToolInventory(host, settings)
    inventory.findExtensions()
    self.inventory = inventory
    secrets = KnownSecrets(context, configuration)
    servers = MCPServers(context, configuration, policy)
  }

  /// A tool that can be called, or only where the workspace is writable.
  /// - Throws: 66 for a name that is not there, or that a setting leaves out.
  func entry(_ name: String) throws(AgentError) -> ToolInventory.Entry {
    if let entry = inventory.entries.first(where: { $0.name == name }) {
      if case .off(let key) = entry.lack {
        throw AgentError(
          .inputMissing, "is switched off", object: name,
          hint: "\(key.rawValue) leaves it out (agent-config explain \(key.rawValue))")
      }
      return entry
    }
    if let tool = try servers.tool(named: name) { return ToolInventory.Entry(tool, origin: .mcp) }
    if let problem = inventory.problems.first(where: {
      Path.name($0.path).split(separator: ".").first == name[...]
    }) {
      throw AgentError(.inputMissing, "is left out: \(problem.reason)", object: problem.path)
    }
    throw AgentError(
      .inputMissing, "no such tool", object: name,
      hint: NearMatch.hint(name, in: inventory.names) ?? "try 'agent-tool list'")
  }
}

extension KnownSecrets {
  /// What could be read of them: a key that cannot be read here is none that a tool could.
  init(_ context: CommandContext, _ configuration: Configuration) {
    let keys = try? KeyEnvironment.read(runtime: context.runtime, environment: context.environment)
    self.init(configuration, keys: keys ?? context.environment)
  }

  /// The words of a tool, and what its item would have, without them.
  func redact(_ output: ToolOutput) -> ToolOutput {
    var output = output
    output.text = redact(output.text)
    output.itemFields = redact(output.itemFields)
    return output
  }
}
