import AgentCore
import AgentSystem
import Glibc

/// `-o FILE`: the answer, written whole or not at all. That it can be written is known before anything is
/// spent.
final class AnswerFile {
  private let path: String
  /// A device or a pipe, which cannot be replaced but only written to, is open from the beginning.
  private let stream: StoppableWriter?
  private let descriptor: Int32

  /// Milliseconds that a slow reader of a pipe is waited for while nobody else can add to the session.
  private static let patience = 1000

  /// - Throws: 73 when it cannot be written, and what the cancellation says where a named pipe has no reader.
  init(_ path: String, _ cancellation: Cancellation) throws(AgentError) {
    self.path = path
    do throws(SystemError) {
      let kind = try Files.status(path).map { $0.st_mode & S_IFMT }
      if let kind, ![S_IFREG, S_IFDIR].contains(kind) {
        descriptor = try Self.open(path, cancellation)
        stream = StoppableWriter(descriptor, cancellation: cancellation)
        return
      }
      try Files.requireReplaceable(path)
      descriptor = -1
      stream = nil
    } catch {
      if let reason = cancellation.reason { throw AgentError(reason) }
      throw AgentError(
        .io, "cannot create: \(error.reason)", object: path, exit: .cannotCreate)
    }
  }

  deinit { if descriptor >= 0 { close(descriptor) } }

  /// Opens a named pipe without hanging on it: until it has a reader, open(2) says ENXIO.
  private static func open(_ path: String, _ cancellation: Cancellation) throws(SystemError) -> Int32 {
    while true {
      do throws(SystemError) {
        let fd = try Descriptor(opening: path, O_WRONLY | O_NONBLOCK | O_NOCTTY).release()
        _ = fcntl(fd, F_SETFL, fcntl(fd, F_GETFL) & ~O_NONBLOCK)
        return fd
      } catch {
        let isPipe = (try? Files.status(path))?.map { $0.st_mode & S_IFMT } == S_IFIFO
        guard error.number == ENXIO, isPipe, !cancellation.sleep(until: .after(milliseconds: 20)) else {
          throw error
        }
      }
    }
  }

  func write(_ text: String) throws(AgentError) {
    let bytes = Array((text.isEmpty || text.hasSuffix("\n") ? text : text + "\n").utf8)
    try writing { () throws(SystemError) in
      if let stream {
        try stream.write(bytes, until: .after(milliseconds: Self.patience))
      } else {
        try Files.replace(path, with: bytes, mode: 0o666 & ~Self.umask())
      }
    }
  }

  /// Waits for the reader of a pipe.
  func finish() throws(AgentError) { try writing { () throws(SystemError) in try stream?.finish() } }

  private func writing(_ body: () throws(SystemError) -> Void) throws(AgentError) {
    do throws(SystemError) { try body() } catch {
      throw AgentError(.io, "cannot write: \(error.reason)", object: path)
    }
  }

  private static func umask() -> UInt32 {
    let mask = Glibc.umask(0o077)
    _ = Glibc.umask(mask)
    return mask
  }
}
