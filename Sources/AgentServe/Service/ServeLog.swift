package import AgentCore
package import AgentSystem
import Glibc

/// `logs/serve.log`: what the server and its turns say to people. Nothing of it is needed to go on.
///
/// Above 16 MiB it becomes `serve.1.log`, as the runtime log does: it is looked at whenever it is opened, which
/// happens for each turn.
package enum ServeLog {
  static let rotationLimit = 16 << 20

  package static func path(in runtime: RuntimeDirectory) -> String {
    Path.join(runtime.folder(.logs), "serve.log")
  }

  static func previousPath(in runtime: RuntimeDirectory) -> String {
    Path.join(runtime.folder(.logs), "serve.1.log")
  }

  /// Open for reading what has been written, and for appending.
  package static func open(in runtime: RuntimeDirectory) throws(AgentError) -> Descriptor {
    try open(in: runtime, rotatingAbove: rotationLimit)
  }

  static func open(in runtime: RuntimeDirectory, rotatingAbove limit: Int) throws(AgentError) -> Descriptor {
    try runtime.prepare(.logs, .locks)
    let path = path(in: runtime)
    do throws(SystemError) {
      if let status = try Files.status(path), Int(status.st_size) > limit {
        let lock = try FileLock.acquire(Path.join(runtime.folder(.locks), "serve.log"))
        defer { withExtendedLifetime(lock) {} }
        // Another may have done it meanwhile.
        if let status = try Files.status(path), Int(status.st_size) > limit {
          if rename(path.system, previousPath(in: runtime).system) != 0 { throw SystemError("rename", path) }
          let file = try Descriptor(opening: path, O_RDWR | O_CREAT | O_APPEND)
          follow(file.raw, from: status)
          return file
        }
      }
      return try Descriptor(opening: path, O_RDWR | O_CREAT | O_APPEND)
    } catch {
      throw AgentError(error)
    }
  }

  /// What this process itself says goes on in the new file, where it went to the old one.
  private static func follow(_ new: Int32, from old: stat) {
    for descriptor in [STDOUT_FILENO, STDERR_FILENO] {
      var status = stat()
      if fstat(descriptor, &status) == 0, status.st_dev == old.st_dev, status.st_ino == old.st_ino {
        dup2(new, descriptor)
      }
    }
  }
}
