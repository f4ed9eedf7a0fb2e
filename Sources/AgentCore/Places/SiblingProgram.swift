import AgentSystem
import Glibc

/// Finds the other commands of the toolkit: beside the one that runs, else in PATH.
public enum SiblingProgram {
  /// The path of `agent-extract` and the like.
  /// - Throws: 69 when it is in neither place.
  public static func find(_ name: String, environment: [String: String]) throws(AgentError) -> String {
    if let program = ProcessEnvironment.executable() {
      let beside = Path.join(Path.parent(program), name)
      if access(beside.system, X_OK) == 0 { return beside }
    }
    if let found = ChildProcess.find(name, path: environment["PATH"]), access(found.system, X_OK) == 0 {
      return found
    }
    throw AgentError(.missingTool, "is not installed", object: name, hint: "run bin/setup or bin/install")
  }
}
