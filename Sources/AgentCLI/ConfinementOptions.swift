public import AgentCore
public import AgentSandbox
public import ArgumentParser

/// What tools may see and change: the same words for whatever runs them.
public struct ConfinementOptions: ParsableArguments {
  @Option(
    name: .long,
    help: ArgumentHelp("Directory the tools see (default: the working directory).", valueName: "dir"),
    completion: .directory)
  public var workspace: String?

  @Option(
    name: .long, help: ArgumentHelp("One more directory the tools may read.", valueName: "dir"),
    completion: .directory)
  public var readable: [String] = []

  @Option(
    name: .long, help: ArgumentHelp("One more directory the tools may write.", valueName: "dir"),
    completion: .directory)
  public var writable: [String] = []

  @Option(
    name: .long,
    help: ArgumentHelp("What tools may change: read-only (default), workspace, off.", valueName: "mode"),
    completion: .list(SandboxPolicy.Mode.allCases.map(\.rawValue)))
  public var sandbox: String?

  @Flag(name: .short, help: "The same as --sandbox workspace.")
  public var writesWorkspace = false

  @Option(
    name: .long, help: ArgumentHelp("The network of commands: none (default) or host.", valueName: "net"),
    completion: .list(SandboxPolicy.Network.allCases.map(\.rawValue)))
  public var net: String?

  public init() {}

  /// What `--sandbox`, `-w` and `--net` say together.
  /// - Throws: 64 for words that are none of theirs, or that contradict one another.
  public func values() throws(AgentError) -> (mode: SandboxPolicy.Mode, network: SandboxPolicy.Network) {
    var mode = writesWorkspace ? SandboxPolicy.Mode.workspace : .readOnly
    if let sandbox {
      guard let named = SandboxPolicy.Mode(rawValue: sandbox) else {
        throw AgentError(
          .usage, "unknown sandbox '\(sandbox)'", object: "--sandbox", hint: "read-only, workspace or off")
      }
      if writesWorkspace, named != .workspace {
        throw AgentError(.usage, "contradicts --sandbox \(sandbox)", object: "-w")
      }
      mode = named
    }
    guard let network = SandboxPolicy.Network(rawValue: net ?? "none") else {
      throw AgentError(.usage, "unknown network '\(net ?? "")'", object: "--net", hint: "none or host")
    }
    return (mode, network)
  }
}
