import AgentCore
import AgentSystem
import Glibc

/// The commands that are installed: beside this one, and in PATH.
struct Siblings {
  /// `session`, `memory` and so on, sorted.
  let names: [String]

  init(_ environment: [String: String]) {
    var directories = (environment["PATH"] ?? "").split(separator: ":").map(String.init)
    if let program = ProcessEnvironment.executable() { directories.insert(Path.parent(program), at: 0) }
    var names: Set<String> = []
    for directory in directories where directory.utf8.first == UInt8(ascii: "/") {
      for file in (try? Files.list(directory)) ?? [] where file.hasPrefix("agent-") {
        let name = String(file.dropFirst("agent-".count))
        let path = Path.join(directory, file)
        if Dispatch.isName(name), access(path.system, X_OK) == 0, !Files.isDirectory(path) {
          names.insert(name)
        }
      }
    }
    self.names = names.sorted()
  }
}
