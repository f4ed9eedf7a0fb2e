import AgentCLI
import AgentCore
import AgentJSON
import AgentSession

/// Changes the user's settings from a command; what is not in the runtime log is told.
enum SettingChange {
  static func write(
    in context: CommandContext, _ change: (inout JSONObject) throws(AgentError) -> Void
  ) throws(AgentError) {
    try ConfigurationFile(context.runtime)
      .change(clock: context.clock, note: { context.diagnostics.note($0) }, change)
  }

  /// Tells of a change that has been made.
  static func tell(_ names: [String], in context: CommandContext) {
    ConfigurationFile(context.runtime)
      .tell(names, clock: context.clock) { context.diagnostics.note($0) }
  }

  /// The settings that differ, in the order of their names.
  static func names(from before: JSONObject, to after: JSONObject) -> [String] {
    ConfigurationFile.names(from: before, to: after)
  }
}
