import CAgentSystem
import Glibc

/// A process named so that a later one with the same number is not taken for it: the pid and the time at
/// which it was started, as state files keep them.
public struct ProcessIdentity: Sendable, Hashable {
  public let pid: Int32
  /// Clock ticks between the system's start and the process's: field 22 of `/proc/PID/stat`, proc(5).
  public let startTicks: Int

  public init(pid: Int32, startTicks: Int) {
    self.pid = pid
    self.startTicks = startTicks
  }

  /// The process that has this number now; nil when there is none or it is only waited for (a zombie).
  public init?(pid: Int32) {
    guard pid > 0, let bytes = try? Files.read("/proc/\(pid)/stat", limit: 1 << 16) else { return nil }
    // The second field is the program's name in parentheses, which may itself hold both.
    guard let end = bytes.lastIndex(of: UInt8(ascii: ")")) else { return nil }
    let fields = bytes[(end + 1)...].split(separator: UInt8(ascii: " "))
    guard fields.count > 19, !["Z", "X"].contains(String(decoding: fields[0], as: UTF8.self)),
      let ticks = Int(String(decoding: fields[19], as: UTF8.self))
    else { return nil }
    self.init(pid: pid, startTicks: ticks)
  }

  public static func current() -> ProcessIdentity? { ProcessIdentity(pid: getpid()) }

  /// Whether this very process still runs.
  public var isRunning: Bool { ProcessIdentity(pid: pid) == self }

  /// Sends a signal if this very process still runs. The number is pinned by a pidfd before it is looked at
  /// again, so that no other process can get the signal.
  /// - Returns: whether it was sent.
  @discardableResult
  public func signal(_ number: Int32) -> Bool {
    let pidfd = csystem_pidfd_open(pid)
    guard pidfd >= 0 else { return false }
    defer { close(pidfd) }
    return isRunning && csystem_pidfd_send_signal(pidfd, number) == 0
  }

  /// Waits for the end of the process, which need not be a child of ours.
  /// - Returns: false when `deadline` passes first.
  public func waitForEnd(until deadline: Deadline) -> Bool {
    let pidfd = csystem_pidfd_open(pid)
    guard pidfd >= 0 else { return true }
    defer { close(pidfd) }
    while isRunning {
      if IO.poll(pidfd, for: POLLIN, timeout: deadline.pollTimeout) == 0, deadline.hasPassed { return false }
    }
    return true
  }
}
