import Glibc

/// Sleeps until something changes in one of some directories, and tells the names of what has changed there:
/// inotify(7), for who follows many files at once.
public struct ChangeWatch: ~Copyable, Sendable {
  public enum Change: Sendable, Equatable {
    /// Files of these names, in any of the directories.
    case names(Set<String>)
    /// Anything may have changed: too much has, or it cannot be watched and the clock said to look.
    case anything
  }

  private let descriptor: Int32
  private let alarm: (read: Int32, write: Int32)

  private static let pollInterval: Int32 = 100

  /// The directories have to be there.
  public init(_ directories: [String]) throws(SystemError) {
    alarm = try Descriptor.pipe()
    _ = fcntl(alarm.read, F_SETFL, O_NONBLOCK)
    _ = fcntl(alarm.write, F_SETFL, O_NONBLOCK)
    let descriptor = inotify_init1(Int32(IN_CLOEXEC | IN_NONBLOCK))
    let events = IN_MODIFY | IN_CREATE | IN_DELETE | IN_MOVED_TO | IN_MOVED_FROM
    let isWatched =
      descriptor >= 0
      && directories.allSatisfy { inotify_add_watch(descriptor, $0.system, UInt32(events)) >= 0 }
    if descriptor >= 0, !isWatched { close(descriptor) }
    self.descriptor = isWatched ? descriptor : -1
  }

  deinit {
    if descriptor >= 0 { close(descriptor) }
    close(alarm.read)
    close(alarm.write)
  }

  /// Has ``wait()`` return, from any thread.
  public func wake() { _ = Glibc.write(alarm.write, "x", 1) }

  /// Returns at the next change, or when it is woken; then perhaps without any names.
  public func wait() -> Change {
    var entries = [
      pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0),
      pollfd(fd: alarm.read, events: Int16(POLLIN), revents: 0),
    ]
    let ready = poll(&entries, 2, descriptor < 0 ? Self.pollInterval : -1)
    if entries[1].revents != 0 {
      withUnsafeTemporaryAllocation(byteCount: 1 << 10, alignment: 1) { buffer in
        while read(alarm.read, buffer.baseAddress, buffer.count) > 0 {}
      }
    }
    if descriptor < 0 { return .anything }
    return ready > 0 && entries[0].revents != 0 ? names() : .names([])
  }

  private func names() -> Change {
    var names: Set<String> = []
    var isWhole = true
    let head = MemoryLayout<inotify_event>.size
    withUnsafeTemporaryAllocation(byteCount: 1 << 16, alignment: 8) { buffer in
      while true {
        let count = read(descriptor, buffer.baseAddress, buffer.count)
        if count <= 0 { break }
        var offset = 0
        while offset + head <= count {
          let event = buffer.loadUnaligned(fromByteOffset: offset, as: inotify_event.self)
          if event.mask & UInt32(IN_Q_OVERFLOW) != 0 { isWhole = false }
          let name = UnsafeRawBufferPointer(
            rebasing: buffer[(offset + head)..<(offset + head + Int(event.len))])
          if event.len > 0 {
            let bytes = name.prefix { $0 != 0 }
            names.insert(String(decoding: bytes, as: UTF8.self))
          }
          offset += head + Int(event.len)
        }
      }
    }
    return isWhole ? .names(names) : .anything
  }
}
