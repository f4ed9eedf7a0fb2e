import Glibc

/// Waiting for several descriptors.
enum Poll {
  struct Ready {
    /// Those that have something, or their end.
    var reading: [Int32] = []
    /// Those that take something, or are broken.
    var writing: [Int32] = []
  }

  /// - Returns: nothing when a signal came first, or nothing within some milliseconds.
  static func ready(_ reading: [Int32], writing: [Int32] = [], within milliseconds: Int32 = -1) -> Ready {
    var entries = reading.map { pollfd(fd: $0, events: Int16(POLLIN), revents: 0) }
    entries += writing.map { pollfd(fd: $0, events: Int16(POLLOUT), revents: 0) }
    guard poll(&entries, nfds_t(entries.count), milliseconds) > 0 else { return Ready() }
    let isReady = { (entry: pollfd) in entry.revents != 0 }
    return Ready(
      reading: entries[..<reading.count].filter(isReady).map(\.fd),
      writing: entries[reading.count...].filter(isReady).map(\.fd))
  }
}
