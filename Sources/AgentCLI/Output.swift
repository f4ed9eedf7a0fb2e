public import AgentCore
public import AgentJSON
import AgentSystem
import Glibc

/// Standard output: data and nothing else, one write(2) for each record, every failure noticed.
///
/// Threads may share it: what one of them writes is never cut by another.
public final class Output: Sendable {
  private struct State {
    var buffer: [UInt8] = []
    /// After a failure nothing more is tried: the reader has gone or the disk is full.
    var failed = false
  }

  private let fd: Int32
  private let isOpen: Bool
  /// The lock is held while bytes are written, which keeps them together and in order.
  private let state = Monitor(State())
  private static let bufferSize = 1 << 16

  /// - Parameter isOpen: false when the descriptor was closed at start; the first write then fails.
  public init(fd: Int32 = 1, isOpen: Bool = true) {
    self.fd = fd
    self.isOpen = isOpen
  }

  public var isTerminal: Bool { Terminal.isTerminal(fd) }

  /// One compact object and a newline, in one write.
  public func record(_ value: JSON) throws(AgentError) {
    var line = value.bytes
    line.append(0x0a)
    try write(line)
  }

  /// A line that is encoded already, such as an event of a log; the newline is added.
  public func line(_ bytes: some Collection<UInt8>) throws(AgentError) {
    var line = Array(bytes)
    line.append(0x0a)
    try write(line)
  }

  /// Text as it is, buffered until ``flush()`` or 64 KiB.
  public func text(_ text: String) throws(AgentError) {
    try attempt { state throws(SystemError) in
      state.buffer.append(contentsOf: text.utf8)
      if state.buffer.count >= Self.bufferSize { try sendBuffer(&state) }
    }
  }

  /// Bytes as they are, at once, behind what is buffered.
  public func write(_ bytes: [UInt8]) throws(AgentError) {
    try attempt { state throws(SystemError) in
      try sendBuffer(&state)
      try send(bytes)
    }
  }

  public func flush() throws(AgentError) {
    try attempt { state throws(SystemError) in try sendBuffer(&state) }
  }

  private func sendBuffer(_ state: inout State) throws(SystemError) {
    let pending = state.buffer
    state.buffer = []
    try send(pending)
  }

  private func send(_ bytes: [UInt8]) throws(SystemError) {
    if bytes.isEmpty { return }
    guard isOpen else { throw SystemError("write", number: EBADF) }
    try IO.writeAll(fd, bytes)
  }

  private func attempt(_ body: (inout State) throws(SystemError) -> Void) throws(AgentError) {
    let failure = state.withLock { state -> SystemError? in
      if state.failed { return nil }
      do throws(SystemError) {
        try body(&state)
        return nil
      } catch {
        state.failed = true
        return error
      }
    }
    guard let failure else { return }
    if failure.number == EPIPE { throw AgentError(.outputClosed, "standard output was closed by its reader") }
    throw AgentError(.io, "cannot write: \(failure.reason)", object: "standard output")
  }
}
