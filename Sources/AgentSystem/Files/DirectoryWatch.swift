import Glibc

/// Sleeps until something changes in one of some directories: inotify(7).
///
/// It only says that it is worth looking again; what has changed is for the caller to see. Where inotify
/// cannot be had (its limits are per user), waiting goes by the clock.
public struct DirectoryWatch: ~Copyable {
  private let descriptor: Int32

  /// How long a wait lasts at most when changes cannot be watched, in milliseconds.
  private static let pollInterval = 100

  /// Directories that do not exist are left out.
  public init(_ directories: [String]) {
    descriptor = inotify_init1(Int32(IN_CLOEXEC | IN_NONBLOCK))
    let events =
      IN_MODIFY | IN_CREATE | IN_DELETE | IN_MOVED_TO | IN_MOVED_FROM | IN_CLOSE_WRITE | IN_DELETE_SELF
    for directory in directories where descriptor >= 0 {
      inotify_add_watch(descriptor, directory.system, UInt32(events))
    }
  }

  deinit { if descriptor >= 0 { close(descriptor) } }

  /// Returns at the next change, when `deadline` passes, or when `output` has lost its reader.
  /// - Returns: false when `output` has lost its reader.
  public func wait(until deadline: Deadline?, output: Int32 = -1) -> Bool {
    var timeout = deadline?.pollTimeout ?? -1
    if descriptor < 0 {
      timeout = timeout < 0 ? Int32(Self.pollInterval) : min(timeout, Int32(Self.pollInterval))
    }
    var entries = [
      pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0), pollfd(fd: output, events: 0, revents: 0),
    ]
    _ = poll(&entries, 2, timeout)
    if entries[0].revents & Int16(POLLIN) != 0 { drain() }
    return entries[1].revents & Int16(POLLERR | POLLHUP | POLLNVAL) == 0
  }

  private func drain() {
    withUnsafeTemporaryAllocation(byteCount: 1 << 14, alignment: 8) { buffer in
      while read(descriptor, buffer.baseAddress, buffer.count) > 0 {}
    }
  }
}
