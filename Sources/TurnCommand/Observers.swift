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

  /// The terminal event must not say that all is well when nobody is there to read it.
  func deliver(_ outcome: TurnOutcome) throws(AgentError) { try output.check() }
}

/// `--format json`: the outcome says it all.
final class RecordPrinter: TurnObserver {
  let wantsDeltas = false
  private let output: Output
  private var isPrinted = false
  /// Milliseconds that a slow reader is waited for while nobody else can add to the session.
  private static let patience = 1000

  init(_ output: Output) { self.output = output }

  func receive(_ event: EmittedEvent) throws(AgentError) {}

  func deliver(_ outcome: TurnOutcome) throws(AgentError) {
    if isPrinted { return }
    isPrinted = true
    try output.record(outcome.record, until: .after(milliseconds: Self.patience))
  }
}

/// `-o`: the answer goes to a file too, whatever is printed.
final class AnswerWriter: TurnObserver {
  var wantsDeltas: Bool { printer.wantsDeltas }
  private let file: AnswerFile
  private var hasFailed = false
  private let printer: any TurnObserver

  init(_ file: AnswerFile, beside printer: any TurnObserver) {
    self.file = file
    self.printer = printer
  }

  func receive(_ event: EmittedEvent) throws(AgentError) { try printer.receive(event) }

  func deliver(_ outcome: TurnOutcome) throws(AgentError) {
    if !hasFailed, outcome.error == nil || !outcome.text.isEmpty {
      hasFailed = true
      try file.write(outcome.text)
      hasFailed = false
    }
    try printer.deliver(outcome)
  }
}
