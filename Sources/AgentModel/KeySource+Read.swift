public import AgentCore
import AgentSystem
import Glibc

extension KeySource {
  /// Longer things are no keys.
  private static let limit = 64 << 10
  /// How long a command may take to print one, in milliseconds.
  private static let commandTime = 60_000

  /// Gets the key from where it is.
  /// - Parameter environment: that of the command.
  /// - Throws: `auth` when a file is missing, not ours, or open to others, or when there is no key in it.
  public func read(environment: [String: String]) throws(AgentError) -> Secret? {
    switch self {
    case .none: return nil
    case .value(let secret, _): return secret
    case .file(let path): return try Self.secret(in: try Self.contents(of: path), from: path)
    case .descriptor(let fd):
      let name = "descriptor \(fd)"
      let bytes = try Self.reading(name) { () throws(SystemError) in
        try IO.readToEnd(fd, limit: Self.limit)
      }
      return try Self.secret(in: bytes, from: name)
    case .command(let command):
      return try Self.secret(in: try Self.output(of: command, environment), from: "key command")
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

  private static func contents(of path: String) throws(AgentError) -> [UInt8] {
    let fd = try reading(path) { () throws(SystemError) in
      try Descriptor(opening: path, O_RDONLY).release()
    }
    let file = Descriptor(owning: fd)
    var status = stat()
    if fstat(file.raw, &status) != 0 {
      throw AgentError(.auth, "cannot be looked at", object: path)
    }
    try refuse(status, path)
    return try reading(path) { () throws(SystemError) in
      try IO.readToEnd(fd, limit: limit, of: path)
    }
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

  private static func output(of command: String, _ environment: [String: String]) throws(AgentError)
    -> [UInt8]
  {
    let deadline = Deadline.after(milliseconds: commandTime)
    let child: ChildProcess
    do throws(SystemError) {
      child = try ChildProcess.spawn(
        ["sh", "-c", command], environment: environment, input: .null, output: .pipe, error: .inherit)
    } catch {
      throw AgentError(.auth, "cannot be run: \(error.reason)", object: "key command")
    }
    let output = Descriptor(owning: child.standardOutput)
    var bytes: [UInt8] = []
    while bytes.count < limit, IO.poll(output.raw, for: POLLIN, timeout: deadline.pollTimeout) != 0 {
      guard let chunk = try? IO.read(output.raw), !chunk.isEmpty else { break }
      bytes += chunk
    }
    let exit = child.wait(until: deadline)
    if exit == nil {
      child.signalGroup(SIGKILL)
      _ = child.wait()
    }
    guard exit == .code(0) else {
      let how = exit.map { "ended with \($0.status)" } ?? "took more than \(commandTime / 1000) s"
      throw AgentError(.auth, how, object: "key command")
    }
    return bytes
  }
}
