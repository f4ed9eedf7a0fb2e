public import AgentCore
public import AgentJSON
public import AgentSystem

extension ConfigurationFile {
  /// Changes the settings and tells the runtime log of it: `config.changed` with the names of what changed,
  /// never their values.
  /// - Parameter note: told what went wrong that is no failure.
  public func change(
    clock: Clock, note: (String) -> Void, _ change: (inout JSONObject) throws(AgentError) -> Void
  ) throws(AgentError) {
    var changed: [String] = []
    try update { (values) throws(AgentError) in
      let before = values
      try change(&values)
      changed = Self.names(from: before, to: values)
    }
    tell(changed, clock: clock, note: note)
  }

  /// Tells of a change that has been made.
  public func tell(_ names: [String], clock: Clock, note: (String) -> Void) {
    if names.isEmpty { return }
    let event = Event(.configChanged, ["keys": .array(names.map(JSON.string))])
    RuntimeLog.tell(event, in: runtime, clock: clock, note: note)
  }

  /// The settings that differ, in the order of their names.
  public static func names(from before: JSONObject, to after: JSONObject) -> [String] {
    Set(before.keys + after.keys).filter { before[$0] != after[$0] }.sorted()
  }
}
