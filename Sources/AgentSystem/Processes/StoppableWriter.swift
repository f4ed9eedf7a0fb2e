import Glibc

/// Writes whole to a descriptor whose reader may be slow, and stops waiting for that reader once a
/// ``Cancellation`` is raised.
///
/// write(2) to a full pipe, a stopped terminal or a socket blocks for as long as its reader likes, and a
/// descriptor that others share must not be made non-blocking. So what may block is written on a thread of
/// its own, which this one can leave behind; what cannot is written here. Each call is one write(2) where the
/// kernel takes it whole.
public final class StoppableWriter: Sendable {
  private struct State {
    /// What the thread has to write or is writing.
    var job: [UInt8]?
    var failure: SystemError?
    var hasThread = false
    /// Raised by the cancellation: how long bytes are still waited for.
    var stop: Deadline?
  }

  /// Milliseconds that a reader is given to take what is left: after a signal, on which a process ends at
  /// once, and after any other reason.
  static func patience(after reason: Cancellation.Reason) -> Int {
    if case .signal = reason { 800 } else { 10_000 }
  }
  /// Milliseconds for each write after that: a reader that is there takes it at once.
  private static let lastPatience = 50
  /// A pipe that is ready for writing takes this much without blocking (PIPE_BUF, pipe(7)).
  private static let pipeBuffer = 4096

  private let fd: Int32
  private let kind: UInt32
  private let isTerminal: Bool
  private let state = Monitor(State())

  public init(_ fd: Int32, cancellation: Cancellation) {
    self.fd = fd
    var status = stat()
    kind = fstat(fd, &status) == 0 ? status.st_mode & S_IFMT : 0
    isTerminal = isatty(fd) == 1
    cancellation.onCancel { [weak self] reason in
      self?.state.update { $0.stop = .after(milliseconds: Self.patience(after: reason)) }
    }
  }

  /// Writes every byte, behind what is on its way. To be called by one thread at a time.
  /// - Parameter deadline: when to leave bytes that nobody takes to ``finish()``; nil for never.
  /// - Throws: ETIMEDOUT when the cancellation is raised and nobody takes them; from then on nothing can be
  ///   written any more.
  public func write(_ bytes: [UInt8], until deadline: Deadline? = nil) throws(SystemError) {
    try finish()
    if takesAtOnce(bytes.count) { return try IO.writeAll(fd, bytes) }
    state.update { $0.job = bytes }
    startThread()
    try wait(until: deadline)
  }

  /// Waits until what is on its way is written.
  public func finish() throws(SystemError) { try wait(until: nil) }

  private func takesAtOnce(_ count: Int) -> Bool {
    switch kind {
    case S_IFIFO: count <= Self.pipeBuffer && IO.poll(fd, for: POLLOUT, timeout: 0) != 0
    case S_IFSOCK: false
    case S_IFCHR: !isTerminal
    default: true
    }
  }

  private func wait(until deadline: Deadline?) throws(SystemError) {
    while true {
      let stop = state.withLock { $0.stop }.map { max($0, .after(milliseconds: Self.lastPatience)) }
      let limit = [deadline, stop].compactMap { $0 }.min()
      let outcome = state.wait(until: limit) { state -> Result<Bool, SystemError>? in
        if let failure = state.failure { return .failure(failure) }
        if state.job == nil { return .success(true) }
        return stop == nil && state.stop != nil ? .success(false) : nil
      }
      if try outcome?.get() == true { return }
      if stop != nil, outcome == nil {
        let failure = SystemError("write", number: ETIMEDOUT)
        state.update { $0.failure = failure }
        throw failure
      }
      if outcome == nil { return }
    }
  }

  private func startThread() {
    let isNew = state.withLock { state in
      defer { state.hasThread = true }
      return !state.hasThread
    }
    guard isNew else { return }
    let (state, fd) = (state, fd)
    Thread.start {
      while true {
        guard let job = state.wait({ $0.job }) else { continue }
        var failure: SystemError?
        do throws(SystemError) { try IO.writeAll(fd, job) } catch { failure = error }
        state.update { state in
          state.job = nil
          if state.failure == nil { state.failure = failure }
        }
      }
    }.detach()
  }
}
