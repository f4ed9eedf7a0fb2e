import AgentCLI
import AgentJSON

/// One thing that the doctor looked at.
struct Finding: Sendable, Equatable {
  enum State: String, Sendable {
    case ok
    /// Worth knowing, and nothing to mend.
    case notice
    /// Something does not work, or is less safe than it could be.
    case weak
    /// The commands cannot do their work.
    case broken
  }

  let state: State
  let check: String
  let message: String
  /// What to do about it.
  let advice: String?

  init(_ state: State, _ check: String, _ message: String, advice: String? = nil) {
    self.state = state
    self.check = check
    self.message = message
    self.advice = advice
  }

  var row: Row {
    var members: JSONObject = [
      "state": .string(state.rawValue), "check": .string(check), "message": .string(message),
    ]
    members.append("advice", ifPresent: advice.map(JSON.string))
    return Row("finding", members, text: text)
  }

  private var text: String {
    let label = state.rawValue + String(repeating: " ", count: 6 - state.rawValue.count)
    return "\(label)  \(check): \(message)" + (advice.map { " (\($0))" } ?? "")
  }
}
