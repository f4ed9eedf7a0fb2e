import AgentSystem
package import Glibc

/// What systemd and a service say to one another: sd_notify(3), sd_listen_fds(3).
package struct ServiceManager: Sendable {
  private let socket: String?
  /// The sockets that were opened for us.
  package let sockets: [Int32]

  package init(_ environment: [String: String]) {
    socket = environment["NOTIFY_SOCKET"].flatMap { $0.isEmpty ? nil : $0 }
    // Set for a process that has started us and was not meant for us.
    guard environment["LISTEN_PID"] == "\(getpid())",
      let count = environment["LISTEN_FDS"].flatMap(Int32.init),
      (1...64).contains(count)
    else {
      sockets = []
      return
    }
    sockets = Array(3..<3 + count)
    for descriptor in sockets { _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC) }
  }

  /// The environment without what is said to us alone.
  package static func forChildren(_ environment: [String: String]) -> [String: String] {
    environment.filter {
      !["NOTIFY_SOCKET", "LISTEN_PID", "LISTEN_FDS", "LISTEN_FDNAMES", "INVOCATION_ID", "JOURNAL_STREAM"]
        .contains($0.key)
    }
  }

  /// Says `READY=1`, `STOPPING=1` and the like; nothing where nobody listens.
  package func tell(_ state: String) {
    guard let socket, var address = SocketAddressUNIX(socket) else { return }
    let descriptor = Glibc.socket(AF_UNIX, Int32(SOCK_DGRAM.rawValue | SOCK_CLOEXEC.rawValue), 0)
    guard descriptor >= 0 else { return }
    defer { close(descriptor) }
    let bytes = Array(state.utf8)
    _ = address.withPointer { pointer, length in
      sendto(descriptor, bytes, bytes.count, Int32(MSG_NOSIGNAL), pointer, length)
    }
  }
}

/// The address of a UNIX socket: unix(7). One that begins with `@` is abstract.
package struct SocketAddressUNIX {
  private var address = sockaddr_un()
  private let length: socklen_t

  /// nil where the path does not fit.
  package init?(_ path: String) {
    var bytes = path.system.map { UInt8(bitPattern: $0) }
    let isAbstract = bytes.first == UInt8(ascii: "@")
    if isAbstract {
      bytes[0] = 0
      bytes.removeLast()
    }
    guard bytes.count > 1, bytes.count <= MemoryLayout.size(ofValue: address.sun_path) else { return nil }
    address.sun_family = sa_family_t(AF_UNIX)
    withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: bytes) }
    length = socklen_t(MemoryLayout<sa_family_t>.size + bytes.count)
  }

  package mutating func withPointer<Result>(_ body: (UnsafePointer<sockaddr>, socklen_t) -> Result) -> Result
  {
    let length = length
    return withUnsafePointer(to: &address) {
      $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { body($0, length) }
    }
  }
}
