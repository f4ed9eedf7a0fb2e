import AgentServe
import AgentSystem
import NIOCore

/// What the connections of a server share. Used on the event loop.
final class ServerCore: @unchecked Sendable {
  let limits: ConnectionLimits
  let table: RouteTable
  let dispatcher: Dispatcher
  let hub: EventHub
  let connections: ConnectionTable
  /// Whether no request is taken any more.
  var isEnding = false
  /// How many requests there have been.
  var requests = 0

  init(
    limits: ConnectionLimits, table: RouteTable, serving: Serving, hub: EventHub, loop: any EventLoop
  ) {
    (self.limits, self.table, self.hub) = (limits, table, hub)
    dispatcher = Dispatcher(serving, loop: loop)
    connections = ConnectionTable(limit: limits.connections)
  }
}
