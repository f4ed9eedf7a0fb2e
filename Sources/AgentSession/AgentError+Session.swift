import AgentCore

extension AgentError {
  /// 66, with what may have been meant.
  static func noSuchSession(_ name: String, among candidates: [String] = []) -> AgentError {
    let near = candidates.isEmpty ? nil : NearMatch.hint(name, in: candidates)
    return AgentError(
      .sessionMissing, "no such session", object: name, hint: near ?? "try 'agent-session list'")
  }
}
