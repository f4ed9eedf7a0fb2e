public import AgentCore
public import AgentJSON
public import AgentSystem
import Glibc

/// Standard output: data and nothing else, one write(2) for each record, every failure noticed.
///
/// Threads may share it: what one of them writes is never cut by another.
public final class Output: Sendable {
  private struct State {
    var buffer: [UInt8] = []
    /// After a failure nothing more is tried: the reader has gone or the disk is full.
    var failed = false
    /// Where the process must end although nobody reads.
    var writer: StoppableWriter?
    var cancellation: Cancellation?
  }

  private let fd: Int32
  /// Whether the descriptor was open when the process began.
  public let isOpen: Bool
  /// The lock is held while bytes are written, which keeps them together and in order.
  private let state = Monitor(State())
  private static let bufferSize = 1 << 16

  /// - Parameter isOpen: false when the descriptor was closed at start; the first write then fails.
  public init(fd: Int32 = 1, isOpen: Bool = true) {
    self.fd = fd
    self.isOpen = isOpen
  }

  public var isTerminal: Bool { Terminal.isTerminal(fd) }

  /// From now on output that nobody takes is given up soon after `cancellation` is raised; writing it then
  /// throws what the cancellation says.
  public func stop(on cancellation: Cancellation) {
    state.withLock { state in
      state.writer = StoppableWriter(fd, cancellation: cancellation)
      state.cancellation = cancellation
    }
  }

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
      try send(bytes, &state)
    }
  }

  /// One record, like ``record(_:)``, of which what a slow reader has not taken by `deadline` is left to the
  /// next ``flush()``.
  public func record(_ value: JSON, until deadline: Deadline) throws(AgentError) {
    var line = value.bytes
    line.append(0x0a)
    try attempt { state throws(SystemError) in
      try sendBuffer(&state)
      try send(line, &state, until: deadline)
    }
  }

  public func flush() throws(AgentError) {
    try attempt { state throws(SystemError) in
      try sendBuffer(&state)
      try state.writer?.finish()
    }
  }

  /// Throws when the reader is known to have gone, so that nothing is promised to it any more.
  public func check() throws(AgentError) {
    try attempt { state throws(SystemError) in
      if isOpen, IO.poll(fd, for: 0, timeout: 0) & POLLERR != 0 { throw SystemError("write", number: EPIPE) }
    }
  }

  private func sendBuffer(_ state: inout State) throws(SystemError) {
    let pending = state.buffer
    state.buffer = []
    try send(pending, &state)
  }

  private func send(_ bytes: [UInt8], _ state: inout State, until deadline: Deadline? = nil)
    throws(SystemError)
  {
    if bytes.isEmpty { return }
    guard isOpen else { throw SystemError("write", number: EBADF) }
    guard let writer = state.writer else { return try IO.writeAll(fd, bytes) }
    try writer.write(bytes, until: deadline)
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
    if failure.number == ETIMEDOUT, let reason = state.withLock({ $0.cancellation?.reason }) {
      throw AgentError(reason)
    }
    if failure.number == EPIPE { throw AgentError(.outputClosed, "standard output was closed by its reader") }
    throw AgentError(.io, "cannot write: \(failure.reason)", object: "standard output")
  }
}
