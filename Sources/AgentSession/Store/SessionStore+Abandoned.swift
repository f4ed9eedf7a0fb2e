import AgentCore
import AgentSystem
import Glibc

extension SessionStore {
  /// Removes temporary files of sessions that never came to be: of a fork or import whose process was killed.
  ///
  /// Only what is an hour old and whose process is gone here; on a shared disk it may live elsewhere.
  /// - Parameter names: what is in the folder and no log.
  func removeAbandoned(_ names: [String]) {
    let folder = runtime.folder(.sessions)
    let oldest = clock.now() + -Self.abandonedAfter
    for name in names {
      guard let writer = Self.writer(ofTemporary: name), kill(writer, 0) != 0, errno == ESRCH,
        let status = try? Files.status("\(folder)/\(name)"),
        Timestamp(fileTime: status.st_mtim) < oldest
      else { continue }
      try? Files.remove("\(folder)/\(name)")
    }
  }

  /// Milliseconds.
  private static let abandonedAfter = 3_600_000

  /// The process that made a temporary file of that name; nil for other names.
  static func writer(ofTemporary name: String) -> pid_t? {
    guard let mark = name.firstRange(of: ".ndjson\(Files.temporaryMark)") else { return nil }
    let digits = name[mark.upperBound...].prefix { $0.isASCII && $0.isNumber }
    return pid_t(digits).flatMap { $0 > 0 ? $0 : nil }
  }
}
