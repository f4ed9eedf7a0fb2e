import CAgentSystem
import Glibc

/// The processes below another one, as /proc/PID/task/TID/children tells (proc(5)).
enum ProcessTree {
  /// A process held by a pidfd, so that no other one that gets its number is meant.
  final class Entry {
    private let pidfd: Int32

    init?(_ pid: Int32) {
      pidfd = csystem_pidfd_open(pid)
      if pidfd < 0 { return nil }
    }

    deinit { close(pidfd) }

    func signal(_ number: Int32) { _ = csystem_pidfd_send_signal(pidfd, number) }

    /// Waits for its end, whoever its parent is.
    func wait(until deadline: Deadline) {
      _ = IO.poll(pidfd, for: Int32(POLLIN), timeout: deadline.pollTimeout)
    }
  }

  /// Children, their children and so on.
  static func below(_ pid: Int32) -> [Entry] {
    var found: [Entry] = []
    var open = [pid]
    while let parent = open.popLast() {
      for child in children(of: parent) {
        guard let entry = Entry(child) else { continue }
        found.append(entry)
        open.append(child)
      }
    }
    return found
  }

  private static func children(of pid: Int32) -> [Int32] {
    let tasks = (try? Files.list("/proc/\(pid)/task")) ?? []
    return tasks.flatMap { task -> [Int32] in
      let text = (try? Files.read("/proc/\(pid)/task/\(task)/children", limit: 1 << 20)) ?? []
      return String(decoding: text, as: UTF8.self).split(separator: " ").compactMap { Int32($0) }
    }
  }
}
