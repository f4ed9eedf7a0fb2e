import Glibc

/// Writes to a pipe on a thread of its own, until all is written, nobody reads any more, or it is stopped.
final class PipeFeeder: Sendable {
  private let isStopped: Monitor<Bool>
  private let thread: Thread

  /// Takes over the descriptor.
  init(_ fd: Int32, _ bytes: [UInt8]) {
    let stopped = Monitor(false)
    isStopped = stopped
    _ = fcntl(fd, F_SETFL, O_NONBLOCK)
    thread = Thread.start {
      defer { close(fd) }
      var rest = bytes[...]
      while !rest.isEmpty {
        let count = rest.withUnsafeBytes { write(fd, $0.baseAddress, $0.count) }
        if count >= 0 {
          rest = rest.dropFirst(count)
        } else if errno == EAGAIN {
          // A grandchild may hold the other end and never read.
          if stopped.withLock({ $0 }) { return }
          _ = IO.poll(fd, for: Int32(POLLOUT), timeout: 50)
        } else if errno != EINTR {
          return
        }
      }
    }
  }

  func stop() {
    isStopped.update { $0 = true }
    thread.join()
  }
}
