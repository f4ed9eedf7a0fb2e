public import AgentJSON
public import AgentSystem
import Glibc

/// The one error type: what happened, on which object, why, and what to do.
///
/// Libraries throw it; only the command layer prints it and exits.
public struct AgentError: Error, Sendable, Equatable {
  public var code: ErrorCode
  /// What is wrong, in a phrase that starts with a small letter and names no object.
  public var message: String
  /// The file, session, key or option it is about.
  public var object: String?
  /// What to do about it: `try 'agent-session list'`.
  public var hint: String?
  /// The exit status where it is not the code's own (69 after side effects, 73, 129).
  public var exitOverride: ExitStatus?
  /// The HTTP status and the wait that the server asked for, where one answered.
  public var status: Int?
  public var retryAfterMilliseconds: Int?
  /// Whether a request cannot have reached its server.
  public var isUnsent = false

  public init(
    _ code: ErrorCode, _ message: String, object: String? = nil, hint: String? = nil,
    exit exitOverride: ExitStatus? = nil, status: Int? = nil, retryAfterMilliseconds: Int? = nil
  ) {
    self.code = code
    self.message = message
    self.object = object
    self.hint = hint
    self.exitOverride = exitOverride
    self.status = status
    self.retryAfterMilliseconds = retryAfterMilliseconds
  }

  public var exitCode: ExitStatus { exitOverride ?? code.exitCode }
  public var isRetryable: Bool { exitCode == .temporary }

  /// `OBJECT: MESSAGE (HINT)`, in one line.
  public var description: String {
    let text = (object.map { "\($0): " } ?? "") + message + (hint.map { " (\($0))" } ?? "")
    return text.split(whereSeparator: \.isNewline).joined(separator: " ")
  }

  /// The member `error` of `turn.failed`.
  public var payload: JSON {
    var object: JSONObject = ["code": .string(code.rawValue), "message": .string(messageWithObject)]
    object.append("retryable", .bool(isRetryable))
    object.append("hint", ifPresent: hint.map(JSON.string))
    object.append("status", ifPresent: status.map(JSON.int))
    object.append("retry_after", ifPresent: retryAfterMilliseconds.map { JSON(Double($0) / 1000) })
    return .object(object)
  }

  /// The `error` record that ends the output of every command but agent-turn.
  public var record: JSON {
    [
      "type": "error", "v": 1, "code": .string(code.rawValue), "exit": .int(Int(exitCode.rawValue)),
      "message": .string(messageWithObject), "hint": JSON(hint), "retryable": .bool(isRetryable),
    ]
  }

  private var messageWithObject: String { object.map { "\($0): \(message)" } ?? message }
}

extension AgentError: CustomStringConvertible {}

extension AgentError {
  /// A failed system call. `missing` is the code when the object does not exist.
  ///
  /// A broken pipe is an `io` error here: `output_closed` means standard output, of which only the writer of
  /// standard output can tell.
  public init(_ error: SystemError, missing: ErrorCode = .inputMissing) {
    let object = error.object.isEmpty ? nil : error.object
    switch error.number {
    case ENOENT, ENOTDIR: self.init(missing, "no such file or directory", object: object)
    case EACCES, EPERM: self.init(.sandbox, "permission denied", object: object)
    case EPIPE: self.init(.io, "the reader has gone", object: object)
    case EFBIG where error.call == "read": self.init(.tooLarge, "larger than the limit", object: object)
    default: self.init(.io, "\(error.call): \(error.reason)", object: object)
    }
  }

  /// Any error as ours; what nobody foresaw is `internal`.
  public init(wrapping error: any Error) {
    switch error {
    case let error as AgentError: self = error
    case let error as SystemError: self.init(error)
    case let error as JSONError: self.init(.badData, "invalid JSON: \(error)")
    default: self.init(.internalError, "\(error)")
    }
  }
}
