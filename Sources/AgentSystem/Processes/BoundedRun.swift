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

    init(_ exit: ChildProcess.Exit?, _ cancellation: Cancellation) {
      self = cancellation.isCancelled ? .cancelled : exit.map(Self.exited) ?? .timedOut
    }
  }

  public struct Result: Sendable {
    public let ending: Ending
    public let output: String
    /// Bytes of the output that were read and not kept.
    public let dropped: Int
    public let errors: String
  }

  /// - Parameters:
  ///   - outputLimit: bytes kept of the output; the rest is drained.
  ///   - supervised: the command runs under agent-sandbox(1), which ends all that it starts.
  public static func run(
    _ arguments: [String], environment: [String: String], directory: String, input: [UInt8], outputLimit: Int,
    deadline: Deadline, cancellation: Cancellation, supervised: Bool = false
  ) throws(SystemError) -> Result {
    let (output, errors) = (OutputBeginning(outputLimit), OutputBeginning(1 << 16))
    let ending = try run(
      arguments, environment: environment, directory: directory, input: input, deadline: deadline,
      cancellation: cancellation, supervised: supervised, output: { output.append($0) },
      errors: { errors.append($0) })
    return Result(ending: ending, output: output.text, dropped: output.dropped, errors: errors.text)
  }

  /// The same for who keeps output and errors himself; each is handed on as it comes.
  public static func run(
    _ arguments: [String], environment: [String: String], directory: String, input: [UInt8],
    deadline: Deadline, cancellation: Cancellation, supervised: Bool = false,
    output: @escaping @Sendable ([UInt8]) -> Void,
    errors: @escaping @Sendable ([UInt8]) -> Void
  ) throws(SystemError) -> Ending {
    let child = try ChildProcess.spawn(
      arguments, environment: environment, directory: directory, input: .pipe, output: .pipe, error: .pipe)
    let writer = PipeFeeder(child.standardInput, input)
    let drains = [
      PipeDrain(child.standardOutput, into: output), PipeDrain(child.standardError, into: errors),
    ]
    let exit = GracefulStop(child, cancellation, supervised: supervised).wait(for: child, until: deadline)
    writer.stop()
    for drain in drains { drain.finish() }
    return Ending(exit, cancellation)
  }

  /// Runs a command whose output and errors are one stream, as a person would see them, and hands on what comes
  /// as it comes. Its standard input is empty.
  /// - Parameters:
  ///   - supervised: the command runs under agent-sandbox(1), which ends all that it starts.
  ///   - onTerminal: all three are a terminal of its own, at which nobody types.
  public static func stream(
    _ arguments: [String], environment: [String: String], directory: String, deadline: Deadline,
    cancellation: Cancellation, supervised: Bool = false, onTerminal: Bool = false,
    into sink: @escaping @Sendable ([UInt8]) -> Void
  ) throws(SystemError) -> Ending {
    let pipe = try onTerminal ? Descriptor.terminal() : Descriptor.pipe()
    let child: ChildProcess
    do throws(SystemError) {
      defer { close(pipe.write) }
      child = try ChildProcess.spawn(
        arguments, environment: environment, directory: directory,
        input: onTerminal ? .descriptor(pipe.write) : .null, output: .descriptor(pipe.write),
        error: .descriptor(pipe.write))
    } catch {
      close(pipe.read)
      throw error
    }
    let drain = PipeDrain(pipe.read, into: sink)
    let exit = GracefulStop(child, cancellation, supervised: supervised).wait(for: child, until: deadline)
    drain.finish()
    return Ending(exit, cancellation)
  }
}
