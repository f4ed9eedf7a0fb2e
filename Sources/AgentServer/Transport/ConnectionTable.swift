import NIOCore

/// The connections there are, oldest first: when there are too many, the one that has waited longest for a
/// request makes room. So those that send nothing cannot keep out one that does.
///
/// Used on the event loop.
final class ConnectionTable: @unchecked Sendable {
  private var connections: [Int: HTTPConnection] = [:]
  private var next = 0
  private let limit: Int

  init(limit: Int) { self.limit = limit }

  var count: Int { connections.count }
  var all: [HTTPConnection] { Array(connections.values) }
  /// Whether no request is being answered.
  var isIdle: Bool { connections.values.allSatisfy(\.isWaiting) }

  func add(_ connection: HTTPConnection) -> Int {
    if connections.count >= limit {
      let oldest = connections.filter { $0.value.isWaiting }.min { $0.key < $1.key }
      // Where all are being answered the new one has to go.
      (oldest?.value ?? connection).close()
    }
    next += 1
    connections[next] = connection
    return next
  }

  func remove(_ number: Int) { connections[number] = nil }
}
