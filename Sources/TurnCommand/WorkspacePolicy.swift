import AgentCLI
import AgentCore
import AgentFiles
import AgentSandbox
import AgentSystem

/// The sandbox of a turn's tools, from the options and what may never be writable.
struct WorkspacePolicy {
  let policy: SandboxPolicy

  /// - Throws: 64 for options that make no sense, 66 for a directory that is not there, 77 for one that may not
  ///   be written.
  init(_ options: ToolOptions, _ workspace: String, _ context: CommandContext) throws(AgentError) {
    let (mode, network) = try options.confinement()
    let readable = try Self.resolved(options.readable, context)
    let writable = try Self.resolved(options.writable, context)
    let home = context.environment["HOME"].flatMap { try? Path.resolved($0) }
    let runtime = (try? Path.resolved(context.runtime.path)) ?? context.runtime.path
    for directory in (mode == .workspace ? [workspace] : []) + writable {
      try WritableRule.require(directory, home: home, runtime: runtime)
    }
    policy = SandboxPolicy(
      mode: mode, network: network, workspace: workspace, readable: readable, writable: writable)
  }

  private static func resolved(_ paths: [String], _ context: CommandContext) throws(AgentError) -> [String] {
    var resolved: [String] = []
    for path in paths {
      let absolute = context.absolute(path)
      guard Files.isDirectory(absolute), let real = try? Path.resolved(absolute) else {
        throw AgentError(.inputMissing, "is not a directory", object: path)
      }
      resolved.append(real)
    }
    return resolved
  }
}
