public import AgentCore
public import AgentJSON

/// An event that has its place in a log.
public struct AppendedEvent: Sendable, Equatable {
  public let event: Event
  public let sequence: Int
  /// The line as it stands in the file, without its newline.
  public let line: [UInt8]

  public init(event: Event, sequence: Int, line: [UInt8]) {
    self.event = event
    self.sequence = sequence
    self.line = line
  }

  /// The acknowledgement that `agent-session append` prints.
  public var acknowledgement: JSON { ["type": "ack", "seq": .int(sequence)] }
}
