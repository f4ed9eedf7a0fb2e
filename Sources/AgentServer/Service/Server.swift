package import AgentCore
package import AgentServe
import AgentSession
package import AgentSystem
import Glibc
import NIOCore
import NIOHTTP1
import NIOPosix

/// The server: opens its doors, answers until it is told to end, and leaves nothing behind but the turns that run.
package final class Server: Sendable {
  package struct Options: Sendable {
    /// nil for `serve.sock` in the runtime directory.
    package var socket: String?
    package var listen: LoopbackAddress?
    package var tokenFile: String?
    package var origins: [String] = []
    /// Ends it when nothing has happened for so many milliseconds.
    package var idleExit: Int?
    package var limits = ConnectionLimits()
    /// What it was started with.
    package var arguments: [String] = []
    package init() {}
  }

  private let options: Options
  private let runtime: RuntimeDirectory
  private let manager: ServiceManager
  private let isUnit: Bool
  private let serving: Serving
  private let state: Monitor<ServerState>
  private let group = MultiThreadedEventLoopGroup(numberOfThreads: 1)
  private let core: ServerCore
  private let requestsBefore = Monitor(0)

  private static let descriptors = 8192
  /// Milliseconds that requests have to be answered when the server ends, and that connections have to close then.
  private static let grace = 500
  private static let patience = 2_000

  package init(
    _ options: Options, routes: [Route], runtime: RuntimeDirectory, environment: [String: String],
    version: String, clock: Clock = .system
  ) {
    (self.options, self.runtime) = (options, runtime)
    manager = ServiceManager(environment)
    isUnit = environment["INVOCATION_ID"] != nil && environment["NOTIFY_SOCKET"] != nil
    let state = Monitor(ServerState())
    self.state = state
    serving = Serving(
      runtime: runtime, environment: ServiceManager.forChildren(environment), version: version, clock: clock,
      ending: Cancellation(), turns: TurnLimit(), state: { state.withLock { $0 } })
    let loop = group.next()
    core = ServerCore(
      limits: Self.fitting(options.limits), table: RouteTable(routes: routes), serving: serving,
      hub: EventHub(SessionStore(runtime, clock: clock), loop: loop), loop: loop)
  }

  /// Every connection takes a descriptor, and the commands that we start take more.
  private static func fitting(_ limits: ConnectionLimits) -> ConnectionLimits {
    var limits = limits
    var files = rlimit()
    guard getrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &files) == 0 else { return limits }
    files.rlim_cur = max(files.rlim_cur, min(files.rlim_max, rlim_t(descriptors)))
    setrlimit(__rlimit_resource_t(RLIMIT_NOFILE.rawValue), &files)
    limits.connections = min(limits.connections, max(16, Int(clamping: files.rlim_cur) - 512))
    return limits
  }

  /// Answers until `cancellation`.
  /// - Parameter ready: told where the server is.
  package func run(until cancellation: Cancellation, ready: (ServeFile) throws -> Void) throws {
    try runtime.prepare(.sessions, .live, .locks, .logs, .workfolder, .cache)
    let lock = try lock()
    defer { withExtendedLifetime(lock) {} }
    let channels = try open()
    defer { if let path = channels.path { try? Files.remove(path) } }
    try core.hub.start()
    let file = ServeFile(
      socket: channels.socket, url: channels.url,
      process: ProcessIdentity.current() ?? ProcessIdentity(pid: getpid(), startTicks: 0),
      arguments: options.arguments, isUnit: isUnit)
    try file.write(in: runtime)
    defer { ServeFile.remove(in: runtime) }
    try ready(file)
    manager.tell("READY=1\nSTATUS=\([file.socket, file.url].compactMap(\.self).joined(separator: ", "))")
    waitForEnd(cancellation)
    manager.tell("STOPPING=1")
    end(channels.open, cancellation)
  }

  /// One server a runtime directory; the lock ends with the process, however that ends. A child that a server was
  /// starting when it was killed has the lock's descriptor too, until it executes its program: that is waited for.
  private func lock() throws(AgentError) -> FileLock {
    let patience = ServeFile.running(in: runtime) == nil ? Self.patience : 0
    do throws(SystemError) {
      return try FileLock.acquire(
        Path.join(runtime.folder(.locks), "serve.lock"), until: .after(milliseconds: patience))
    } catch {
      if error.number != ETIMEDOUT { throw AgentError(error) }
      throw AgentError(
        .io, "a server runs here already", object: runtime.path, hint: "agent-serve status",
        exit: .cannotCreate)
    }
  }

  // MARK: - Doors

  private struct Doors {
    var open: [any Channel] = []
    var socket: String?
    var url: String?
    /// The file to remove at the end.
    var path: String?
  }

  private func open() throws -> Doors {
    var doors = Doors()
    var token: String?
    func add(_ listener: Listener) throws {
      if case .loopback(let port) = listener.door {
        if token == nil { token = try TokenFile(options.tokenFile, runtime: runtime).read() }
        doors.url = "http://\(options.listen?.isVersion6 == true ? "[::1]" : "127.0.0.1"):\(port)"
      }
      doors.path = listener.path ?? doors.path
      let gate = Gate(
        door: listener.door, origins: options.origins,
        token: listener.door == .unixSocket ? nil : token.map { Array($0.utf8) })
      doors.open.append(try channel(listener.descriptor, gate))
    }
    for descriptor in manager.sockets {
      let listener = try Listener(inherited: descriptor)
      if listener.door == .unixSocket { doors.socket = options.socket ?? runtime.file("serve.sock") }
      try add(listener)
    }
    if doors.open.isEmpty {
      let path = options.socket ?? runtime.file("serve.sock")
      try add(try Listener(path: path))
      doors.socket = path
    }
    if doors.url == nil, let address = options.listen { try add(try Listener(address)) }
    return doors
  }

  private func channel(_ descriptor: Int32, _ gate: Gate) throws -> any Channel {
    let (core, state) = (core, state)
    let turns = serving.turns
    return try ServerBootstrap(group: group)
      .serverChannelOption(.maxMessagesPerRead, value: 16)
      .childChannelInitializer { channel in
        channel.eventLoop.makeCompletedFuture {
          defer {
            state.withLock {
              $0.connections = core.connections.count
              $0.subscribers = core.hub.subscriberCount
              $0.turns = turns.count
            }
          }
          if gate.door == .unixSocket, !PeerCheck.isOurs(channel) {
            throw AgentError(.sandbox, "another user's process")
          }
          let connection = HTTPConnection(core, gate)
          let pipeline = channel.pipeline.syncOperations
          try pipeline.addHandler(ByteWatch(connection))
          var limits = NIOHTTPDecoderLimitConfiguration()
          limits.maxHeaderFieldSize = core.limits.headers
          limits.maxHeaderListSize = core.limits.headers + core.limits.target
          limits.maxHeaderFieldCount = core.limits.headerCount
          try pipeline.configureHTTPServerPipeline(
            withErrorHandling: false, withEncoderConfiguration: .init(),
            withDecoderLimitConfiguration: limits)
          try pipeline.addHandler(connection)
        }
      }
      .childChannelOption(
        .writeBufferWaterMark,
        value: .init(low: core.limits.unsent / 2, high: core.limits.unsent)
      )
      .withBoundSocket(descriptor).wait()
  }

  // MARK: - The end

  private func waitForEnd(_ cancellation: Cancellation) {
    guard let idle = options.idleExit else {
      _ = cancellation.sleep(until: .after(milliseconds: .max))
      return
    }
    let core = core
    var seen = -1
    var deadline = Deadline.after(milliseconds: idle)
    while !cancellation.sleep(until: .after(milliseconds: max(10, min(1000, idle / 4)))) {
      let (requests, isIdle) =
        (try? group.next().submit { (core.requests, core.connections.isIdle) }.wait()) ?? (0, false)
      if !isIdle || requests != seen || serving.turns.count > 0 {
        seen = requests
        deadline = .after(milliseconds: idle)
      }
      if deadline.hasPassed { return }
    }
  }

  private func end(_ doors: [any Channel], _ cancellation: Cancellation) {
    let core = core
    for door in doors { try? door.close().wait() }
    try? group.next().submit {
      core.isEnding = true
      for connection in core.connections.all { connection.finish() }
    }.wait()
    waitForConnections(Self.grace, cancellation)
    try? group.next().submit { for connection in core.connections.all { connection.stopFollowing() } }.wait()
    // What waits for a turn gives up; the turn goes on.
    serving.ending.cancel(.requested("the server ends"))
    waitForConnections(Self.patience, cancellation)
    try? group.next().submit {
      core.hub.stop()
      for connection in core.connections.all { connection.close() }
    }.wait()
    try? group.syncShutdownGracefully()
  }

  private func waitForConnections(_ milliseconds: Int, _ cancellation: Cancellation) {
    let core = core
    let deadline = Deadline.after(milliseconds: milliseconds)
    while !deadline.hasPassed, !cancellation.isUrgent {
      if (try? group.next().submit { core.connections.count }.wait()) ?? 0 == 0 { return }
      usleep(5_000)
    }
  }
}
