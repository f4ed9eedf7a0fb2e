import AgentCLI
import AgentCore
import AgentJSON
import AgentSession

/// Changes the user's settings and tells the runtime log of it: `config.changed` with the names of what
/// changed, never their values.
enum SettingChange {
  static func write(
    in context: CommandContext, _ change: (inout JSONObject) throws(AgentError) -> Void
  ) throws(AgentError) {
    var changed: [String] = []
    try ConfigurationFile(context.runtime).update { (values) throws(AgentError) in
      let before = values
      try change(&values)
      changed = names(from: before, to: values)
    }
    tell(changed, in: context)
  }

  /// Tells of a change that has been made. The settings are saved by then, so a log that cannot be written is
  /// worth a line and no failure.
  static func tell(_ names: [String], in context: CommandContext) {
    if names.isEmpty { return }
    let log = RuntimeLog(SessionStore(context.runtime, clock: context.clock))
    do {
      try log.append(Event(.configChanged, ["keys": .array(names.map(JSON.string))]))
    } catch {
      context.diagnostics.note("the change is made, but not in the runtime log: \(error)")
    }
  }

  /// The settings that differ, in the order of their names.
  static func names(from before: JSONObject, to after: JSONObject) -> [String] {
    Set(before.keys + after.keys).filter { before[$0] != after[$0] }.sorted()
  }
}
