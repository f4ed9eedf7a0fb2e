/// What went wrong, as `error.code` says it: a closed list, each with one exit code.
public enum ErrorCode: String, Sendable, CaseIterable {
  case usage, config, auth
  case badData = "bad_data"
  case inputMissing = "input_missing"
  case sessionMissing = "session_missing"
  case sessionBusy = "session_busy"
  case sessionDamaged = "session_damaged"
  case tooLarge = "too_large"
  case contextLength = "context_length"
  case badRequest = "bad_request"
  case refusal, quota
  case rateLimited = "rate_limited"
  case overloaded, network
  case streamCut = "stream_cut"
  case protocolError = "protocol"
  case deadline
  case limitTurns = "limit_turns"
  case limitRequests = "limit_requests"
  case limitToolCalls = "limit_tool_calls"
  case limitTokens = "limit_tokens"
  case limitCost = "limit_cost"
  case loop
  case approvalDenied = "approval_denied"
  case schemaInvalid = "schema_invalid"
  case missingTool = "missing_tool"
  case sandbox, interrupted, terminated, killed
  case outputClosed = "output_closed"
  case io
  case internalError = "internal"

  public var exitCode: ExitStatus {
    switch self {
    case .usage: .usage
    case .config: .configuration
    case .auth, .sandbox: .notPermitted
    case .badData, .sessionDamaged, .tooLarge, .contextLength: .badData
    case .inputMissing, .sessionMissing: .inputMissing
    case .sessionBusy, .rateLimited, .overloaded, .network, .streamCut: .temporary
    case .badRequest, .refusal: .negative
    case .quota, .missingTool: .unavailable
    case .protocolError: .protocolError
    case .deadline, .limitTurns, .limitRequests, .limitToolCalls, .limitTokens, .limitCost, .loop: .limit
    case .approvalDenied: .approval
    case .schemaInvalid: .schema
    case .interrupted: .interrupted
    case .terminated: .terminated
    case .killed: .killed
    case .outputClosed: .brokenPipe
    case .io: .inputOutput
    case .internalError: .internalError
    }
  }

  /// Whether the same command may be run again as it stands.
  public var isRetryable: Bool { exitCode == .temporary }

  /// Temporary failures of the backend, which count as 69 once something with side effects has run.
  public var isTransient: Bool {
    switch self {
    case .rateLimited, .overloaded, .network, .streamCut: true
    default: false
    }
  }
}
