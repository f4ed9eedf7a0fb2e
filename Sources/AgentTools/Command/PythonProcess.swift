import AgentJSON
import AgentSystem
import Glibc

/// An interpreter that runs cells of code, one at a time, for as long as it lives; its inside is
/// `python_driver.py`, which tells what goes over the pipes.
///
/// One thread calls it at a time. It does not trust the other side: answers are short lines, whatever else comes
/// ends the process.
final class PythonProcess: Sendable {
  enum Status: String, Sendable {
    case ok, failed, interrupted
  }

  /// How a cell ended.
  enum Ending: Equatable {
    case done(Status)
    /// Because of its time or the turn's end, and the interpreter lives on.
    case interrupted
    /// It did not listen, and the interpreter was ended.
    case killed
    /// The interpreter ended by itself, with the status as a shell gives it.
    case died(Int32)
  }

  /// Milliseconds between the interrupt and the end.
  private static let grace = 500
  /// Milliseconds that an interpreter without a cell has to end by itself.
  private static let farewell = 300
  /// Bytes read at most once a cell is done: more than a pipe holds come from somebody who lives on.
  private static let rest = 2 << 20
  /// An answer is a number and a word.
  private static let answerLimit = 64

  private let child: ChildProcess
  private let supervised: Bool
  private let state = Monitor(State())

  private struct State {
    var cells = 0
    var exit: ChildProcess.Exit?
    var hasEnded = false
  }

  /// - Parameter supervised: the interpreter runs under agent-sandbox(1), which ends all that it starts.
  init(_ arguments: [String], environment: [String: String], directory: String, supervised: Bool)
    throws(SystemError)
  {
    self.supervised = supervised
    child = try ChildProcess.spawn(
      arguments, environment: environment, directory: directory, input: .pipe, output: .pipe, error: .pipe)
    for fd in [child.standardInput, child.standardOutput, child.standardError] {
      _ = fcntl(fd, F_SETFL, O_NONBLOCK)
    }
  }

  deinit {
    end()
    for fd in [child.standardInput, child.standardOutput, child.standardError] { close(fd) }
  }

  /// Whether it can run another cell.
  var isAlive: Bool {
    state.withLock { state in
      if state.exit == nil, !state.hasEnded { state.exit = child.wait(until: .after(milliseconds: 0)) }
      return state.exit == nil && !state.hasEnded
    }
  }

  /// Ends it with everything that it has started.
  func end() {
    guard isAlive else { return settle() }
    shutdownInput()
    let exit = child.wait(until: .after(milliseconds: Self.farewell))
    if exit == nil {
      kill()
    } else {
      state.withLock { $0.exit = exit }
      settle()
    }
  }

  /// Runs a cell. What it prints is handed on as it comes.
  func run(
    _ code: String, until deadline: Deadline, cancellation: Cancellation, into sink: ([UInt8]) -> Void
  ) -> Ending {
    let number = state.withLock { state in
      state.cells += 1
      return state.cells
    }
    let text = Array(code.utf8)
    var exchange = Exchange(
      request: Array("\(number) \(text.count)\n".utf8) + text, prefix: "\(number) ", deadline: deadline)
    while true {
      if exchange.stage == .running, deadline.hasPassed || cancellation.isCancelled {
        exchange.stage = .interrupted
        exchange.deadline = .after(milliseconds: Self.grace)
        interrupt()
      }
      if exchange.stage == .interrupted, exchange.deadline.hasPassed || cancellation.isUrgent {
        kill()
        drain(sink)
        return .killed
      }
      switch step(&exchange, sink) {
      case nil: continue
      case .done(let status)?:
        drain(sink)
        return exchange.stage == .interrupted && status != .ok ? .interrupted : .done(status)
      case .closed?:
        let wasInterrupted = exchange.stage == .interrupted
        let exit = child.wait(until: .after(milliseconds: Self.farewell))
        if let exit { state.withLock { $0.exit = exit } } else { kill() }
        settle()
        drain(sink)
        return wasInterrupted ? .killed : .died((exit ?? .signal(SIGKILL)).status)
      }
    }
  }

