public import AgentCore
public import AgentJSON

extension CommandContext {
  /// Tells what `--dry-run` leaves undone: a person on standard error, a program by a `notice` with the code
  /// `dry_run`.
  public func tellRehearsal(_ message: String, _ format: OutputFormat) throws(AgentError) {
    if format.isMachine { try output.record(Self.rehearsal(message)) } else { diagnostics.note(message) }
  }

  public static func rehearsal(_ message: String) -> JSON {
    ["type": "notice", "v": 1, "level": "info", "code": "dry_run", "message": .string(message)]
  }
}
