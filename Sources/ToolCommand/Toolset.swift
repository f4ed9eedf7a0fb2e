import AgentCLI
import AgentCore
import AgentSandbox
import AgentSystem
import AgentTools

/// The tools that a turn started here would find.
struct Toolset {
  let inventory: ToolInventory
  let host: ExtensionHost

  init(_ context: CommandContext, policy: SandboxPolicy? = nil) throws(AgentError) {
    let configuration = try context.configuration()
    let directory = (try? Path.resolved(context.workingDirectory)) ?? context.workingDirectory
    host = ExtensionHost(
      runtime: context.runtime, resources: ResourceDirectory(environment: context.environment),
      policy: policy ?? SandboxPolicy(workspace: directory), environment: context.environment,
      configuration: configuration)
    inventory = ToolInventory(host)
  }

  /// - Throws: 66 for a name that is not there.
  func entry(_ name: String) throws(AgentError) -> ToolInventory.Entry {
    if let entry = inventory.entries.first(where: { $0.name == name }) { return entry }
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
