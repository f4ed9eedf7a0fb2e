import AgentCLI
import AgentCore
import AgentJSON

extension CommandContext {
  /// Tells what `--dry-run` leaves undone: a person on standard error, a program by a `notice` with the code
  /// `dry_run`.
  func tellRehearsal(_ message: String, _ format: OutputFormat) throws(AgentError) {
    if format.isMachine { try output.record(Self.rehearsal(message)) } else { diagnostics.note(message) }
  }

  /// The same among other records.
  func tellRehearsal(_ message: String, to sink: RecordSink) throws(AgentError) {
    if sink.isForMachines { try sink.add(Self.rehearsal(message)) } else { diagnostics.note(message) }
  }

  private static func rehearsal(_ message: String) -> JSON {
    ["type": "notice", "v": 1, "level": "info", "code": "dry_run", "message": .string(message)]
  }
}
