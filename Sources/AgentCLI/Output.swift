public import AgentCore
public import AgentJSON
import AgentSystem
import Glibc

/// Standard output: data and nothing else, one write(2) for each record, every failure noticed.
public final class Output: Sendable {
  private struct State {
    var buffer: [UInt8] = []
    var failed = false
  }

  private let fd: Int32
  private let isOpen: Bool
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
    let full = state.withLock { state in
      state.buffer.append(contentsOf: text.utf8)
      return state.buffer.count >= Self.bufferSize
    }
    if full { try flush() }
  }

  /// Bytes as they are, at once.
  public func write(_ bytes: [UInt8]) throws(AgentError) {
    try flush()
    try send(bytes)
  }

  public func flush() throws(AgentError) {
    let pending = state.withLock { state in
      defer { state.buffer = [] }
      return state.buffer
    }
    if !pending.isEmpty { try send(pending) }
  }

  /// After a failure nothing more is tried: the reader has gone or the disk is full.
  private func send(_ bytes: [UInt8]) throws(AgentError) {
    if bytes.isEmpty || state.withLock({ $0.failed }) { return }
    do throws(SystemError) {
      guard isOpen else { throw SystemError("write", number: EBADF) }
      try IO.writeAll(fd, bytes)
    } catch {
      state.withLock { $0.failed = true }
      if error.number == EPIPE { throw AgentError(.outputClosed, "standard output was closed by its reader") }
      throw AgentError(.io, "cannot write: \(error.reason)", object: "standard output")
    }
  }
}
