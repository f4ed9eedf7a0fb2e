import CAgentSystem
import Glibc

/// An open file descriptor that is closed when it goes out of scope.
public struct Descriptor: ~Copyable, Sendable {
  public let raw: Int32

  /// Takes over a descriptor that nobody else will close.
  public init(owning raw: Int32) { self.raw = raw }

  /// Opens `path` with `flags` (O_CLOEXEC is added) and, when it creates, `mode`.
  public init(opening path: String, _ flags: Int32, mode: UInt32 = 0o600) throws(SystemError) {
    raw = try retryingInterrupts("open", path) { Glibc.open(path.system, flags | O_CLOEXEC, mode) }
  }

  deinit { close(raw) }

  /// Gives the descriptor away without closing it.
  public consuming func release() -> Int32 {
    let raw = raw
    discard self
    return raw
  }

  /// Both ends of a pipe, close-on-exec.
  public static func pipe() throws(SystemError) -> (read: Int32, write: Int32) {
    var fds: [Int32] = [0, 0]
    if csystem_pipe_cloexec(&fds) != 0 { throw SystemError("pipe2") }
    return (fds[0], fds[1])
  }

  /// Both ends of a pseudoterminal of 80 columns and 24 lines, close-on-exec: ours, and that of a program, which
  /// reads the end of its input there.
  public static func terminal() throws(SystemError) -> (read: Int32, write: Int32) {
    var fds: [Int32] = [0, 0]
    if csystem_open_terminal(&fds, 80, 24) != 0 { throw SystemError("openpty") }
    // A program that asks again gets the same answer again.
    let ends = [UInt8](repeating: 0x04, count: 16)
    _ = ends.withUnsafeBytes { Glibc.write(fds[0], $0.baseAddress, $0.count) }
    return (fds[0], fds[1])
  }
}

/// Whole reads and writes on raw descriptors.
public enum IO {
  /// Reads at most `limit` bytes, waiting for them on a descriptor that somebody made non-blocking too; an
  /// empty result is the end of the file.
  public static func read(_ fd: Int32, upTo limit: Int = 1 << 16, of object: String = "")
    throws(SystemError) -> [UInt8]
  {
    var count = -1
    var number: Int32 = 0
    let bytes = [UInt8](unsafeUninitializedCapacity: limit) { buffer, initialized in
      while true {
        count = Glibc.read(fd, buffer.baseAddress, limit)
        number = errno
        if count >= 0 || (number != EINTR && number != EAGAIN) { break }
        if number == EAGAIN { _ = Self.poll(fd, for: POLLIN, timeout: -1) }
      }
      initialized = max(0, count)
    }
    if count < 0 { throw SystemError("read", object, number: number) }
    return bytes
  }

  /// Reads to the end. Passing `limit` throws EFBIG.
  public static func readToEnd(_ fd: Int32, limit: Int = Int.max, of object: String = "")
    throws(SystemError) -> [UInt8]
  {
    // Most files are small, and a large buffer would be mapped for each.
    var size = 1 << 14
    var all: [UInt8] = []
    while true {
      let chunk = try read(fd, upTo: size, of: object)
      if chunk.isEmpty { return all }
      if chunk.count == size { size = 1 << 17 }
      if all.isEmpty { all = chunk } else { all.append(contentsOf: chunk) }
      if all.count > limit { throw SystemError("read", object, number: EFBIG) }
    }
  }

  /// Writes every byte, going on after short writes.
  public static func writeAll(_ fd: Int32, _ bytes: [UInt8], to object: String = "") throws(SystemError) {
    try writeAll(fd, bytes[...], to: object)
  }

  public static func writeAll(_ fd: Int32, _ bytes: ArraySlice<UInt8>, to object: String = "")
    throws(SystemError)
  {
    var rest = bytes
    while !rest.isEmpty {
      let count = rest.withUnsafeBytes { Glibc.write(fd, $0.baseAddress, $0.count) }
      if count < 0 {
        let number = errno
        if number == EINTR { continue }
        if number == EAGAIN {
          _ = Self.poll(fd, for: POLLOUT, timeout: -1)
          continue
        }
        throw SystemError("write", object, number: number)
      }
      rest = rest.dropFirst(count)
    }
  }

  /// Waits until the descriptor is ready or `timeout` (milliseconds, -1 for ever) has passed.
  /// - Returns: the ready events, or 0 when the time is over.
  public static func poll(_ fd: Int32, for events: Int32, timeout: Int32) -> Int32 {
    let deadline = timeout < 0 ? nil : Deadline.after(milliseconds: Int(timeout))
    while true {
      var entry = pollfd(fd: fd, events: Int16(events), revents: 0)
      let count = Glibc.poll(&entry, 1, deadline?.pollTimeout ?? -1)
      if count > 0 { return Int32(entry.revents) }
      if count == 0 || errno != EINTR { return 0 }
    }
  }
}
