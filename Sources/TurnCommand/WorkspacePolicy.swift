import AgentCLI
import AgentCore
import AgentSandbox
import AgentTools

/// The sandbox of a turn's tools, from the options and what may never be writable.
struct WorkspacePolicy {
  let policy: SandboxPolicy

  /// - Throws: 64 for options that make no sense, 66 for a directory that is not there, 77 for one that may not
  ///   be written.
  init(_ options: ConfinementOptions, _ workspace: String, _ context: CommandContext) throws(AgentError) {
    let (mode, network) = try options.values()
    policy = try WorkspaceRoots.policy(
      mode: mode, network: network, workspace: workspace, readable: options.readable,
      writable: options.writable, base: context.workingDirectory, runtime: context.runtime,
      environment: context.environment)
  }
}
