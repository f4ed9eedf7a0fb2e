/// How long a model may keep us waiting, in milliseconds.
public struct ModelTimeouts: Sendable, Equatable {
  /// For a connection.
  public var connect: Int
  /// Between two bytes.
  public var idle: Int

  public init(connect: Int = 10_000, idle: Int = 300_000) {
    self.connect = connect
    self.idle = idle
  }
}
