import AgentCore

extension AgentError {
  /// 78: nothing is read from what a later version has written, and nothing written behind it.
  static func newerFormat(_ version: Int, _ object: String) -> AgentError {
    AgentError(
      .config, "written by a newer version of agentutils (format \(version))", object: object,
      hint: "update agentutils")
  }

  /// 66, with what may have been meant.
  static func noSuchSession(_ name: String, among candidates: [String] = []) -> AgentError {
    let near = candidates.isEmpty ? nil : NearMatch.hint(name, in: candidates)
    return AgentError(
      .sessionMissing, "no such session", object: name, hint: near ?? "try 'agent-session list'")
  }
}
