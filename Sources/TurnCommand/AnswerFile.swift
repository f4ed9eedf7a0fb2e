import AgentCore
import AgentSystem
import Glibc

/// `-o FILE`: the answer, written whole or not at all. That it can be written is known before anything is
/// spent.
struct AnswerFile {
  private let path: String

  init(_ path: String) throws(AgentError) {
    self.path = path
    let target = Files.exists(path) ? path : Path.parent(path)
    if Files.isDirectory(path) {
      throw AgentError(.io, "cannot create: is a directory", object: path, exit: .cannotCreate)
    }
    if access(target, W_OK) != 0 {
      let reason = SystemError("access").reason
      throw AgentError(.io, "cannot create: \(reason)", object: path, exit: .cannotCreate)
    }
  }

  func write(_ text: String) throws(AgentError) {
    let bytes = Array((text.isEmpty || text.hasSuffix("\n") ? text : text + "\n").utf8)
    do throws(SystemError) {
      if let status = try Files.status(path), status.st_mode & S_IFMT != S_IFREG {
        // A device or a pipe cannot be replaced, only written to.
        let file = try Descriptor(opening: path, O_WRONLY)
        try IO.writeAll(file.raw, bytes, to: path)
      } else {
        try Files.replace(path, with: bytes, mode: 0o666 & ~Self.umask())
      }
    } catch {
      throw AgentError(.io, "cannot write: \(error.reason)", object: path)
    }
  }

  private static func umask() -> UInt32 {
    let mask = Glibc.umask(0o077)
    _ = Glibc.umask(mask)
    return mask
  }
}
