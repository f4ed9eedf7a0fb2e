import AgentCore
import AgentSystem
import Glibc

/// Looks at who may have written a program or rule of the user's: only the user himself and the system.
enum OwnFile {
  /// The status of what is there, links followed; nil where there is nothing.
  /// - Throws: 77 when somebody else owns it or may write it, with the command that mends that.
  static func status(_ path: String) throws(AgentError) -> stat? {
    let status: stat
    do throws(SystemError) {
      guard let found = try Files.status(path) else { return nil }
      status = found
    } catch {
      throw AgentError(error)
    }
    if status.st_uid != geteuid(), status.st_uid != 0 {
      throw AgentError(
        .auth, "belongs to another user", object: path, hint: "chown \"$(id -un)\" \(path.quotedForShell)")
    }
    if status.st_mode & 0o022 != 0 {
      throw AgentError(.auth, "others may write it", object: path, hint: "chmod go-w \(path.quotedForShell)")
    }
    return status
  }
}
