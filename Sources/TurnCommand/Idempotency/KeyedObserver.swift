import AgentCore
import AgentTurn

/// Lets others look at a turn's key once the turn is in the log.
final class KeyedObserver: TurnObserver {
  var wantsDeltas: Bool { observer.wantsDeltas }
  private let key: IdempotencyKey
  private let observer: any TurnObserver

  init(_ key: IdempotencyKey, _ observer: any TurnObserver) {
    self.key = key
    self.observer = observer
  }

  func receive(_ event: EmittedEvent) throws(AgentError) {
    if event.event.type == EventType.turnStarted.rawValue { key.release() }
    try observer.receive(event)
  }

  func deliver(_ outcome: TurnOutcome) throws(AgentError) { try observer.deliver(outcome) }
}
