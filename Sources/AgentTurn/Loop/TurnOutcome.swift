public import AgentCore
public import AgentJSON

/// How a turn ended: what `agent-turn --format json` prints, and the process's exit status.
public struct TurnOutcome: Sendable, Equatable {
  public var session: String
  public var turn: Int
  /// The answer; of a failed turn, what there was of it.
  public var text: String
  public var error: AgentError?
  public var stopReason: String?
  /// Tokens under codex's keys.
  public var usage: JSON
  /// Of the requests whose cost is known.
  public var cost: Money?
  public var requests: Int
  public var toolCalls: Int

  /// What hooks said behind the last event, for whoever is there to read it.
  public var remarks: [String] = []

  /// Whether the process is to exit with 0 although the turn failed (`--exit-zero-on`).
  public private(set) var isExcused = false

  public var exitCode: ExitStatus { isExcused ? .done : error?.exitCode ?? .done }

  /// Makes it that of a failed turn.
  mutating func fail(_ error: AgentError, excused: Set<ExitStatus>) {
    self.error = error
    isExcused = excused.contains(error.exitCode)
  }

  /// The `turn` record.
  public var record: JSON {
    var members: JSONObject = [
      "session": .string(session), "turn": .int(turn), "text": .string(text),
      "exit_code": .int(Int(exitCode.rawValue)), "usage": usage,
    ]
    members.append("cost_usd", ifPresent: cost?.json)
    members.append("requests", .int(requests))
    members.append("tool_calls", .int(toolCalls))
    members.append("stop_reason", ifPresent: stopReason.map(JSON.string))
    members.append("error", ifPresent: error?.payload)
    return Record.make(.turn, members)
  }
}
