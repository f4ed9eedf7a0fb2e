import AgentSystem

/// Where the files that programs need beside their code are found: launchers, descriptions, prompts.
///
/// A resource is named by its path below Sources, such as `AgentModel/Local/local_model_server.py`; an
/// installation keeps the same paths below `share/agentutils`.
public struct ResourceDirectory: Sendable, Equatable {
  public let path: String

  public init(path: String) { self.path = path }

  /// `$AGENT_SHARE_DIR`, else `../share/agentutils` as seen from the executable, else the Sources of the
  /// clone in which it was built.
  /// - Parameter executable: the program that runs, every link resolved; nil asks the system.
  public init(environment: [String: String], executable: String? = nil) {
    if let chosen = environment["AGENT_SHARE_DIR"], chosen.hasPrefix("/") {
      path = chosen
      return
    }
    let program = executable ?? ProcessEnvironment.executable() ?? "/"
    let directory = Path.parent(program)
    let installed = Path.join(Path.parent(directory), "share/agentutils")
    path = Files.isDirectory(installed) ? installed : Self.sources(above: directory) ?? installed
  }

  /// `Sources` of the package that a build directory lies in.
  private static func sources(above directory: String) -> String? {
    var current = directory
    while current != "/" {
      if Files.exists(Path.join(current, "Package.swift")) { return Path.join(current, "Sources") }
      current = Path.parent(current)
    }
    return nil
  }

  /// The path of a resource; 78 when the installation lacks it.
  public func file(_ name: String) throws(AgentError) -> String {
    let file = Path.join(path, name)
    if !Files.exists(file) {
      throw AgentError(
        .config, "a file of the installation is missing", object: file,
        hint: "install again, or set AGENT_SHARE_DIR")
    }
    return file
  }
}
