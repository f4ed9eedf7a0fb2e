import AgentSystem
import Glibc

/// The folder of this process in which targets that need files have them; `bin/fuzz` makes it and removes it.
enum ScratchFolder {
  static let path: String = {
    guard let base = getenv("AGENT_FUZZ_SCRATCH") else { fatalError("AGENT_FUZZ_SCRATCH is not set") }
    let path = "\(String(cString: base))/\(getpid())"
    return require("a scratch folder") {
      try Files.makeDirectory(path)
      return path
    }
  }()

  /// Puts `bytes` into the file `name`, without the syncs that a product's files get.
  static func write(_ bytes: [UInt8], to path: String) {
    let descriptor = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o600)
    require(descriptor >= 0, "\(path) can be written")
    require("\(path) can be written") { try IO.writeAll(descriptor, bytes) }
    close(descriptor)
  }
}
