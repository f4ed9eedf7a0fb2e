public import AgentSystem
import AgentCore
import AgentJSON
import CAgentSystem
import Glibc

/// The process that runs a session's turn, as the lock file `locks/ID.turn` names it.
public struct TurnHolder: Sendable, Equatable {
  public let pid: Int32
  /// When the process started, in clock ticks since boot (field 22 of /proc/PID/stat): tells it from a later
  /// process with the same number.
  public let startTicks: Int
  /// When it got the lock.
  public let since: Timestamp?

  /// This process.
  static func current(at time: Timestamp) -> TurnHolder {
    TurnHolder(pid: getpid(), startTicks: startTicks(of: getpid()) ?? 0, since: time)
  }

  /// The holder that the lock file names, if that process is alive.
  public static func read(_ lockPath: String) -> TurnHolder? {
    guard let bytes = try? Files.readIfPresent(lockPath, limit: 4096), let value = try? JSON(parsing: bytes),
      let pid = value["pid"]?.int.flatMap({ Int32(exactly: $0) }), let ticks = value["start"]?.int
    else { return nil }
    let holder = TurnHolder(
      pid: pid, startTicks: ticks, since: value["since"]?.string.flatMap { Timestamp($0) })
    return holder.isAlive ? holder : nil
  }

  var text: String {
    let object: JSON = [
      "pid": .int(Int(pid)), "start": .int(startTicks), "since": JSON(since?.description),
    ]
    return object.text + "\n"
  }

  public var isAlive: Bool { Self.startTicks(of: pid) == startTicks }

  /// Sends a signal to exactly that process.
  /// - Returns: false when it has ended.
  public func signal(_ number: Int32) -> Bool {
    let pidfd = csystem_pidfd_open(pid)
    if pidfd < 0 { return false }
    defer { close(pidfd) }
    // The pidfd pins the process: when the start time is right now, it is the one that is signalled.
    return isAlive && csystem_pidfd_send_signal(pidfd, number) == 0
  }

  /// `process 4711 since 2026-01-02T03:04:05.678Z`
  public var description: String { "process \(pid)" + (since.map { " since \($0)" } ?? "") }

  static func startTicks(of pid: Int32) -> Int? {
    guard let bytes = try? Files.read("/proc/\(pid)/stat", limit: 8192) else { return nil }
    // The name in parentheses may hold anything; the fields that follow it are counted from the third.
    guard let end = bytes.lastIndex(of: UInt8(ascii: ")")) else { return nil }
    let fields = bytes[(end + 1)...].split(separator: 0x20)
    guard fields.count > 19, fields[0] != [UInt8(ascii: "Z")] else { return nil }
    return Int(String(decoding: fields[19], as: UTF8.self))
  }
}
