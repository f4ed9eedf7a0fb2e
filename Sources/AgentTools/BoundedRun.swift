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
    /// Bytes of the output that were read and not kept.
    public let dropped: Int
    public let errors: String
  }

  /// Milliseconds between the polite signal of a cancellation and the one that cannot be refused.
  private static let grace = 300

  /// - Parameter outputLimit: bytes kept of the output; the rest is drained.
  public static func run(
    _ arguments: [String], environment: [String: String], directory: String, input: [UInt8], outputLimit: Int,
    deadline: Deadline, cancellation: Cancellation
  ) throws(SystemError) -> Result {
    let child = try ChildProcess.spawn(
      arguments, environment: environment, directory: directory, input: .pipe, output: .pipe, error: .pipe)
    let writer = PipeFeeder(child.standardInput, input)
    let output = PipeDrain(child.standardOutput, outputLimit)
    let errors = PipeDrain(child.standardError, 1 << 16)
    let isOver = Monitor(false)
    let token = cancellation.onCancel { _ in
      child.signalGroup(SIGTERM)
      Thread.start {
        let grace = Deadline.after(milliseconds: Self.grace)
        while !grace.hasPassed, !cancellation.isUrgent {
          let step = min(grace, .after(milliseconds: 10))
          if isOver.wait(until: step, { $0 ? true : nil }) != nil { return }
        }
        child.signalTree(SIGKILL)
      }.detach()
    }
    let exit = child.wait(until: deadline)
    cancellation.removeHandler(token)
    isOver.update { $0 = true }
    if exit == nil {
      child.signalTree(SIGKILL)
      _ = child.wait()
    } else {
      child.signalGroup(SIGKILL)
    }
    writer.stop()
    let (text, dropped) = output.finish()
    return Result(
      ending: cancellation.isCancelled ? .cancelled : exit.map(Ending.exited) ?? .timedOut, output: text,
      dropped: dropped, errors: errors.finish().text)
  }
}
