import AgentCLI
import AgentCore
import AgentJSON

/// Prints records in a machine format: one a line as they come, or one array at the end.
///
/// Used by one thread.
final class RecordSink {
  private let format: OutputFormat
  private let output: Output
  private var gathered: [JSON] = []

  init(_ format: OutputFormat, _ output: Output) {
    self.format = format
    self.output = output
  }

  var isForMachines: Bool { format.isMachine }

  func add(_ record: JSON) throws(AgentError) {
    if format == .json { gathered.append(record) } else { try output.record(record) }
  }

  /// To be called once, when all records have been added.
  func finish() throws(AgentError) {
    if format == .json { try output.record(.array(gathered)) }
  }
}

extension CommandContext {
  /// Tells what `--dry-run` leaves undone, among other records.
  func tellRehearsal(_ message: String, to sink: RecordSink) throws(AgentError) {
    if sink.isForMachines { try sink.add(Self.rehearsal(message)) } else { diagnostics.note(message) }
  }
}
