import AgentCLI
import AgentCore
import AgentSandbox
import AgentSystem
import AgentTools

/// The tools that a turn started here would find.
struct Toolset {
  let registry: ToolRegistry

  init(_ context: CommandContext) throws(AgentError) {
    let policy = SandboxPolicy(workspace: context.workingDirectory)
    let resources = ResourceDirectory(environment: context.environment)
    registry = ToolRegistry(
      ToolRegistry.builtIn(policy) + ToolCatalog.installed(in: resources, environment: context.environment))
  }

  /// - Throws: 66 for a name that is not there.
  func tool(_ name: String) throws(AgentError) -> any Tool {
    if let tool = registry[name] { return tool }
    throw AgentError(
      .inputMissing, "no such tool", object: name,
      hint: NearMatch.hint(name, in: registry.names) ?? "try 'agent-tool list'")
  }
}
