public import AgentJSON
import AgentSystem
import Glibc

/// A request that the ``ScriptedModelServer`` got.
public struct ScriptedRequest: Sendable {
  public let method: String
  /// Path and query as they were sent.
  public let path: String
  /// By name in lower case.
  public let headers: [String: String]
  public let body: [UInt8]
  /// From 0: which of the server's connections it came on.
  public let connection: Int

  /// The body, when it is JSON.
  public var json: JSON? { try? JSON(parsing: body) }

  /// The text of the last message of the user, in either dialect, without what context providers say.
  public var lastUserText: String {
    let messages = (json?["input"]?.array ?? json?["messages"]?.array ?? [])
    guard let content = messages.last(where: { $0["role"]?.string == "user" })?["content"] else {
      return json?["input"]?.string ?? ""
    }
    let texts = (content.array ?? []).compactMap { $0["text"]?.string }
    return content.string ?? texts.filter { !$0.hasPrefix("<context_provider") }.joined(separator: "\n")
  }
}

/// Reads requests from a connection, one after the other.
struct ScriptedRequestReader {
  private let fd: Int32
  private let connection: Int
  private var buffer: [UInt8] = []

  init(fd: Int32, connection: Int) {
    self.fd = fd
    self.connection = connection
  }

  /// The next request, or nil when the client has gone.
  mutating func next() -> ScriptedRequest? {
    var end: Int?
    while end == nil {
      end = headEnd()
      if end == nil, !fill() { return nil }
    }
    guard let end else { return nil }
    let lines = String(decoding: buffer[..<end], as: UTF8.self).split(separator: "\r\n")
    var headers: [String: String] = [:]
    for line in lines.dropFirst() {
      guard let colon = line.firstIndex(of: ":") else { continue }
      let value = line[line.index(after: colon)...].drop { $0 == " " }
      headers[line[..<colon].lowercased()] = String(value)
    }
    buffer.removeSubrange(..<(end + 4))
    let length = headers["content-length"].flatMap { Int($0) } ?? 0
    while buffer.count < length { if !fill() { return nil } }
    let body = Array(buffer[..<length])
    buffer.removeSubrange(..<length)
    let words = (lines.first ?? "").split(separator: " ")
    return ScriptedRequest(
      method: String(words.first ?? ""), path: String(words.dropFirst().first ?? ""), headers: headers,
      body: body, connection: connection)
  }

  private func headEnd() -> Int? {
    guard buffer.count >= 4 else { return nil }
    return (0...(buffer.count - 4)).first { buffer[$0..<($0 + 4)].elementsEqual([13, 10, 13, 10]) }
  }

  private mutating func fill() -> Bool {
    guard let chunk = try? IO.read(fd), !chunk.isEmpty else { return false }
    buffer.append(contentsOf: chunk)
    return true
  }
}
