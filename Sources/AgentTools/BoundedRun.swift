public import AgentSystem
import Glibc

/// Runs a child to its end with its input given, its output bounded and its life limited.
///
/// The child is finished when its process ends: what it left in the pipes is read, but a grandchild that
/// holds them open is not waited for. Nothing of its session lives on.
public enum BoundedRun {
  public enum Ending: Sendable, Equatable {
    case exited(ChildProcess.Exit)
    case timedOut
    case cancelled
  }

  public struct Result: Sendable {
    public let ending: Ending
    public let output: String
    public let errors: String
  }

  /// - Parameter outputLimit: bytes kept of each stream; the rest is drained.
  public static func run(
    _ arguments: [String], environment: [String: String], directory: String, input: [UInt8], outputLimit: Int,
    deadline: Deadline, cancellation: Cancellation
  ) throws(SystemError) -> Result {
    let child = try ChildProcess.spawn(
      arguments, environment: environment, directory: directory, input: .pipe, output: .pipe, error: .pipe)
    let writer = Feeder(child.standardInput, input)
    let readers = [Drain(child.standardOutput, outputLimit), Drain(child.standardError, 1 << 16)]
    var ending: Ending?
    let token = cancellation.onCancel { _ in child.signalGroup(SIGTERM) }
    if let exit = child.wait(until: deadline) {
      ending = cancellation.isCancelled ? .cancelled : .exited(exit)
    }
    cancellation.removeHandler(token)
    child.signalGroup(SIGKILL)
    if ending == nil {
      _ = child.wait()
      ending = cancellation.isCancelled ? .cancelled : .timedOut
    }
    writer.stop()
    let texts = readers.map { $0.finish() }
    return Result(ending: ending ?? .timedOut, output: texts[0], errors: texts[1])
  }
}

/// Writes to a pipe on a thread of its own, until all is written or nobody reads.
private final class Feeder: Sendable {
  private let thread: Thread
  private let fd: Int32

  init(_ fd: Int32, _ bytes: [UInt8]) {
    self.fd = fd
    _ = fcntl(fd, F_SETFL, O_NONBLOCK)
    thread = Thread.start {
      try? IO.writeAll(fd, bytes)
      close(fd)
    }
  }

  /// The readers of the pipe are dead by now, so the write has failed or will at once.
  func stop() { thread.join() }
}

/// Reads a pipe to its end on a thread of its own, keeping its beginning.
private final class Drain: Sendable {
  private struct State {
    var kept: [UInt8] = []
    var dropped = 0
    var stopping = false
  }

  private let state = Monitor(State())
  private let thread: Thread

  init(_ fd: Int32, _ limit: Int) {
    let state = state
    thread = Thread.start {
      defer { close(fd) }
      while true {
        // Once the child is gone, only what is in the pipe already counts.
        let stopping = state.withLock { $0.stopping }
        let ready = IO.poll(fd, for: Int32(POLLIN), timeout: stopping ? 0 : 50)
        if ready == 0 {
          if stopping { return }
          continue
        }
        guard let chunk = try? IO.read(fd), !chunk.isEmpty else { return }
        state.withLock { state in
          let room = max(0, limit - state.kept.count)
          state.kept.append(contentsOf: chunk.prefix(room))
          state.dropped += max(0, chunk.count - room)
        }
      }
    }
  }

  func finish() -> String {
    state.withLock { $0.stopping = true }
    thread.join()
    return state.withLock { state in
      let text = String(decoding: state.kept, as: UTF8.self)
      return state.dropped == 0 ? text : "\(text)\n[… \(state.dropped) bytes left out …]\n"
    }
  }
}
