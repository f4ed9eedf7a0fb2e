import AgentCore
import AgentSystem
import Glibc

/// Where `--output` may lead: to a regular file or to none yet, in a directory that is there. Looked at when it is
/// stored and again before each turn, since an answer that cannot be kept is not worth a turn.
enum AnswerPath {
  /// - Throws: 73 where no file can be put.
  static func check(_ path: String) throws(AgentError) {
    if let reason = refusal(of: path) {
      throw AgentError(.io, reason, object: path, hint: "give a regular file", exit: .cannotCreate)
    }
  }

  private static func refusal(of path: String) -> String? {
    do throws(SystemError) {
      try Files.requireReplaceable(path)
      return nil
    } catch {
      switch error.number {
      case EISDIR: return "is a directory, and not a regular file"
      case ENOTSUP: return "is a device, named pipe or socket, and not a regular file"
      case ENOENT, ENOTDIR: return "cannot be created: \(Path.parent(path)) is no directory"
      default: return "cannot be created: \(error.reason)"
      }
    }
  }
}
