import AgentCore
import AgentSandbox
import AgentTools
import ArgumentParser

/// What the model may use.
struct ToolOptions: ParsableArguments {
  @Option(
    name: .long, help: ArgumentHelp("Tools: none, default, all, or names with commas.", valueName: "which"))
  var tools: String?

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
    name: .long,
    help: ArgumentHelp("What tools may change: read-only (default), workspace, off.", valueName: "mode"),
    completion: .list(SandboxPolicy.Mode.allCases.map(\.rawValue)))
  var sandbox: String?

  @Flag(name: .short, help: "The same as --sandbox workspace.")
  var writesWorkspace = false

  @Option(
    name: .long, help: ArgumentHelp("One more directory the tools may write.", valueName: "dir"),
    completion: .directory)
  var writable: [String] = []

  @Option(
    name: .long, help: ArgumentHelp("The network of commands: none (default) or host.", valueName: "net"),
    completion: .list(SandboxPolicy.Network.allCases.map(\.rawValue)))
  var net: String?

  @Option(name: .long, help: ArgumentHelp("Time for one call (default 120s).", valueName: "time"))
  var toolTimeout: String?

  @Option(name: .long, help: ArgumentHelp("Bytes of one call's output (default 32768).", valueName: "n"))
  var toolOutputMax: Int?

  /// What `--sandbox`, `-w` and `--net` say together.
  func confinement() throws(AgentError) -> (mode: SandboxPolicy.Mode, network: SandboxPolicy.Network) {
    try SandboxPolicy.confinement(sandbox, writesWorkspace: writesWorkspace, net: net)
  }
}
