import AgentCore
import AgentJSON
import AgentSystem
import AgentTesting
import Glibc

/// `agent-serve` on its UNIX socket, in a directory of a test's own.
final class ServeBench {
  let directory: TestDirectory
  let model: ScriptedModelServer?
  private(set) var child: ChildProcess
  private let options: [String]
  private let environment: [String: String]

  /// - Parameter model: what answers turns.
  init(
    _ options: [String] = [], model: ScriptedModelServer? = nil, environment: [String: String] = [:]
  ) throws {
    directory = TestDirectory()
    (self.model, self.options, self.environment) = (model, options, environment)
    if let model {
      let settings: JSON = [
        "provider": "responses", "base_url": .string(model.baseURL), "model": "scripted", "retries": 0,
      ]
      try directory.write("runtime/agent_config.json", settings.text)
    }
    child = try Self.start(directory, options, environment)
  }

  deinit {
    child.signal(SIGTERM)
    if child.wait(until: .after(milliseconds: 10_000)) == nil {
      child.signal(SIGKILL)
      _ = child.wait()
    }
  }

  private static func start(_ directory: TestDirectory, _ options: [String], _ environment: [String: String])
    throws -> ChildProcess
  {
    let errors = try Descriptor(opening: directory.path("serve.err"), O_WRONLY | O_CREAT | O_APPEND)
    let child = try BuiltCommand("agent-serve", in: directory, environment: environment).spawn(
      options, output: .null, error: .descriptor(errors.raw))
    // The file of one that was killed is there still.
    let deadline = Deadline.after(milliseconds: 20_000)
    while !deadline.hasPassed {
      if let file = try? JSON(parsing: Array(directory.read("runtime/serve.json").utf8)),
        file["pid"]?.int == Int(child.pid)
      {
        return child
      }
      usleep(5_000)
    }
    child.signal(SIGKILL)
    throw AgentError(.internalError, "the server does not start: \((try? directory.read("serve.err")) ?? "")")
  }

  var file: JSON { (try? JSON(parsing: Array(directory.read("runtime/serve.json").utf8))) ?? .null }

  func kill() {
    child.signal(SIGKILL)
    _ = child.wait()
  }

  /// Starts it anew, whatever has become of the one before.
  func restart() throws {
    child = try Self.start(directory, options, environment)
  }

  func command(_ name: String) -> BuiltCommand { BuiltCommand(name, in: directory) }

  /// What a command prints, as a program would read it.
  func output(_ name: String, _ arguments: String...) throws -> [UInt8] {
    let result = try command(name).run(arguments)
    if result.status != 0 { throw AgentError(.internalError, result.errors, object: name) }
    return result.stdout
  }

  func connect() throws -> ServeClient { try ServeClient(path: directory.path("runtime/serve.sock")) }

  /// One request on a connection of its own.
  func ask(_ method: String, _ target: String, _ body: JSON? = nil, headers: [String] = []) throws
    -> ServeClient.Answer
  {
    let client = try connect()
    try client.send(method, target, body?.bytes, headers: headers + ["Connection: close"])
    return try client.answer()
  }
}

/// A connection, on which a test can say whatever it wants.
final class ServeClient {
  struct Answer {
    let status: Int
    /// Names in lower case.
    let headers: [String: String]
    let body: [UInt8]
    var json: JSON { (try? JSON(parsing: body)) ?? .null }
    var text: String { String(decoding: body, as: UTF8.self) }
  }

  let socket: Descriptor
  private var buffer: [UInt8] = []
  private static let patience: Int32 = 30_000

