import AgentCore
import AgentJSON
import AgentSystem
import Glibc

/// A server that is a child process: one message a line on its standard input and output (MCP, stdio).
///
/// It is ended as the protocol has it: its input is closed, then it is asked, then it is made to.
final class MCPProcess: MCPChannel {
  /// The longest message that is taken, in bytes.
  static let lineLimit = 8 << 20
  /// How long a server has to end after its input is closed, and after it was asked to, in milliseconds.
  private static let patience = (input: 1000, signal: 300)
  private static let wordsLimit = 4096

  private struct State: Sendable {
    var matcher = RPCMatcher()
    var lines = LineReader(limit: MCPProcess.lineLimit)
    var refused: AgentError?
    /// What stood on standard output and is no message.
    var junk = (count: 0, first: "")
    /// The end of what it said on standard error.
    var words: [UInt8] = []
    var isOver = false
  }

  private let name: String
  private let child: ChildProcess
  private let isSupervised: Bool
  private let state: Monitor<State>
  /// The pipe to the server; -1 once it is closed. The lock is held while a message is written.
  private let input: Monitor<Int32>
  private let isClosing = Monitor(false)

  /// - Parameters:
  ///   - name: the server's, for messages.
  ///   - command: what is run, confinement included.
  ///   - isSupervised: it is agent-sandbox(1) that is run.
  init(
    name: String, command: [String], environment: [String: String], directory: String,
    isSupervised: Bool = false
  ) throws(AgentError) {
    self.name = name
    self.isSupervised = isSupervised
    do throws(SystemError) {
      child = try ChildProcess.spawn(
        command, environment: environment, directory: directory, input: .pipe, output: .pipe, error: .pipe)
    } catch {
      throw AgentError(error, missing: .missingTool)
    }
    _ = fcntl(child.standardInput, F_SETFL, O_NONBLOCK)
    input = Monitor(child.standardInput)
    state = Monitor(State())
    let output = PipeDrain(child.standardOutput) { [weak self] in self?.take($0) }
    let errors = PipeDrain(child.standardError) { [state] bytes in
      state.withLock { $0.words = Array(($0.words + bytes).suffix(Self.wordsLimit)) }
    }
    Thread.start { [child, state] in
      let exit = child.wait()
      // What it has left behind in its session goes with it.
      child.signalGroup(SIGKILL)
      output.finish()
      errors.finish()
      state.update { state in
        state.matcher.end(Self.ending(exit, state.words))
        state.isOver = true
      }
    }.detach()
  }

  deinit { close() }

  private static func ending(_ exit: ChildProcess.Exit?, _ words: [UInt8]) -> String {
    let how: String
    switch exit {
    case .signal(let number): how = "was ended by signal \(number)"
    case .code(let code): how = "has ended with status \(code)"
    case nil: how = "has ended"
    }
    let text = String(decoding: words, as: UTF8.self)
    guard let last = text.split(whereSeparator: \.isNewline).last(where: { !$0.allSatisfy(\.isWhitespace) })
    else { return how }
    return "\(how): \(Terminal.sanitized(String(last.suffix(400))))"
  }

  // MARK: - What comes

  private func take(_ bytes: [UInt8]) {
    let replies = state.update { state -> [RPCMessage] in
      if state.refused != nil { return [] }
      var replies: [RPCMessage] = []
      do {
        state.lines.append(bytes)
        while let line = try state.lines.next() {
          if let message = try? RPCMessage(parsing: line.bytes) {
            if let reply = state.matcher.take(message) { replies.append(reply) }
          } else {
            if state.junk.count == 0 {
              state.junk.first = String(decoding: line.bytes.prefix(80), as: UTF8.self)
            }
            state.junk.count += 1
          }
        }
      } catch {
        state.refused = AgentError(
          .tooLarge, "the server sent a message of more than \(Self.lineLimit) bytes", object: name)
        state.lines = LineReader()
        state.matcher.end("sent a message that was too large")
      }
      return replies
    }
    if state.withLock({ $0.refused != nil }) {
      child.endAtOnce()
      return
    }
    // It reads what it asked for, or it does not: nothing waits for that.
    for reply in replies { _ = write(reply.line, until: .after(milliseconds: 1000), nil) }
  }

  // MARK: - What goes

  func exchange(
    _ method: String, _ params: JSONObject, headers: [(name: String, value: String)],
    until deadline: Deadline,
    _ cancellation: Cancellation
  ) throws(AgentError) -> RPCMatcher.Answer {
    let id = state.withLock { $0.matcher.begin() }
    defer { state.withLock { $0.matcher.forget(id) } }
    let message = RPCMessage.request(id: .int(id), method: method, params: params)
    if !write(message.line, until: deadline, cancellation) {
      // It reads nothing, or is gone: in the second case that is soon known.
      _ = state.wait(until: .after(milliseconds: 500), cancellation) { $0.isOver ? true : nil }
    }
    let answer = state.wait(until: deadline, cancellation) { $0.matcher.takeAnswer(to: id) }
    if let refused = state.withLock({ $0.refused }) { throw refused }
    if let answer { return answer }
    if method != "initialize", method != "server/discover" {
      notify(
        "notifications/cancelled", ["requestId": .int(id), "reason": "no longer wanted"],
        until: .after(milliseconds: 100))
    }
    if let reason = cancellation.reason { throw AgentError(reason) }
    return .silence
  }

  func notify(_ method: String, _ params: JSONObject, until deadline: Deadline) {
    _ = write(RPCMessage.notification(method: method, params: params).line, until: deadline, nil)
  }

  /// - Returns: false when the server did not take it all: no message can follow half a one, so it is ended.
  private func write(_ bytes: [UInt8], until deadline: Deadline, _ cancellation: Cancellation?) -> Bool {
    input.withLock { fd in
      var rest = bytes[...]
      while fd >= 0, !rest.isEmpty {
        let count = rest.withUnsafeBytes { Glibc.write(fd, $0.baseAddress, $0.count) }
        if count >= 0 {
          rest = rest.dropFirst(count)
        } else if errno == EAGAIN {
          if deadline.hasPassed || cancellation?.isCancelled == true || isClosing.withLock({ $0 }) { break }
          _ = IO.poll(fd, for: POLLOUT, timeout: min(50, deadline.pollTimeout))
        } else if errno != EINTR {
          break
        }
      }
      if rest.isEmpty { return true }
      if rest.count < bytes.count { child.endAtOnce() }
      return false
    }
  }

  func adopt(_ agreement: MCPAgreement) {}

  var hasNewTools: Bool { state.withLock { $0.matcher.hasNewTools } }

  var notices: [String] {
    let junk = state.withLock { $0.junk }
    if junk.count == 0 { return [] }
    return [
      "\(name): passed over \(junk.count) line\(junk.count == 1 ? "" : "s") that are no messages: "
        + Terminal.sanitized(junk.first)
    ]
  }

  // MARK: - The end

  func close() {
    isClosing.withLock { $0 = true }
    input.withLock { fd in
      if fd >= 0 { Glibc.close(fd) }
      fd = -1
    }
    if isOver(within: Self.patience.input) { return }
    child.signalGroup(SIGTERM)
    if isOver(within: Self.patience.signal) { return }
    if isSupervised {
      child.signal(SIGALRM)
      if isOver(within: 1000) { return }
    }
    child.endAtOnce()
    _ = isOver(within: 1000)
  }

  private func isOver(within milliseconds: Int) -> Bool {
    state.wait(until: .after(milliseconds: milliseconds)) { $0.isOver ? true : nil } ?? false
  }
}
