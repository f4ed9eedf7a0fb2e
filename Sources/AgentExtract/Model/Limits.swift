import AgentCore
import AgentSystem

/// What a hostile or huge input may cost. Everything is counted on what really comes, never on what a header
/// promises.
public struct Limits: Sendable {
  /// Bytes of one input.
  public var inputBytes = 1 << 30
  /// Bytes of a text or source file that was found in a folder.
  public var folderTextBytes = 2 << 20
  /// Bytes that one container's entries may inflate to, together.
  public var inflatedBytes = 512 << 20
  /// Inflated bytes for each stored byte, looked at once ``ratioFloor`` bytes have come out.
  public var inflationRatio = 100
  public var ratioFloor = 10 << 20
  /// Entries of one container.
  public var entries = 10_000
  /// Levels of nested structure that are kept apart; what lies deeper is flattened.
  public var depth = 64
  /// Milliseconds for one input.
  public var milliseconds = 60_000
  /// Files of all folders together.
  public var files = 50_000

  public init() {}
}

/// The time that is left for one input and whether it is still wanted, looked at by every loop that the input's size drives.
final class Budget {
  let limits: Limits
  /// Raised when the whole run is to end.
  let cancellation: Cancellation
  private let deadline: Deadline
  private var ticks = 0

  init(_ limits: Limits, cancellation: Cancellation = Cancellation()) {
    self.limits = limits
    self.cancellation = cancellation
    deadline = .after(milliseconds: limits.milliseconds)
  }

  var remainingMilliseconds: Int { deadline.remainingMilliseconds }

  /// Throws when the time is over or the run is to end.
  func check() throws(AgentError) {
    if let reason = cancellation.reason { throw AgentError(reason) }
    if deadline.hasPassed {
      throw AgentError(
        .deadline, "not read within \(Duration.format(milliseconds: limits.milliseconds))",
        hint: "--time-limit gives it more")
    }
  }

  /// ``check()`` at every 256th call, for loops over small things.
  func tick() throws(AgentError) {
    ticks &+= 1
    if ticks & 0xff == 0 { try check() }
  }
}
