import AgentCore
import AgentSystem
import Glibc

extension Source {
  /// Opens a file that the user named or a folder holds. Whatever is not a regular file is refused without
  /// waiting for it; a pipe is taken where the path names one of our own descriptors (`<(command)`).
  /// - Parameter namedPipes: whether to wait for the writer of a named pipe.
  static func open(
    _ path: String, name: String, limits: Limits, hashing: Bool, cancellation: Cancellation,
    namedPipes: Bool = false
  ) throws(AgentError) -> Source {
    let fd = Glibc.open(path.system, O_RDONLY | O_NONBLOCK | O_CLOEXEC | O_NOCTTY)
    if fd < 0 {
      let number = errno
      // ENXIO: a socket, or a device without a driver.
      if number == ENXIO { throw notRegular }
      throw Self.anonymous(AgentError(SystemError("open", path, number: number)))
    }
    var status = stat()
    fstat(fd, &status)
    let isOwnDescriptor =
      path.hasPrefix("/dev/fd/") || path == "/dev/stdin" || path.hasPrefix("/proc/self/fd/")
    let kind = status.st_mode & S_IFMT
    let isAwaited = kind == S_IFIFO && namedPipes
    // Without a writer a read would find the end. Opening anew, to be held up by that, could miss one who has
    // written and gone since.
    if isAwaited, !isOwnDescriptor {
      while IO.poll(fd, for: POLLIN, timeout: 50) == 0 {
        guard let reason = cancellation.reason else { continue }
        close(fd)
        throw AgentError(reason)
      }
    }
    guard kind == S_IFREG || isAwaited || (kind == S_IFIFO && isOwnDescriptor) else {
      close(fd)
      throw notRegular
    }
    let flags = fcntl(fd, F_GETFL)
    _ = fcntl(fd, F_SETFL, flags & ~O_NONBLOCK)
    return try Source(
      name: name, owning: fd, limits: limits, hashing: hashing, cancellation: cancellation)
  }

  /// Standard input.
  static func standardInput(limits: Limits, hashing: Bool, cancellation: Cancellation)
    throws(AgentError) -> Source
  {
    let fd = dup(0)
    if fd < 0 { throw AgentError(.io, "standard input cannot be read") }
    return try Source(name: "-", owning: fd, limits: limits, hashing: hashing, cancellation: cancellation)
  }

  private static var notRegular: AgentError {
    AgentError(.badData, "not a regular file", hint: "pipe its bytes and give '-' to read such a thing")
  }

  /// The error without its object, which the caller adds in the spelling of the user.
  private static func anonymous(_ error: AgentError) -> AgentError {
    var error = error
    error.object = nil
    return error
  }
}
