import AgentCLI
import AgentCore
import AgentSystem
import Glibc

/// The runtime directory: whose it is, its modes, whether its file system has working locks and room.
enum RuntimeChecks {
  static func run(_ context: CommandContext) -> [Finding] {
    [modes(context.runtime)] + [locks(context.runtime), space(context.runtime)] + root()
  }

  static func modes(_ runtime: RuntimeDirectory) -> Finding {
    guard Files.exists(runtime.path) else {
      return Finding(.ok, "runtime directory", "\(runtime.path) is made on the first write")
    }
    do {
      let notices = try runtime.secure()
      if let notice = notices.first { return Finding(.notice, "runtime directory", notice) }
    } catch {
      return Finding(
        .broken, "runtime directory", "\(error.object ?? runtime.path) \(error.message)", advice: error.hint)
    }
    guard access(runtime.path, W_OK) == 0 else {
      return Finding(
        .broken, "runtime directory", "\(runtime.path) cannot be written", advice: "set AGENT_RUNTIME_DIR")
    }
    return Finding(.ok, "runtime directory", "\(runtime.path) is private")
  }

  /// Two open files on one path, as two processes have them: the second must not get the lock.
  static func locks(_ runtime: RuntimeDirectory) -> Finding {
    let check = "file locks"
    guard Files.exists(runtime.path) else { return Finding(.ok, check, "nothing to lock yet") }
    let probe = runtime.file(".lock-probe-\(getpid())")
    defer { try? Files.remove(probe) }
    do {
      let first = try FileLock.tryAcquire(probe)
      let second = try FileLock.tryAcquire(probe)
      let works = first != nil && second == nil
      if works { return Finding(.ok, check, "work") }
    } catch {
      return Finding(.broken, check, "\(error)", advice: "set AGENT_RUNTIME_DIR to a local file system")
    }
    return Finding(
      .broken, check, "do not work on this file system", advice: "set AGENT_RUNTIME_DIR to a local one")
  }

  /// Bytes that sessions need at least, and that the commands need to go on at all.
  private static let (enough, least) = (500 << 20, 20 << 20)

  static func space(_ runtime: RuntimeDirectory) -> Finding {
    var directory = runtime.path
    while !Files.exists(directory) { directory = Path.parent(directory) }
    var status = statvfs()
    guard statvfs(directory, &status) == 0 else {
      return Finding(.weak, "disk space", "cannot be read: \(SystemError("statvfs", directory))")
    }
    let free = Int(status.f_bavail) * Int(status.f_frsize)
    let message = "\(free / 1_000_000) MB free at \(directory)"
    return free >= enough
      ? Finding(.ok, "disk space", message)
      : Finding(free >= least ? .weak : .broken, "disk space", message, advice: "make room")
  }

  private static func root() -> [Finding] {
    geteuid() == 0
      ? [Finding(.weak, "user", "running as root", advice: "use an ordinary user")] : []
  }
}
