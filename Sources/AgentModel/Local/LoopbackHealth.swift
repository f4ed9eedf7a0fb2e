import AgentSystem
import Glibc

/// Asks a server on this machine whether it is ready: `GET /health` over a plain socket, because the first
/// turn of a process should not wait for libcurl to be loaded only to learn this.
enum LoopbackHealth {
  /// Whether `http://127.0.0.1:PORT` answers 200 before `deadline`. It is asked again while it is still
  /// loading (503) or does not answer.
  static func isReady(_ url: String, until deadline: Deadline) -> Bool {
    guard let port = url.split(separator: ":").last.flatMap({ UInt16($0) }) else { return false }
    while true {
      if status(port, deadline) == 200 { return true }
      if deadline.hasPassed { return false }
      usleep(20_000)
    }
  }

  /// The status of the answer; nil when there was none.
  private static func status(_ port: UInt16, _ deadline: Deadline) -> Int? {
    let fd = socket(AF_INET, Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue), 0)
    guard fd >= 0 else { return nil }
    let connection = Descriptor(owning: fd)
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = port.bigEndian
    address.sin_addr.s_addr = UInt32(0x7f00_0001).bigEndian
    let connected = withUnsafePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        connect(connection.raw, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
      }
    }
    let request = "GET /health HTTP/1.1\r\nHost: 127.0.0.1:\(port)\r\nConnection: close\r\n\r\n"
    guard connected == 0, (try? IO.writeAll(connection.raw, Array(request.utf8))) != nil,
      IO.poll(connection.raw, for: POLLIN, timeout: deadline.pollTimeout) != 0,
      let answer = try? IO.read(connection.raw, upTo: 64)
    else { return nil }
    return Int(String(decoding: answer, as: UTF8.self).split(separator: " ").dropFirst().first ?? "")
  }
}
