import AgentCLI
import AgentCore
import AgentJSON

/// One thing that `bootstrap` has taken care of, and what became of it.
struct BootstrapStep: Sendable, Equatable {
  enum State: String, Sendable {
    /// Something was changed.
    case done
    /// It was so already.
    case present
    /// It would be done, were this no rehearsal.
    case planned
    /// It was not wanted, or there is nothing to do it with.
    case skipped
    case failed
  }

  /// `packages`, `wakeups`, `service` or `doctor`.
  let name: String
  let state: State
  let message: String
  /// What is left for a person to do.
  let advice: String?
  /// The status of the command that failed.
  let exit: Int32?

  init(_ name: String, _ state: State, _ message: String, advice: String? = nil, exit: Int32? = nil) {
    self.name = name
    self.state = state
    self.message = message
    self.advice = advice
    self.exit = exit
  }

  /// A command that failed.
  init(_ name: String, failed report: SiblingReport) {
    self.init(name, .failed, report.failure, advice: report.advice, exit: report.status)
  }

  init(_ name: String, failed error: AgentError) {
    self.init(
      name, .failed, [error.object, error.message].compactMap(\.self).joined(separator: " "),
      advice: error.hint,
      exit: error.exitCode.rawValue)
  }

  /// 2 when something failed and something else did not; where all failed, the status of the first.
  static func status(of steps: [BootstrapStep]) -> ExitStatus {
    guard let failed = steps.first(where: { $0.state == .failed }) else { return .done }
    let somethingWentWell = steps.contains { [.done, .present, .planned].contains($0.state) }
    return somethingWentWell ? .partial : failed.exit.flatMap(ExitStatus.init(rawValue:)) ?? .unavailable
  }

  var row: Row {
    var members: JSONObject = [
      "step": .string(name), "state": .string(state.rawValue), "message": .string(message),
    ]
    members.append("advice", ifPresent: advice.map(JSON.string))
    members.append("exit", ifPresent: exit.map { .int(Int($0)) })
    let label = state.rawValue + String(repeating: " ", count: 7 - state.rawValue.utf8.count)
    return Row("step", members, text: "\(label)  \(name): \(message)" + (advice.map { " (\($0))" } ?? ""))
  }
}
