/// What one client may take of the server. Milliseconds and bytes.
package struct ConnectionLimits: Sendable, Equatable {
  package var target = 8 << 10
  package var headers = 16 << 10
  package var headerCount = 128
  package var body = 1 << 20
  /// From the first byte of a request, or the beginning of a connection, to the end of the headers.
  package var headTime = 5_000
  package var bodyTime = 15_000
  /// Between two requests.
  package var idleTime = 60_000
  /// For a client to take an answer that is written.
  package var answerTime = 300_000
  /// Connections at a time; beyond that the oldest that waits for a request makes room.
  package var connections = 2048
  /// What may be unsent to a client.
  package var unsent = 256 << 10

  package init() {}
}
