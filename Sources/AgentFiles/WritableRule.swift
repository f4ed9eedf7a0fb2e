public import AgentCore
import AgentSystem

/// Which directories are never made writable for tools, nor by what tools have recorded.
public enum WritableRule {
  /// Throws 77 for the root directory, the home directory, and what holds the runtime directory: who may write there
  /// holds every secret and every rule, a turn's own among them.
  /// - Parameters: absolute, with links resolved.
  public static func require(_ directory: String, home: String?, runtime: String) throws(AgentError) {
    let why: String
    if directory == "/" {
      why = "the root directory cannot be made writable for tools"
    } else if directory == home {
      why = "the home directory cannot be made writable for tools"
    } else if Path.relative(runtime, to: directory) != nil {
      why = "holds the runtime directory and cannot be made writable for tools"
    } else {
      return
    }
    throw AgentError(
      .sandbox, why, object: directory, hint: "start in the directory of a project, or give --workspace DIR")
  }
}
