import AgentCLI
import AgentCore
import AgentSandbox
import AgentSystem
import AgentTools
import ArgumentParser

/// What tools may see and change, spelled as agent-turn spells it.
struct ConfinementOptions: ParsableArguments {
  @Option(
    name: .long,
    help: ArgumentHelp("Directory the tools see (default: the working directory).", valueName: "dir"),
    completion: .directory)
  var workspace: String?

  @Option(
    name: .long, help: ArgumentHelp("One more directory the tools may read.", valueName: "dir"),
    completion: .directory)
  var readable: [String] = []

  @Option(
    name: .long, help: ArgumentHelp("One more directory the tools may write.", valueName: "dir"),
    completion: .directory)
  var writable: [String] = []

  @Option(
    name: .long,
    help: ArgumentHelp("What tools may change: read-only (default), workspace, off.", valueName: "mode"),
    completion: .list(SandboxPolicy.Mode.allCases.map(\.rawValue)))
  var sandbox: String?

  @Flag(name: .short, help: "The same as --sandbox workspace.")
  var writesWorkspace = false

  @Option(
    name: .long, help: ArgumentHelp("The network of commands: none (default) or host.", valueName: "net"),
    completion: .list(SandboxPolicy.Network.allCases.map(\.rawValue)))
  var net: String?

  @Flag(name: .long, help: "Refuse what else is a notice: a partial sandbox, and root (77).")
  var strict = false

  /// - Throws: 64 for options that make no sense, 66 for a directory that is not there, 77 for one that may not
  ///   be written.
  func policy(in context: CommandContext) throws(AgentError) -> SandboxPolicy {
    let (mode, network) = try SandboxPolicy.confinement(sandbox, writesWorkspace: writesWorkspace, net: net)
    let workspace = try WorkspaceRoots.directory(workspace ?? ".", base: context.workingDirectory)
    return try WorkspaceRoots.policy(
      mode: mode, network: network, workspace: workspace, readable: readable, writable: writable,
      base: context.workingDirectory, runtime: context.runtime, environment: context.environment)
  }
}
