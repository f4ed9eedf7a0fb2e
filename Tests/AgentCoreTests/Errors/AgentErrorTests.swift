import AgentCore
import AgentJSON
import AgentSystem
import Glibc
import Testing

struct AgentErrorTests {
  @Test("one line: object, message, advice")
  func descriptions() {
    let error = AgentError(
      .sessionMissing, "no such session", object: "2026", hint: "try 'agent-session list'")
    #expect(error.description == "2026: no such session (try 'agent-session list')")
    #expect(AgentError(.io, "disk full").description == "disk full")
    #expect(AgentError(.io, "a\nb\r\nc", object: "x\ny").description == "x y: a b c")
  }

  @Test func exitCodeIsTheCodesUnlessOverridden() {
    #expect(AgentError(.network, "x").exitCode == .temporary)
    #expect(AgentError(.network, "x").isRetryable)
    let later = AgentError(.network, "x", exit: .unavailable)
    #expect(later.exitCode == .unavailable)
    #expect(!later.isRetryable)
  }

  @Test func theErrorRecord() {
    let error = AgentError(.sessionBusy, "is busy", object: "2026", hint: "wait")
    #expect(
      error.record.text
        == #"{"type":"error","v":1,"code":"session_busy","exit":75,"message":"2026: is busy","hint":"wait","retryable":true}"#
    )
    #expect(
      AgentError(.internalError, "bug").record.text
        == #"{"type":"error","v":1,"code":"internal","exit":70,"message":"bug","hint":null,"retryable":false}"#
    )
  }

  @Test func thePayloadOfTurnFailed() {
    let error = AgentError(.rateLimited, "slow down", status: 429, retryAfterMilliseconds: 1500)
    #expect(
      error.payload.text
        == #"{"code":"rate_limited","message":"slow down","retryable":true,"status":429,"retry_after":1.5}"#)
    #expect(
      AgentError(.auth, "no key", hint: "set it").payload.text
        == #"{"code":"auth","message":"no key","retryable":false,"hint":"set it"}"#)
  }

  @Test(
    "system calls",
    arguments: [
      (ENOENT, ErrorCode.inputMissing, "/x: no such file or directory"),
      (ENOTDIR, .inputMissing, "/x: no such file or directory"), (EACCES, .sandbox, "/x: permission denied"),
      (EPERM, .sandbox, "/x: permission denied"), (EFBIG, .io, "/x: write: File too large"),
      (EPIPE, .io, "/x: the reader has gone"), (ENOSPC, .io, "/x: write: No space left on device"),
    ])
  func systemErrors(number: Int32, code: ErrorCode, description: String) {
    let error = AgentError(SystemError("write", "/x", number: number))
    #expect(error.code == code)
    #expect(error.description == description)
  }

  @Test func systemErrorsWithoutAnObjectOrWithAnotherCode() {
    // Reading: what stands there is larger than we take.
    let large = AgentError(SystemError("read", "/x", number: EFBIG))
    #expect(large.code == .tooLarge && large.description == "/x: larger than the limit")
    #expect(AgentError(SystemError("pipe2", number: EMFILE)).description == "pipe2: Too many open files")
    #expect(
      AgentError(SystemError("open", "/x", number: ENOENT), missing: .sessionMissing).code == .sessionMissing)
  }

  @Test func wrapsWhateverComes() {
    struct Odd: Error {}
    let known = AgentError(.quota, "x")
    #expect(AgentError(wrapping: known) == known)
    #expect(AgentError(wrapping: SystemError("read", "f", number: EIO)).code == .io)
    #expect(
      AgentError(wrapping: JSONError(.unexpectedEnd, at: 3)).description
        == "invalid JSON: the text ends too early at byte 3")
    #expect(AgentError(wrapping: JSONError(.unexpectedEnd, at: 3)).code == .badData)
    #expect(AgentError(wrapping: Odd()).code == .internalError)
  }
}
