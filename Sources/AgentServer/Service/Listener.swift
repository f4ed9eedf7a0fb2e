package import AgentCore
import AgentServe
import AgentSystem
import Glibc

/// A socket that listens, and how clients come through it.
struct Listener: Sendable {
  /// Whoever listens closes it.
  let descriptor: Int32
  let door: Gate.Door
  /// The file of a UNIX socket that we have made.
  let path: String?

  private static let backlog: Int32 = 1024

  /// A socket of our own at `path`, which only our user may open. What is there already is of a server that has
  /// been killed: who calls this has the lock.
  init(path: String) throws(AgentError) {
    guard var address = SocketAddressUNIX(path), !path.hasPrefix("@") else {
      throw AgentError(
        .usage, "is longer than the path of a socket may be", object: path, hint: "agent-serve --socket PATH")
    }
    do throws(SystemError) {
      if let status = try Files.status(path, followLinks: false) {
        if status.st_mode & S_IFMT != S_IFSOCK { throw SystemError("bind", path, number: EEXIST) }
        try Files.remove(path)
      }
      let socket = try Self.make(AF_UNIX, path)
      let (descriptor, mask) = (socket.raw, umask(0o177))
      let isBound = address.withPointer { Glibc.bind(descriptor, $0, $1) == 0 }
      let number = errno
      umask(mask)
      if !isBound { throw SystemError("bind", path, number: number) }
      if listen(descriptor, Self.backlog) != 0 { throw SystemError("listen", path) }
      (self.descriptor, door, self.path) = (socket.release(), .unixSocket, path)
    } catch {
      if error.number == EEXIST {
        throw AgentError(.io, "is there and no socket", object: path, exit: .cannotCreate)
      }
      throw AgentError(.io, "cannot listen: \(error.reason)", object: path, exit: .cannotCreate)
    }
  }

  init(_ address: LoopbackAddress) throws(AgentError) {
    do throws(SystemError) {
      descriptor = try Self.bound(address).release()
    } catch {
      throw AgentError(
        .io, "cannot listen: \(error.reason)", object: address.description, exit: .cannotCreate)
    }
    guard let port = Self.localPort(descriptor) else {
      throw AgentError(.io, "has no port", object: address.description)
    }
    (door, path) = (.loopback(port: port), nil)
  }

  /// One that was opened for us and listens already.
  /// - Throws: where it is none of a UNIX socket and loopback.
  init(inherited descriptor: Int32) throws(AgentError) {
    var name = sockaddr_storage()
    var length = socklen_t(MemoryLayout<sockaddr_storage>.size)
    let status = withUnsafeMutablePointer(to: &name) {
      $0.withMemoryRebound(to: sockaddr.self, capacity: 1) { getsockname(descriptor, $0, &length) }
    }
    if status == 0, Int32(name.ss_family) == AF_UNIX {
      (self.descriptor, door, path) = (descriptor, .unixSocket, nil)
      return
    }
    guard status == 0, let port = Self.localPort(descriptor), Self.isLoopback(&name) else {
      throw AgentError(.usage, "a socket that was given is not loopback", object: "descriptor \(descriptor)")
    }
    (self.descriptor, door, path) = (descriptor, .loopback(port: port), nil)
  }

  private static func make(_ family: Int32, _ object: String) throws(SystemError) -> Descriptor {
    let raw = Glibc.socket(family, Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue), 0)
    if raw < 0 { throw SystemError("socket", object) }
    return Descriptor(owning: raw)
  }

  private static func bound(_ address: LoopbackAddress) throws(SystemError) -> Descriptor {
    let socket = try make(address.isVersion6 ? AF_INET6 : AF_INET, address.description)
    var on: Int32 = 1
    setsockopt(socket.raw, SOL_SOCKET, SO_REUSEADDR, &on, socklen_t(MemoryLayout<Int32>.size))
    if !bind(socket.raw, address) { throw SystemError("bind", address.description) }
    if listen(socket.raw, backlog) != 0 { throw SystemError("listen", address.description) }
    return socket
  }

  private static func bind(_ descriptor: Int32, _ address: LoopbackAddress) -> Bool {
    func bind<Name>(_ name: Name) -> Bool {
      withUnsafePointer(to: name) {
        $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
          Glibc.bind(descriptor, $0, socklen_t(MemoryLayout<Name>.size)) == 0
        }
      }
    }
    if address.isVersion6 {
      var name = sockaddr_in6()
      name.sin6_family = sa_family_t(AF_INET6)
      name.sin6_port = in_port_t(address.port).bigEndian
      name.sin6_addr = in6addr_loopback
      return bind(name)
    }
    var name = sockaddr_in()
    name.sin_family = sa_family_t(AF_INET)
    name.sin_port = in_port_t(address.port).bigEndian
    name.sin_addr.s_addr = UInt32(INADDR_LOOPBACK).bigEndian
    return bind(name)
  }

  private static func localPort(_ descriptor: Int32) -> Int? {
    var name = sockaddr_storage()
    var length = socklen_t(MemoryLayout<sockaddr_storage>.size)
    return withUnsafeMutablePointer(to: &name) { storage -> Int? in
      let status = storage.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        getsockname(descriptor, $0, &length)
      }
      guard status == 0 else { return nil }
      switch Int32(storage.pointee.ss_family) {
      case AF_INET, AF_INET6:
        // The port stands at the same place in both.
        return storage.withMemoryRebound(to: sockaddr_in.self, capacity: 1) {
          Int(UInt16(bigEndian: $0.pointee.sin_port))
        }
      default: return nil
      }
    }
  }

  private static func isLoopback(_ name: inout sockaddr_storage) -> Bool {
    let family = Int32(name.ss_family)
    return withUnsafePointer(to: &name) { storage in
      if family == AF_INET {
        return storage.withMemoryRebound(to: sockaddr_in.self, capacity: 1) {
          UInt32(bigEndian: $0.pointee.sin_addr.s_addr) >> 24 == 127
        }
      }
      return storage.withMemoryRebound(to: sockaddr_in6.self, capacity: 1) {
        withUnsafeBytes(of: $0.pointee.sin6_addr) { $0.dropLast().allSatisfy { $0 == 0 } && $0.last == 1 }
      }
    }
  }
}

/// Where to listen over TCP: this machine and no other.
package struct LoopbackAddress: Sendable, Equatable {
  let isVersion6: Bool
  let port: Int

  /// `127.0.0.1:PORT`, `localhost:PORT` or `[::1]:PORT`; port 0 is one that is free.
  package init(_ text: String) throws(AgentError) {
    let bytes = Array(text.utf8)
    guard let colon = bytes.lastIndex(of: UInt8(ascii: ":")),
      let port = Int(String(decoding: bytes[(colon + 1)...], as: UTF8.self)), (0...65_535).contains(port)
    else {
      throw AgentError(.usage, "'\(text)' is no address", object: "--listen", hint: "as in 127.0.0.1:8765")
    }
    let host = bytes[..<colon]
    isVersion6 = host.elementsEqual("[::1]".utf8)
    guard isVersion6 || ["127.0.0.1", "localhost"].contains(where: { host.elementsEqual($0.utf8) }) else {
      throw AgentError(
        .usage, "'\(text)' is not loopback", object: "--listen",
        hint: "let ssh -L or a proxy with TLS bring others here")
    }
    self.port = port
  }

  var description: String { "\(isVersion6 ? "[::1]" : "127.0.0.1"):\(port)" }
}
