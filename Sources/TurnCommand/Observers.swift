import AgentCLI
import AgentCore
import AgentJSON
import AgentSystem
import AgentTurn

/// `-j`: every event as the line that it is.
final class EventPrinter: TurnObserver {
  let wantsDeltas: Bool
  private let output: Output

  init(_ output: Output, deltas: Bool) {
    self.output = output
    wantsDeltas = deltas
  }

  func receive(_ event: EmittedEvent) throws(AgentError) { try output.line(event.line) }
}

/// `--format json`: the outcome says it all.
final class SilentObserver: TurnObserver {
  let wantsDeltas = false
  func receive(_ event: EmittedEvent) throws(AgentError) {}
}
