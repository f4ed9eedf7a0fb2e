import AgentSystem

/// What a trace of strace(1) says of the order in which files were written, synced and named.
///
/// Only state that has to last is looked at: not `cache/`, `locks/` and `live/`, and not the runtime log,
/// which by its contract is not synced.
struct SyncOrder {
  private(set) var violations: [String] = []
  /// How many calls concerned such state.
  private(set) var calls = 0
  /// Writes to standard output while a log had bytes that were not synced.
  private(set) var acknowledgedUnsynced = 0
  /// Files with bytes, and directories with names, that are not synced.
  private var dirty: Set<String> = []
  private let runtime: String

  var unsynced: [String] { dirty.sorted() }

  /// Whether this machine lets us trace; a container may not.
  static let canTrace: Bool = {
    let child = try? ChildProcess.spawn(
      ["/usr/bin/strace", "-o", "/dev/null", "/bin/true"], environment: [:], output: .null, error: .null)
    return child?.wait() == .code(0)
  }()

  static func strace(to file: String) -> [String] {
    [
      "-f", "-y", "-s", "8", "-o", file, "-e",
      "trace=open,openat,creat,write,pwrite64,writev,fsync,fdatasync,rename,renameat,renameat2,link,linkat,"
        + "unlink,unlinkat,mkdir,mkdirat,ftruncate",
    ]
  }

  init(_ trace: String, runtime: String) {
    self.runtime = runtime
    for line in Self.whole(trace) { take(line[...]) }
  }

  /// The lines of the trace, where a call that another thread's call stands in the middle of is one again.
  private static func whole(_ trace: String) -> [String] {
    var begun: [Substring: String] = [:]
    return trace.split(separator: "\n").compactMap { line in
      let thread = line.prefix { $0 != " " }
      if line.hasSuffix(" <unfinished ...>") {
        begun[thread] = String(line.dropLast(" <unfinished ...>".count))
        return nil
      }
      if let match = line.firstMatch(of: /<\.\.\. \w+ resumed>/),
        let start = begun.removeValue(forKey: thread)
      {
        return start + line[match.range.upperBound...]
      }
      return String(line)
    }
  }

  private func isLasting(_ path: String) -> Bool {
    guard path.hasPrefix(runtime) || path == Path.parent(runtime) else { return false }
    let derived = ["cache", "locks", "live", "logs"].map { "\(runtime)/\($0)" }
    return !derived.contains { path == $0 || path.hasPrefix("\($0)/") }
  }

  private mutating func take(_ line: Substring) {
    guard let call = line.firstMatch(of: /^\d+ +(\w+)\((.*)\) += (-?\d+)/), let result = Int(call.3),
      result >= 0
    else { return }
    let named = call.2.matches(of: /"([^"]*)"/).map { String($0.1) }
    let descriptor = call.2.firstMatch(of: /^(\d+)<([^>]*)>/)
    let paths = named.filter(isLasting)
    switch call.1 {
    case "write", "pwrite64", "writev", "ftruncate":
      guard let descriptor else { return }
      if descriptor.1 == "1" {
        if dirty.contains(where: { $0.hasSuffix(".ndjson") }) { acknowledgedUnsynced += 1 }
      } else {
        wrote(String(descriptor.2))
      }
    case "fsync", "fdatasync": if let descriptor { dirty.remove(String(descriptor.2)) }
    case "rename", "renameat", "renameat2", "link", "linkat":
      guard paths.count == 2 else { return }
      calls += 1
      if dirty.contains(paths[0]) { violations.append("renamed before it was synced: \(paths[1])") }
      changed(Path.parent(paths[1]))
    case "open", "openat", "creat":
      // A temporary name may be lost; the rename gives the one that counts.
      guard call.2.contains("O_CREAT"), let path = paths.first, !path.contains(".tmp") else { return }
      if call.2.contains("O_EXCL") { changed(Path.parent(path)) }
    case "unlink", "unlinkat", "mkdir", "mkdirat":
      guard let path = paths.first, !path.contains(".tmp") else { return }
      changed(Path.parent(path))
    default: return
    }
  }

  private mutating func wrote(_ path: String) {
    guard isLasting(path) else { return }
    calls += 1
    if path.hasPrefix("\(runtime)/sessions/"), dirty.contains(where: { $0.hasPrefix("\(runtime)/blobs") }) {
      violations.append("written before its blob was synced: \(path)")
    }
    dirty.insert(path)
  }

  private mutating func changed(_ directory: String) {
    guard isLasting(directory) else { return }
    calls += 1
    dirty.insert(directory)
  }
}
