/// The exit codes of every command, in every output format: section 6 of the contract, agent-exit(7).
public enum ExitStatus: Int32, Sendable, CaseIterable {
  case done = 0
  /// A negative result (nothing found), or a failed turn that no other row names.
  case negative = 1
  case partial = 2
  case limit = 3
  case approval = 4
  case schema = 5
  case usage = 64
  case badData = 65
  case inputMissing = 66
  case unavailable = 69
  case internalError = 70
  case cannotCreate = 73
  case inputOutput = 74
  case temporary = 75
  case protocolError = 76
  case notPermitted = 77
  case configuration = 78
  case hangUp = 129
  case interrupted = 130
  case quit = 131
  case killed = 137
  case brokenPipe = 141
  case terminated = 143

  /// One sentence for the manual.
  public var meaning: String {
    switch self {
    case .done: "done"
    case .negative: "a negative result (nothing found), or a failed turn that no other row names"
    case .partial: "partial: some inputs of several failed, each told"
    case .limit: "a limit was reached: turns, requests, tool calls, tokens, cost, time, or a repeated call"
    case .approval: "an approval was denied, or needed and nobody could answer"
    case .schema: "the answer does not satisfy the schema after repairs"
    case .usage: "usage: the command line is wrong"
    case .badData: "bad data, too large, or ambiguous"
    case .inputMissing: "the input or session does not exist"
    case .unavailable: "unavailable: backend, quota, model or program; retrying as it stands is not safe"
    case .internalError: "a bug in agentutils"
    case .cannotCreate: "an output file cannot be created"
    case .inputOutput: "an input or output error, such as a full disk"
    case .temporary: "temporary and safe to retry as it stands: nothing with side effects has run"
    case .protocolError: "the other side broke the protocol"
    case .notPermitted: "not permitted: key, modes or sandbox"
    case .configuration: "configuration"
    case .hangUp: "ended by SIGHUP"
    case .interrupted: "ended by SIGINT"
    case .quit: "ended by SIGQUIT"
    case .killed: "ended by SIGKILL (only in records that others wrote)"
    case .brokenPipe: "ended by SIGPIPE: the reader of standard output has gone"
    case .terminated: "ended by SIGTERM"
    }
  }
}
