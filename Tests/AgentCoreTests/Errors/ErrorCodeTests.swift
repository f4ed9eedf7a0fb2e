import AgentCore
import Testing

struct ErrorCodeTests {
  /// Section 6 of the contract, row by row.
  static let table: [(ErrorCode, Int32)] = [
    (.usage, 64), (.config, 78), (.auth, 77), (.badData, 65), (.inputMissing, 66), (.sessionMissing, 66),
    (.sessionBusy, 75), (.sessionDamaged, 65), (.tooLarge, 65), (.contextLength, 65), (.badRequest, 1),
    (.refusal, 1), (.quota, 69), (.rateLimited, 75), (.overloaded, 75), (.network, 75), (.streamCut, 75),
    (.protocolError, 76), (.deadline, 3), (.limitTurns, 3), (.limitRequests, 3), (.limitToolCalls, 3),
    (.limitTokens, 3), (.limitCost, 3), (.loop, 3), (.approvalDenied, 4), (.schemaInvalid, 5),
    (.missingTool, 69),
    (.sandbox, 77), (.interrupted, 130), (.terminated, 143), (.killed, 137), (.outputClosed, 141), (.io, 74),
    (.internalError, 70),
  ]

  @Test(arguments: table)
  func exitCode(code: ErrorCode, exit: Int32) {
    #expect(code.exitCode.rawValue == exit)
    #expect(code.isRetryable == (exit == 75))
  }

  @Test func everyCodeIsInTheTable() {
    #expect(Self.table.map(\.0) == ErrorCode.allCases)
  }

  @Test("the names are the contract's")
  func names() {
    let names = """
      usage, config, auth, bad_data, input_missing, session_missing, session_busy, session_damaged, too_large, \
      context_length, bad_request, refusal, quota, rate_limited, overloaded, network, stream_cut, protocol, \
      deadline, limit_turns, limit_requests, limit_tool_calls, limit_tokens, limit_cost, loop, approval_denied, \
      schema_invalid, missing_tool, sandbox, interrupted, terminated, killed, output_closed, io, internal
      """
    #expect(ErrorCode.allCases.map(\.rawValue).joined(separator: ", ") == names)
  }

  @Test func transientFailuresOfTheBackend() {
    #expect(ErrorCode.allCases.filter(\.isTransient) == [.rateLimited, .overloaded, .network, .streamCut])
  }
}
