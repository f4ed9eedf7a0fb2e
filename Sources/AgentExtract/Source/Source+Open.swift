import AgentCore
import AgentSystem
import Glibc

extension Source {
  /// Opens a file that the user named or a folder holds. Whatever is not a regular file is refused without
  /// waiting for it; a pipe is taken only where the path names one of our own descriptors (`<(command)`).
  static func open(_ path: String, name: String, limits: Limits, hashing: Bool) throws(AgentError) -> Source {
    let fd = Glibc.open(path, O_RDONLY | O_NONBLOCK | O_CLOEXEC | O_NOCTTY)
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
    guard kind == S_IFREG || (kind == S_IFIFO && isOwnDescriptor) else {
      close(fd)
      throw notRegular
    }
    let flags = fcntl(fd, F_GETFL)
    _ = fcntl(fd, F_SETFL, flags & ~O_NONBLOCK)
    return try Source(name: name, owning: fd, limits: limits, hashing: hashing)
  }

  /// Standard input.
  static func standardInput(limits: Limits, hashing: Bool) throws(AgentError) -> Source {
    let fd = dup(0)
    if fd < 0 { throw AgentError(.io, "standard input cannot be read") }
    return try Source(name: "-", owning: fd, limits: limits, hashing: hashing)
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