  // MARK: - The pipes

  private struct Exchange {
    enum Stage { case running, interrupted }
    var request: [UInt8]
    var written = 0
    var answer: [UInt8] = []
    let prefix: String
    var stage = Stage.running
    var deadline: Deadline
  }

  private enum News {
    case done(Status)
    /// The other side has gone or says what it should not.
    case closed
  }

  /// Waits a little for something to happen on one of the pipes, and does what is to be done then.
  private func step(_ exchange: inout Exchange, _ sink: ([UInt8]) -> Void) -> News? {
    let isWriting = exchange.written < exchange.request.count
    var entries = [
      pollfd(fd: child.standardError, events: Int16(POLLIN), revents: 0),
      pollfd(fd: child.standardOutput, events: Int16(POLLIN), revents: 0),
      pollfd(fd: isWriting ? child.standardInput : -1, events: Int16(POLLOUT), revents: 0),
    ]
    let wait = min(50, exchange.deadline.remainingMilliseconds)
    if poll(&entries, nfds_t(entries.count), Int32(wait)) <= 0 {
      // A process of the cell may hold the pipes open.
      return isAlive ? nil : .closed
    }
    if entries[0].revents != 0, let bytes = read(child.standardError), !bytes.isEmpty { sink(bytes) }
    if entries[2].revents != 0, !write(&exchange) { return .closed }
    guard entries[1].revents != 0 else { return nil }
    guard let bytes = read(child.standardOutput), !bytes.isEmpty else { return .closed }
    exchange.answer += bytes
    guard exchange.answer.count <= Self.answerLimit else { return .closed }
    guard exchange.answer.last == 0x0a else { return nil }
    let line = String(decoding: exchange.answer.dropLast(), as: UTF8.self)
    guard line.hasPrefix(exchange.prefix),
      let status = Status(rawValue: String(line.dropFirst(exchange.prefix.count)))
    else { return .closed }
    return .done(status)
  }

  private func write(_ exchange: inout Exchange) -> Bool {
    let count = exchange.request[exchange.written...].withUnsafeBytes {
      Glibc.write(child.standardInput, $0.baseAddress, $0.count)
    }
    if count > 0 { exchange.written += count }
    return count >= 0 || errno == EAGAIN || errno == EINTR
  }

  /// nil where there is nothing to be read, now or ever.
  private func read(_ fd: Int32) -> [UInt8]? {
    var failed = false
    let bytes = [UInt8](unsafeUninitializedCapacity: 1 << 16) { buffer, count in
      let got = Glibc.read(fd, buffer.baseAddress, buffer.count)
      failed = got < 0
      count = max(0, got)
    }
    return failed ? nil : bytes
  }

  /// Hands on what is in the pipe by now.
  private func drain(_ sink: ([UInt8]) -> Void) {
    var rest = Self.rest
    while rest > 0, let bytes = read(child.standardError), !bytes.isEmpty {
      rest -= bytes.count
      sink(bytes)
    }
  }

  // MARK: - Ends

  /// As Ctrl-C does: agent-sandbox hands it on to the group of the interpreter.
  private func interrupt() { child.signalGroup(SIGINT) }

  private func shutdownInput() {
    // The descriptor stays ours; the end of the pipe is what the other side reads.
    let nothing = open("/dev/null", O_WRONLY | O_CLOEXEC)
    guard nothing >= 0 else { return }
    dup2(nothing, child.standardInput)
    close(nothing)
  }

  private func kill() {
    let exit = child.endTree(supervised: supervised)
    state.withLock { $0.exit = exit }
    settle()
  }

  /// Nothing of its session lives on.
  private func settle() {
    let isFirst = state.withLock { state in
      defer { state.hasEnded = true }
      return !state.hasEnded
    }
    if isFirst { child.signalGroup(SIGKILL) }
  }
}
