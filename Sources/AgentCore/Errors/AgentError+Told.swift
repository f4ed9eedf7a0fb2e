public import AgentJSON

extension AgentError {
  /// An error that another command has told.
  /// - Parameters:
  ///   - told: the member `error` of `turn.failed`, or an `error` record.
  ///   - status: with which the command ended, or said that its turn did.
  /// - Returns: nil for what is neither.
  public init?(told: JSON, exit status: Int32?) {
    guard let code = told["code"]?.string.flatMap(ErrorCode.init(rawValue:)),
      let message = told["message"]?.string
    else { return nil }
    let exit = status.flatMap(ExitStatus.init(rawValue:))
    self.init(
      code, message, hint: told["hint"]?.string, exit: exit == .done || exit == code.exitCode ? nil : exit,
      status: told["status"]?.int)
  }
}
