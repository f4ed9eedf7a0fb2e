import AgentCLI
import AgentCore
import AgentSandbox
import AgentTools
import ArgumentParser

/// What tools may see and change, and whether less protection than asked for is enough.
struct StrictConfinementOptions: ParsableArguments {
  @OptionGroup var confinement: ConfinementOptions

  @Flag(name: .long, help: "Refuse what else is a notice: a partial sandbox, and root (77).")
  var strict = false

  /// - Throws: 64 for options that make no sense, 66 for a directory that is not there, 77 for one that may not
  ///   be written.
  func policy(in context: CommandContext) throws(AgentError) -> SandboxPolicy {
    let (mode, network) = try confinement.values()
    let workspace = try WorkspaceRoots.directory(confinement.workspace ?? ".", base: context.workingDirectory)
    return try WorkspaceRoots.policy(
      mode: mode, network: network, workspace: workspace, readable: confinement.readable,
      writable: confinement.writable,
      base: context.workingDirectory, runtime: context.runtime, environment: context.environment)
  }
}
