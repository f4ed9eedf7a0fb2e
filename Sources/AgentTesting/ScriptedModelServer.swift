public import AgentJSON
import AgentSystem
import Glibc

/// A real HTTP server on a loopback port that answers as a script says, in the dialect it is asked in.
///
/// It speaks the Responses API on `…/responses` and Chat Completions on `…/chat/completions`, keeps
/// connections open, serves any number of them on threads, and keeps every request for the test to look at.
public final class ScriptedModelServer: Sendable {
  private struct State {
    var requests: [ScriptedRequest] = []
    var descriptors: Set<Int32> = []
    var connections = 0
    var disconnects = 0
    var sent = 0
    var isBlocked = false
    var isClosed = false
  }

  public let port: Int
  private let listener: Int32
  private let respond: @Sendable (ScriptedRequest, Int) -> ScriptedReply
  private let state = Monitor(State())
  private let threads = Monitor<[Thread]>([])

  /// What a client takes as its base URL.
  public var baseURL: String { "\(origin)/v1" }
  public var origin: String { "http://127.0.0.1:\(port)" }

  /// Answers the n-th request with the n-th reply, and those that come later with `rest`.
  public convenience init(_ replies: [ScriptedReply] = [], then rest: ScriptedReply = .echo) throws {
    try self.init { _, number in number < replies.count ? replies[number] : rest }
  }

  /// - Parameter respond: is given the request and its number, from 0.
  public init(_ respond: @escaping @Sendable (ScriptedRequest, Int) -> ScriptedReply) throws {
    self.respond = respond
    listener = socket(AF_INET, Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue), 0)
    if listener < 0 { throw SystemError("socket") }
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_addr.s_addr = UInt32(INADDR_LOOPBACK).bigEndian
    var length = socklen_t(MemoryLayout<sockaddr_in>.size)
    let fd = listener
    let status = withUnsafeMutablePointer(to: &address) { pointer in
      pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { generic in
        bind(fd, generic, length) == 0 && listen(fd, 64) == 0 && getsockname(fd, generic, &length) == 0
      }
    }
    if !status { throw SystemError("bind", "127.0.0.1") }
    port = Int(UInt16(bigEndian: address.sin_port))
    start { [weak self] in Self.accept(on: fd) { self?.take($0) ?? false } }
  }

  deinit { close() }

  // MARK: - What the test sees

  /// The requests so far, in the order of their coming.
  public var requests: [ScriptedRequest] { state.withLock { $0.requests } }

  /// The bodies of the requests so far.
  public var bodies: [JSON] { requests.map { $0.json ?? .null } }

  /// Bytes that the clients' side has taken so far, heads among them.
  public var bytesSent: Int { state.withLock { $0.sent } }

  /// Waits until that many requests have come.
  /// - Returns: false when the time was over first.
  public func waitForRequests(_ count: Int, timeout: Int = 20_000) -> Bool {
    wait(timeout) { $0.requests.count >= count }
  }

  /// Waits until that many connections have ended.
  public func waitForDisconnects(_ count: Int = 1, timeout: Int = 20_000) -> Bool {
    wait(timeout) { $0.disconnects >= count }
  }

  /// Waits until a client has let its window run full.
  public func waitUntilBlocked(timeout: Int = 20_000) -> Bool { wait(timeout) { $0.isBlocked } }

  private func wait(_ timeout: Int, _ condition: (State) -> Bool) -> Bool {
    state.wait(until: .after(milliseconds: timeout)) { condition($0) ? true : nil } ?? false
  }

  /// Ends every connection and thread.
  public func close() {
    let wasOpen = state.withLock { state in
      defer { state.isClosed = true }
      for fd in state.descriptors { shutdown(fd, Int32(SHUT_RDWR)) }
      return !state.isClosed
    }
    guard wasOpen else { return }
    shutdown(listener, Int32(SHUT_RDWR))
    for thread in threads.withLock({ $0 }) { thread.join() }
    Glibc.close(listener)
  }

  // MARK: - Serving

  private func start(_ body: @escaping @Sendable () -> Void) {
    threads.withLock { $0.append(Thread.start(body)) }
  }

  private static func accept(on listener: Int32, _ take: (Int32) -> Bool) {
    while true {
      let fd = Glibc.accept(listener, nil, nil)
      if fd < 0 {
        if errno == EINTR || errno == ECONNABORTED { continue }
        return
      }
      if !take(fd) {
        Glibc.close(fd)
        return
      }
    }
  }

  /// - Returns: false when the server is closed.
  private func take(_ fd: Int32) -> Bool {
    var on: Int32 = 1
    setsockopt(fd, Int32(IPPROTO_TCP), TCP_NODELAY, &on, socklen_t(MemoryLayout<Int32>.size))
    let number: Int? = state.withLock { state in
      if state.isClosed { return nil }
      state.descriptors.insert(fd)
      state.connections += 1
      return state.connections - 1
    }
    guard let number else { return false }
    start { [self] in
      serve(fd, number)
      state.update { state in
        state.descriptors.remove(fd)
        state.disconnects += 1
        Glibc.close(fd)
      }
    }
    return true
  }

  private func serve(_ fd: Int32, _ connection: Int) {
    var reader = ScriptedRequestReader(fd: fd, connection: connection)
    while let request = reader.next() {
      let number = state.update { state in
        state.requests.append(request)
        return state.requests.count - 1
      }
      let reply = respond(request, number)
      let answer = reply.render(for: request, number: number)
      if case .raw(let bytes) = reply.content {
        reply.delivery.sendRaw(bytes, on: fd, note)
        return
      }
      guard reply.delivery.send(answer, on: fd, note) else { return }
    }
  }

  private func note(_ progress: ScriptedDelivery.Progress) {
    state.update { state in
      switch progress {
      case .sent(let count): state.sent += count
      case .blocked: state.isBlocked = true
      }
    }
  }
}
