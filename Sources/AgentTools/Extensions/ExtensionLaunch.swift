import AgentCore
import AgentFiles
import AgentJSON
import AgentSandbox
import AgentSystem

/// The command line, the environment and the directory that an extension is started with.
struct ExtensionLaunch {
  let commandLine: [String]
  let environment: [String: String]
  let directory: String
  /// Whether the command line is that of agent-sandbox.
  let isSupervised: Bool

  /// What every extension gets of our environment, by name.
  static let plainVariables = [ExtensionHost.withinVariable]

  /// Where a program of the installation looks for its parts, and what it is run with.
  private static let agentVariables = [
    "AGENT_SESSION", "AGENT_CALL_ID", "AGENT_RUNTIME_DIR", "AGENT_CWD", "AGENT_OUTPUT", "AGENT_TOOL",
    "AGENT_CONFIG", "LLM_OUTPUT", "LLM_TOOL_NAME", "AGENT_SHARE_DIR",
  ]

  /// A bare environment, for asking: outside of the workspace, where what it holds in PATH would be taken for the
  /// user's own.
  static func plainEnvironment(_ host: ExtensionHost) -> [String: String] {
    var variables = ProgramPath.leaving(
      [host.policy.workspace] + host.policy.writable, ProcessEnvironment.forPrograms(host.environment),
      runtime: host.runtime.path)
    variables[ExtensionHost.withinVariable] = "describe"
    variables["AGENT_RUNTIME_DIR"] = host.runtime.path
    return variables
  }

  /// - Parameters:
  ///   - scratch: a directory of the call's own, which the extension may write.
  ///   - arguments: behind the program's own.
  init(
    _ item: Extension, _ arguments: [String] = [], host: ExtensionHost, sandbox: Sandbox?, scratch: String?,
    context: ToolContext
  ) {
    let description = item.description
    var variables = context.environment
    for name in description.variables { variables[name] = host.environment[name] }
    variables[ExtensionHost.withinVariable] = item.name
    variables["AGENT_RUNTIME_DIR"] = context.runtime.path
    variables["AGENT_SESSION"] = context.session
    variables["AGENT_CALL_ID"] = context.callID
    variables["AGENT_CWD"] = context.tree.workspace
    variables["AGENT_TOOL"] = item.name
    if item.isUnconfined { variables["AGENT_TURN"] = context.turnFacts }
    if let scratch {
      variables["AGENT_OUTPUT"] = "\(scratch)/\(Scratch.partsName)"
      if description.input == .argv {
        variables["LLM_OUTPUT"] = "\(scratch)/\(Scratch.textName)"
        variables["LLM_TOOL_NAME"] = item.name
      }
    }
    if PythonShim.serves(item.command), item.origin == .user {
      variables["AGENT_CONFIG"] = JSON.object(host.settings).text
    }
    var command = item.command + arguments
    directory = Self.directory(item, context)
    let own = Self.withArgc(variables, description, host)
    environment =
      sandbox == nil && item.origin == .shipped
      ? ProgramPath.leaving(
        [context.tree.workspace] + (context.tree.writable?.directories ?? []), own,
        runtime: context.runtime.path) : own
    guard let sandbox else {
      commandLine = command
      isSupervised = false
      return
    }
    var policy = host.policy
    if item.origin == .shipped, description.tool.sideEffects == .read {
      // What reads bytes from strangers neither writes nor speaks to anybody.
      policy = SandboxPolicy(
        mode: policy.mode == .off ? .off : .readOnly, workspace: policy.workspace,
        readable: (policy.readable + policy.writable).filter {
          Path.relative($0, to: context.runtime.path) == nil
        })
    }
    policy.variables = Self.agentVariables + Self.plainVariables + description.variables
    policy.limits = item.origin == .shipped && description.tool.sideEffects == .read ? .parser : policy.limits
    if let folder = item.folder { policy.readable.append(folder) }
    // A script that is run by another program is a file that this must be able to read.
    policy.readable += item.command.dropFirst().filter { $0.hasPrefix(bytes: "/") && Files.exists($0) }
    policy.readable += description.grants.readable
    policy.writable += description.grants.writable
    if let scratch { policy.writable.append(scratch) }
    let argc = Self.argcFolder(host)
    if description.input == .argv, Files.exists(argc) { policy.readable.append(argc) }
    // The sandbox starts commands in the workspace.
    if directory != host.policy.workspace { command = ["/usr/bin/env", "-C", directory] + command }
    if description.grants.network { policy.network = .host }
    commandLine = sandbox.with(policy).commandLine(command)
    isSupervised = sandbox.isConfining
  }

  private static func directory(_ item: Extension, _ context: ToolContext) -> String {
    guard let directory = item.description.directory else { return context.tree.workspace }
    return Path.absolute(directory, base: context.tree.workspace)
  }

  /// Scripts for argc get one that reads their tags, behind the one that may be installed.
  private static func withArgc(
    _ variables: [String: String], _ description: ExtensionDescription, _ host: ExtensionHost
  ) -> [String: String] {
    guard description.input == .argv else { return variables }
    var variables = variables
    variables["PATH"] = "\(variables["PATH"] ?? "/usr/local/bin:/usr/bin:/bin"):\(argcFolder(host))"
    return variables
  }

  private static func argcFolder(_ host: ExtensionHost) -> String {
    Path.join(host.resources.path, "AgentTools/Resources/argc")
  }
}

extension PythonShim {
  /// Whether a command line is that of the shim.
  static func serves(_ command: [String]) -> Bool {
    command.contains { $0.hasSuffix("/" + resource) }
  }
}

/// A directory of one call's own, or of one kept-alive process, below `workfolder`: where an extension puts what
/// must not be mixed with its words. Removed at the end.
final class Scratch: Sendable {
  let path: String

  static let partsName = "parts"
  static let textName = "text"

  init(_ runtime: RuntimeDirectory) throws(AgentError) {
    try runtime.prepare(.workfolder)
    path = "\(runtime.folder(.workfolder))/call-\(RandomBytes.hex(8))"
    do throws(SystemError) {
      try Files.makeDirectory(path)
    } catch {
      throw AgentError(error)
    }
  }

  /// Whoever knows that it is over need not wait for the last who has it.
  func remove() { FileTree.remove(path) }

  deinit { remove() }
}
