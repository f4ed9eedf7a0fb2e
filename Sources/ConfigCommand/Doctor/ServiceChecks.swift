import AgentCLI
import AgentCore
import AgentJSON
import AgentSystem
import Glibc

/// What a running agent-serve leaves in the runtime directory: who may reach it, and what is left of one that has
/// gone.
enum ServiceChecks {
  private static let check = "service"

  static func run(_ context: CommandContext) -> [Finding] {
    let runtime = context.runtime
    let file = runtime.file("serve.json")
    let record = (try? Files.readIfPresent(file, limit: 1 << 16)).flatMap(\.self).map {
      try? JSON(parsing: String(decoding: $0, as: UTF8.self))
    }
    let socket = record??["socket"]?.string ?? runtime.file("serve.sock")
    let modes = [(file, "read"), (socket, "connect to")].compactMap { path, verb in open(path, to: verb) }
    guard let record else {
      let isLeft = Files.exists(socket)
      return modes + [
        isLeft
          ? Finding(
            .notice, check, "\(socket) is left of one that has gone",
            advice: "agent-serve start, or remove it")
          : Finding(.ok, check, "does not run")
      ]
    }
    guard let pid = record?["pid"]?.int, pid > 0, pid <= Int(Int32.max) else {
      return modes + [
        Finding(.weak, check, "\(file) does not say which process serves", advice: "agent-serve restart")
      ]
    }
    if kill(pid_t(pid), 0) != 0, errno == ESRCH {
      return modes + [
        Finding(
          .weak, check, "\(file) is left of process \(pid), which has gone", advice: "agent-serve start")
      ]
    }
    return modes + [Finding(.ok, check, "process \(pid) serves")]
  }

  /// A finding where others may do something with a file that is only the user's.
  private static func open(_ path: String, to verb: String) -> Finding? {
    guard let status = (try? Files.status(path, followLinks: false)).flatMap(\.self),
      status.st_uid != geteuid() || status.st_mode & 0o077 != 0
    else { return nil }
    return Finding(.broken, check, "others may \(verb) \(path)", advice: "chmod 600 \(path.quotedForShell)")
  }
}
