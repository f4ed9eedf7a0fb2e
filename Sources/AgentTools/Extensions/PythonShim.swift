import AgentCore
import AgentSystem
import Glibc

/// How a Python file of decorated functions is run: by a program of ours that has the module `codex_agent`, which
/// such files import. It speaks the protocol of kept-alive extensions.
struct PythonShim {
  /// Why there is none.
  let whyNot: String?
  private let interpreter: String
  private let script: String

  static let resource = "AgentTools/Resources/python/codex_agent_shim.py"

  init(_ host: ExtensionHost) {
    script = Path.join(host.resources.path, Self.resource)
    let found = ChildProcess.find("python3", path: host.environment["PATH"])
    interpreter = found ?? "python3"
    whyNot = found == nil ? "needs python3, which is not installed" : nil
  }

  /// Python looks neither at the user's own packages' switches nor for modules in the working directory.
  func command(for path: String) -> [String] { [interpreter, "-B", "-P", script, path] }

  /// Another shim may describe the same file otherwise.
  var identity: String {
    guard let status = (try? Files.status(script)) ?? nil else { return "" }
    return "\(status.st_mtim.tv_sec):\(status.st_size)"
  }
}
