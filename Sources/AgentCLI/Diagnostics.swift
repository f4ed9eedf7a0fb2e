public import AgentCore
import AgentSystem

/// Standard error: everything for a person. `NAME: VERB: message`, one line each.
public struct Diagnostics: Sendable {
  public enum Level: Int, Sendable, Comparable {
    /// Only the line that tells of a failure or of damage.
    case quiet
    case normal
    case verbose
    public static func < (left: Level, right: Level) -> Bool { left.rawValue < right.rawValue }
  }

  /// `agent-session: show`
  public let prefix: String
  public let level: Level
  /// Where the process must end although nobody reads what it says.
  private var writer: StoppableWriter?

  public init(prefix: String, level: Level) {
    self.prefix = prefix
    self.level = level
  }

  /// From now on a message that nobody takes is given up soon after `cancellation` is raised.
  mutating func stop(on cancellation: Cancellation) {
    writer = StoppableWriter(2, cancellation: cancellation)
  }

  public var isTerminal: Bool { Terminal.isTerminal(2) }

  /// The line that tells of a failure.
  public func error(_ error: AgentError) { print(error.description) }

  /// A line that is told even with `-q`: damage in a log.
  public func damage(_ message: String) { print(message) }

  /// A line that `-q` and machine formats hide.
  public func note(_ message: @autoclosure () -> String) {
    if level >= .normal { print(message()) }
  }

  public func verbose(_ message: @autoclosure () -> String) {
    if level >= .verbose { print(message()) }
  }

  private func print(_ message: String) {
    let line = message.split(whereSeparator: \.isNewline).joined(separator: " ")
    let safe = Terminal.sanitized("\(prefix): \(line)") + "\n"
    // Nothing can be told when standard error itself fails.
    if let writer {
      try? writer.write(Array(safe.utf8))
    } else {
      try? IO.writeAll(2, Array(safe.utf8))
    }
  }
}
