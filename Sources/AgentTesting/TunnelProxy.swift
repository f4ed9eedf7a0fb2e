import AgentSystem
import Glibc

/// A proxy on a loopback port that answers CONNECT and leads every tunnel to one other port.
public final class TunnelProxy: Sendable {
  public let port: Int
  private let listener: Int32
  private let heads = Monitor<[String]>([])

  public var origin: String { "http://127.0.0.1:\(port)" }

  /// The first line of each request so far.
  public var asked: [String] { heads.withLock { $0 } }

  public init(to target: Int) throws {
    listener = socket(AF_INET, Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue), 0)
    if listener < 0 { throw SystemError("socket") }
    guard let port = Self.address(of: listener, 0, { bind($0, $1, $2) == 0 && listen($0, 8) == 0 }) else {
      throw SystemError("bind", "127.0.0.1")
    }
    self.port = port
    let (listener, heads) = (listener, heads)
    Thread.start {
      while true {
        let client = accept(listener, nil, nil)
        if client < 0 { return }
        Thread.start { Self.serve(client, target, heads) }.detach()
      }
    }.detach()
  }

  deinit {
    shutdown(listener, Int32(SHUT_RDWR))
    close(listener)
  }

  /// Does something with a loopback address.
  /// - Returns: the port that the socket has then.
  private static func address(
    of fd: Int32, _ port: Int, _ body: (Int32, UnsafePointer<sockaddr>, socklen_t) -> Bool
  ) -> Int? {
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = in_port_t(port).bigEndian
    address.sin_addr.s_addr = UInt32(INADDR_LOOPBACK).bigEndian
    var length = socklen_t(MemoryLayout<sockaddr_in>.size)
    return withUnsafeMutablePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { generic in
        guard body(fd, generic, length), getsockname(fd, generic, &length) == 0 else { return nil }
        return pointer.withMemoryRebound(to: sockaddr_in.self, capacity: 1) {
          Int(UInt16(bigEndian: $0.pointee.sin_port))
        }
      }
    }
  }

  private static func serve(_ client: Int32, _ target: Int, _ heads: Monitor<[String]>) {
    defer { close(client) }
    var head = ""
    while !head.contains("\r\n\r\n") {
      guard let chunk = try? IO.read(client), !chunk.isEmpty else { return }
      head += String(decoding: chunk, as: UTF8.self)
    }
    let line = head.prefix { $0 != "\r\n" }
    heads.update { $0.append(String(line)) }
    let server = socket(AF_INET, Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue), 0)
    defer { close(server) }
    guard address(of: server, target, { connect($0, $1, $2) == 0 }) != nil,
      (try? IO.writeAll(client, Array("HTTP/1.1 200 Connection established\r\n\r\n".utf8))) != nil
    else { return }
    let back = Thread.start { copy(from: server, to: client) }
    copy(from: client, to: server)
    back.join()
  }

  private static func copy(from source: Int32, to target: Int32) {
    while let chunk = try? IO.read(source), !chunk.isEmpty {
      if (try? IO.writeAll(target, chunk)) == nil { break }
    }
    shutdown(target, Int32(SHUT_WR))
  }
}
