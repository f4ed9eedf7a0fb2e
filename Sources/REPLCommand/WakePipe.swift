import AgentCore
import AgentSystem
import Glibc

/// A pipe by which other threads and signals wake a loop that waits for descriptors: a byte for what it is.
final class WakePipe: Sendable {
  enum Reason: UInt8 {
    case interrupt = 0x69
    case stop = 0x73
    /// SIGWINCH and SIGCONT, as CReadline writes them.
    case window = 0x77
    case resumed = 0x63
  }

  let read: Int32
  let write: Int32

  init() throws(AgentError) {
    do throws(SystemError) {
      (read, write) = try Descriptor.pipe()
    } catch {
      throw AgentError(error)
    }
    for descriptor in [read, write] { _ = fcntl(descriptor, F_SETFL, O_NONBLOCK) }
  }

  deinit {
    close(read)
    close(write)
  }

  func wake(_ reason: Reason) {
    var byte = reason.rawValue
    // A full pipe wakes, too.
    _ = Glibc.write(write, &byte, 1)
  }

  /// Wakes when the process is to end.
  func watch(_ cancellation: Cancellation) { cancellation.onCancel { _ in self.wake(.stop) } }

  /// What has woken since this was last asked.
  func take() -> [Reason] {
    var bytes = [UInt8](repeating: 0, count: 256)
    let count = Glibc.read(read, &bytes, bytes.count)
    return count <= 0 ? [] : bytes[..<count].compactMap(Reason.init)
  }
}
