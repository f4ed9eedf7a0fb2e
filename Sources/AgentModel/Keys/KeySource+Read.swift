public import AgentCore
public import AgentSystem
import Glibc

extension KeySource {
  /// Longer things are no keys.
  private static let limit = 64 << 10
  /// How long a command may take to print one, in milliseconds.
  private static let commandTime = 60_000

  /// Gets the key from where it is.
  /// - Parameters:
  ///   - environment: that of the command, which gets no key from it.
  ///   - cancellation: ends the wait for a pipe or a command that says nothing.
  /// - Throws: `auth` when a file is missing, not ours, or open to others, or when there is no key in it.
  public func read(environment: [String: String], cancellation: Cancellation = Cancellation())
    throws(AgentError) -> Secret?
  {
    switch self {
    case .none: return nil
    case .value(let secret, _): return secret
    case .file(let path):
      return try Self.secret(in: try Self.contents(of: path, cancellation), from: path)
    case .descriptor(let fd):
      let name = "descriptor \(fd)"
      return try Self.secret(in: try Self.readToEnd(fd, name, cancellation), from: name)
    case .command(let command):
      return try Self.secret(in: try Self.output(of: command, environment, cancellation), from: "key command")
    }
  }

  /// The first line is the key.
  private static func secret(in bytes: [UInt8], from name: String) throws(AgentError) -> Secret {
    let line = bytes.drop { $0 == 0x0a || $0 == 0x0d }.prefix { $0 != 0x0a && $0 != 0x0d }
    guard let secret = Secret(String(decoding: line, as: UTF8.self)) else {
      throw AgentError(.auth, "holds no key", object: name)
    }
    return secret
  }

  private static func contents(of path: String, _ cancellation: Cancellation) throws(AgentError) -> [UInt8] {
    let fd = try open(path, cancellation)
    let file = Descriptor(owning: fd)
    var status = stat()
    if fstat(file.raw, &status) != 0 {
      throw AgentError(.auth, "cannot be looked at", object: path)
    }
    try refuse(status, path)
    return try readToEnd(fd, path, cancellation)
  }

  /// Opens a file. open(2) of a named pipe waits for its writer, on a thread that can be left behind.
  private static func open(_ path: String, _ cancellation: Cancellation) throws(AgentError) -> Int32 {
    let opened = Monitor<Result<Int32, SystemError>?>(nil)
    let body = { @Sendable in
      let result = Result { () throws(SystemError) in
        try Descriptor(opening: path, O_RDONLY | O_NOCTTY).release()
      }
      opened.update { $0 = result }
    }
    if (try? Files.status(path))?.map({ $0.st_mode & S_IFMT }) == S_IFIFO {
      Thread.start(body).detach()
    } else {
      body()
    }
    while true {
      if let result = opened.wait(until: .after(milliseconds: 50), { $0 }) {
        return try reading(path) { () throws(SystemError) in try result.get() }
      }
      if let reason = cancellation.reason { throw AgentError(reason) }
    }
  }

  private static func wait(for fd: Int32, _ name: String, _ cancellation: Cancellation) throws(AgentError) {
    while IO.poll(fd, for: POLLIN, timeout: 50) == 0 {
      if let reason = cancellation.reason { throw AgentError(reason) }
    }
  }

  private static func readToEnd(_ fd: Int32, _ name: String, _ cancellation: Cancellation)
    throws(AgentError) -> [UInt8]
  {
    var bytes: [UInt8] = []
    while bytes.count <= limit {
      try wait(for: fd, name, cancellation)
      let chunk = try reading(name) { () throws(SystemError) in try IO.read(fd, of: name) }
      if chunk.isEmpty { return bytes }
      bytes += chunk
    }
    throw AgentError(.auth, "holds no key: it is too long", object: name)
  }

  private static func reading<Value>(_ name: String, _ body: () throws(SystemError) -> Value)
    throws(AgentError) -> Value
  {
    do throws(SystemError) { return try body() } catch {
      throw AgentError(.auth, "cannot be read: \(error.reason)", object: name)
    }
  }

  /// A key must be ours alone. Pipes (`<(command)`) have no modes that mean anything.
  private static func refuse(_ status: stat, _ path: String) throws(AgentError) {
    guard status.st_mode & S_IFMT == S_IFREG else { return }
    if status.st_uid != geteuid(), status.st_uid != 0 || geteuid() != 0 {
      throw AgentError(
        .auth, "belongs to another user", object: path, hint: "chown \"$(id -un)\" '\(path)'")
    }
    if status.st_mode & 0o077 != 0 {
      throw AgentError(.auth, "others may read or write it", object: path, hint: "chmod 600 '\(path)'")
    }
  }

  private static func output(
    of command: String, _ environment: [String: String], _ cancellation: Cancellation
  ) throws(AgentError) -> [UInt8] {
    let deadline = Deadline.after(milliseconds: commandTime)
    let child: ChildProcess
    do throws(SystemError) {
      child = try ChildProcess.spawn(
        ["sh", "-c", command], environment: KeyEnvironment.withoutKeys(environment), input: .null,
        output: .pipe, error: .inherit)
    } catch {
      throw AgentError(.auth, "cannot be run: \(error.reason)", object: "key command")
    }
    let output = Descriptor(owning: child.standardOutput)
    var bytes: [UInt8] = []
    var exit: ChildProcess.Exit?
    var isAtEnd = false
    // It is finished when its process is, whoever holds the pipe then.
    while !isAtEnd || exit == nil, bytes.count < limit, !deadline.hasPassed, !cancellation.isCancelled {
      if exit == nil { exit = child.wait(until: .after(milliseconds: isAtEnd ? 20 : 0)) }
      if isAtEnd { continue }
      if IO.poll(output.raw, for: POLLIN, timeout: exit == nil ? 20 : 0) == 0 {
        isAtEnd = exit != nil
      } else if let chunk = try? IO.read(output.raw), !chunk.isEmpty {
        bytes += chunk
      } else {
        isAtEnd = true
      }
    }
    child.signalGroup(SIGKILL)
    if exit == nil { _ = child.wait() }
    if let reason = cancellation.reason { throw AgentError(reason) }
    guard exit == .code(0) else {
      let how = exit.map { "ended with \($0.status)" } ?? "took more than \(commandTime / 1000) s"
      throw AgentError(.auth, how, object: "key command")
    }
    return bytes
  }
}