  init(path: String) throws {
    socket = Descriptor(owning: Glibc.socket(AF_UNIX, Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue), 0))
    var address = sockaddr_un()
    address.sun_family = sa_family_t(AF_UNIX)
    let bytes = Array(path.utf8) + [0]
    withUnsafeMutableBytes(of: &address.sun_path) { $0.copyBytes(from: bytes) }
    let descriptor = socket.raw
    let status = withUnsafePointer(to: &address) {
      $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        Glibc.connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_un>.size))
      }
    }
    if status != 0 { throw SystemError("connect", path) }
  }

  init(port: Int) throws {
    socket = Descriptor(owning: Glibc.socket(AF_INET, Int32(SOCK_STREAM.rawValue | SOCK_CLOEXEC.rawValue), 0))
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = in_port_t(port).bigEndian
    address.sin_addr.s_addr = UInt32(INADDR_LOOPBACK).bigEndian
    let descriptor = socket.raw
    let status = withUnsafePointer(to: &address) {
      $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
        Glibc.connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
      }
    }
    if status != 0 { throw SystemError("connect", "127.0.0.1") }
  }

  func write(_ text: String) throws { try write(Array(text.utf8)) }

  func write(_ bytes: [UInt8]) throws {
    signal(SIGPIPE, SIG_IGN)
    try IO.writeAll(socket.raw, bytes)
  }

  func send(_ method: String, _ target: String, _ body: [UInt8]? = nil, headers: [String] = []) throws {
    var lines = ["\(method) \(target) HTTP/1.1"] + headers
    if !headers.contains(where: { $0.lowercased().hasPrefix("host:") }) { lines.append("Host: localhost") }
    if let body {
      lines.append("Content-Length: \(body.count)")
      if !headers.contains(where: { $0.lowercased().hasPrefix("content-type:") }) {
        lines.append("Content-Type: application/json")
      }
    }
    try write(Array((lines.joined(separator: "\r\n") + "\r\n\r\n").utf8) + (body ?? []))
  }

  /// More bytes; empty at the end, or when nothing comes for too long.
  func read() -> [UInt8] {
    if IO.poll(socket.raw, for: POLLIN, timeout: Self.patience) == 0 { return [] }
    return (try? IO.read(socket.raw)) ?? []
  }

  /// Whether the other side ends the connection without another byte.
  var isEnded: Bool {
    if !buffer.isEmpty || IO.poll(socket.raw, for: POLLIN, timeout: Self.patience) == 0 { return false }
    buffer = read()
    return buffer.isEmpty
  }

  /// Bytes up to and with a mark.
  func read(to mark: String) throws -> String {
    let mark = Array(mark.utf8)
    while true {
      if let end = buffer.firstIndex(of: mark) {
        defer { buffer.removeSubrange(..<(end + mark.count)) }
        return String(decoding: buffer[..<(end + mark.count)], as: UTF8.self)
      }
      let more = read()
      if more.isEmpty {
        throw AgentError(
          .internalError, "ended with: \(String(decoding: buffer.suffix(2000), as: UTF8.self))")
      }
      buffer += more
    }
  }

  func head() throws -> (status: Int, headers: [String: String]) {
    let lines = try read(to: "\r\n\r\n").split(whereSeparator: \.isNewline)
    let status = lines.first?.split(separator: " ").dropFirst().first.flatMap { Int($0) } ?? 0
    var headers: [String: String] = [:]
    for line in lines.dropFirst() {
      if let (name, value) = String(line).cut(byte: ":") {
        headers[name.lowercased()] = String(value.drop { $0 == " " })
      }
    }
    return (status, headers)
  }

  func answer(toHead isHead: Bool = false) throws -> Answer {
    let (status, headers) = try head()
    var body: [UInt8] = []
    if isHead {
    } else if let length = headers["content-length"].flatMap({ Int($0) }) {
      while buffer.count < length {
        let more = read()
        if more.isEmpty { throw AgentError(.internalError, "the body is cut") }
        buffer += more
      }
      body = Array(buffer.prefix(length))
      buffer.removeSubrange(..<length)
    } else if headers["transfer-encoding"] == "chunked" {
      while true {
        let size = Int(try read(to: "\r\n").dropLast(1), radix: 16) ?? 0
        while buffer.count < size + 2 {
          let more = read()
          if more.isEmpty { throw AgentError(.internalError, "a chunk is cut") }
          buffer += more
        }
        body += buffer.prefix(size)
        buffer.removeSubrange(..<(size + 2))
        if size == 0 { break }
      }
    }
    return Answer(status: status, headers: headers, body: body)
  }
}

extension [UInt8] {
  fileprivate func firstIndex(of mark: [UInt8]) -> Int? {
    guard count >= mark.count else { return nil }
    return (0...(count - mark.count)).first {
      self[$0] == mark[0] && self[$0..<($0 + mark.count)].elementsEqual(mark)
    }
  }
}
