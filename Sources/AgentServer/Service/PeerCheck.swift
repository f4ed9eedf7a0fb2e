import Glibc
import NIOCore
import NIOPosix

/// Whose process is at the other end of a UNIX socket: SO_PEERCRED of unix(7).
enum PeerCheck {
  /// `struct ucred`, which the C library declares for GNU sources only.
  struct Credentials {
    var pid: Int32 = 0
    var uid: UInt32 = 0
    var gid: UInt32 = 0
  }

  /// On the event loop of the channel.
  static func isOurs(_ channel: any Channel) -> Bool {
    guard let provider = channel as? any SocketOptionProvider else { return false }
    let found: EventLoopFuture<Credentials> = provider.unsafeGetSocketOption(
      level: .socket, name: .init(rawValue: SO_PEERCRED))
    var uid: UInt32?
    // On the loop itself it is there at once.
    found.assumeIsolated().whenSuccess { uid = $0.uid }
    return uid == geteuid()
  }
}
