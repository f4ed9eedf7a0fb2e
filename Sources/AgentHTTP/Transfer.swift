import AgentCore
import AgentSystem

/// One request on its way: what libcurl's thread fills and a reader empties.
///
/// The body is a bounded buffer. When it is full libcurl is told to pause, which through the connection's
/// window reaches the server; when the reader has emptied it the transfer goes on.
final class Transfer: Sendable {
  /// Bytes that may wait for the reader.
  static let highWater = 256 << 10

  struct Head: Sendable {
    var status: Int
    var headers: HTTPHeaders
  }

  struct State {
    var partialHead = Head(status: 0, headers: [:])
    /// Set when the head is whole; trailers and interim answers are left out.
    var head: Head?
    var body: [UInt8] = []
    var isPaused = false
    /// Set once: success or why not.
    var outcome: Result<Void, AgentError>?
    /// Bytes libcurl has moved in both directions, and when that last changed.
    var moved: Int64 = 0
    var lastActivity = Deadline.monotonicNow()
  }

  let request: HTTPRequest
  /// What errors name.
  let origin: String
  let state = Monitor(State())

  init(_ request: HTTPRequest) {
    self.request = request
    origin = request.url.origin
  }

  // MARK: - On libcurl's thread

  /// Takes one header line as libcurl gives it.
  func takeHeader(_ line: UnsafeBufferPointer<UInt8>) {
    let text = String(decoding: line, as: UTF8.self)
    state.update { state in
      state.lastActivity = Deadline.monotonicNow()
      guard state.head == nil else { return }
      let trimmed = text.drop { $0.isNewline }.prefix { !$0.isNewline }
      if trimmed.hasPrefix("HTTP/") {
        let status = trimmed.split(separator: " ").dropFirst().first.flatMap { Int($0) } ?? 0
        state.partialHead = Head(status: status, headers: [:])
      } else if trimmed.isEmpty {
        if state.partialHead.status >= 200 { state.head = state.partialHead }
      } else if let (name, value) = trimmed.cut(byte: ":") {
        state.partialHead.headers.append(String(name), Self.trim(value))
      }
    }
  }

  /// - Returns: false when the buffer is full and the same bytes must be offered again.
  func takeBody(_ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    state.update { state in
      state.lastActivity = Deadline.monotonicNow()
      if state.body.count >= Self.highWater {
        state.isPaused = true
        return false
      }
      state.body.append(contentsOf: bytes)
      return true
    }
  }

  func takeProgress(_ moved: Int64) {
    state.withLock { state in
      guard moved != state.moved else { return }
      state.moved = moved
      state.lastActivity = Deadline.monotonicNow()
    }
  }

  /// Ends the transfer for its reader; the first outcome stays.
  func end(_ outcome: Result<Void, AgentError>) {
    state.update { if $0.outcome == nil { $0.outcome = outcome } }
  }

  // MARK: - On the reader's thread

  /// Waits until `body` gives a result, the transfer ends or nothing has moved for the idle time.
  /// - Parameter total: when to give up in any case.
  func wait<Value>(until total: Deadline?, _ body: (inout State) -> Value?) throws(AgentError) -> Value {
    let idle = request.timeouts.idle
    let started = Deadline.monotonicNow()
    while true {
      let quietSince = max(started, state.withLock { $0.lastActivity })
      let quietFor = (Deadline.monotonicNow() - quietSince) / 1_000_000
      if quietFor >= idle { throw idleError }
      let quietEnd = Deadline.after(milliseconds: idle - quietFor)
      let deadline = total.map { min($0, quietEnd) } ?? quietEnd
      if let value = state.wait(until: deadline, body) { return value }
      if let total, total.hasPassed {
        throw AgentError(.deadline, "no whole answer in the time allowed", object: origin)
      }
    }
  }

  private var idleError: AgentError {
    let span = Duration.format(milliseconds: request.timeouts.idle)
    return AgentError(.network, "idle: the server sent nothing for \(span)", object: origin)
  }

  private static func trim(_ text: Substring) -> String {
    var text = text
    while let first = text.first, first == " " || first == "\t" { text.removeFirst() }
    while let last = text.last, last == " " || last == "\t" { text.removeLast() }
    return String(text)
  }
}
