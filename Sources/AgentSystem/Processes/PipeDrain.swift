import Glibc

/// Reads a pipe to its end on a thread of its own and hands on what comes.
public final class PipeDrain: Sendable {
  /// Bytes read at most once the child is gone: more than a pipe holds come from somebody who lives on.
  private static let rest = 2 << 20

  private let isStopping: Monitor<Bool>
  private let thread: Thread

  /// Takes over the descriptor. `sink` is called on the thread that reads.
  public init(_ fd: Int32, into sink: @escaping @Sendable ([UInt8]) -> Void) {
    let flag = Monitor(false)
    isStopping = flag
    thread = Thread.start {
      defer { close(fd) }
      var rest = Self.rest
      while rest > 0 {
        // Once the child is gone, only what is in the pipe already counts.
        let isStopping = flag.withLock { $0 }
        if IO.poll(fd, for: Int32(POLLIN), timeout: isStopping ? 0 : 50) == 0 {
          if isStopping { return }
          continue
        }
        guard let chunk = try? IO.read(fd), !chunk.isEmpty else { return }
        if isStopping { rest -= chunk.count }
        sink(chunk)
      }
    }
  }

  /// Returns when what was in the pipe by now has been handed on.
  public func finish() {
    isStopping.withLock { $0 = true }
    thread.join()
  }
}

/// The first bytes of an output, and how many came behind them.
final class OutputBeginning: Sendable {
  private let state = Monitor((kept: [UInt8](), dropped: 0))
  private let limit: Int

  init(_ limit: Int) { self.limit = limit }

  func append(_ chunk: [UInt8]) {
    state.withLock { state in
      let room = max(0, limit - state.kept.count)
      state.kept.append(contentsOf: chunk.prefix(room))
      state.dropped += max(0, chunk.count - room)
    }
  }

  var text: String { state.withLock { String(decoding: $0.kept, as: UTF8.self) } }
  var dropped: Int { state.withLock { $0.dropped } }
}
