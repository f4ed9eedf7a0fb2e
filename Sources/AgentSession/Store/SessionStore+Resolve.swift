public import AgentCore

extension SessionStore {
  /// The id that a selector names: an id, a unique beginning of one, `latest`, `@-N` (the Nth of the list,
  /// counted from 1), or a unique title.
  /// - Throws: 66 with what may have been meant, 65 with the candidates.
  public func resolve(_ selector: String) throws(AgentError) -> String {
    if exists(selector) { return selector }
    if selector == "latest" { return try latest() }
    if selector.hasPrefix("@-"), let position = Int(selector.dropFirst(2)), position > 0 {
      let sessions = try list()
      if position <= sessions.count { return sessions[position - 1].id }
      throw AgentError(
        .sessionMissing, "there are only \(sessions.count) sessions", object: selector,
        hint: "try 'agent-session list'")
    }
    let ids = try ids()
    let isDigit = selector.utf8.first.map { (0x30...0x39).contains($0) } ?? false
    let begun = isDigit ? ids.filter { $0.hasPrefix(selector) } : []
    if begun.count == 1 { return begun[0] }
    let sessions = try list()
    let titled = sessions.filter { !selector.isEmpty && $0.title == selector }.map(\.id)
    if titled.count == 1 { return titled[0] }
    let meant = begun + titled
    if !meant.isEmpty {
      // As lists are ordered; what could not be read is not in the list.
      let listed = sessions.map(\.id).filter(meant.contains)
      throw ambiguous(selector, listed + begun.filter { !listed.contains($0) })
    }
    throw .noSuchSession(selector, among: ids + sessions.compactMap(\.title))
  }

  private func ambiguous(_ selector: String, _ candidates: [String]) -> AgentError {
    let shown = candidates.prefix(5).joined(separator: ", ")
    let more = candidates.count > 5 ? ", … (\(candidates.count) in all)" : ""
    return AgentError(.badData, "ambiguous: \(shown)\(more)", object: selector, hint: "give more of the id")
  }

  /// The session that a person used last: the one with the newest turn of origin cli or repl; where there
  /// is none, the newest in which no program began a turn.
  public func latest() throws(AgentError) -> String {
    let sessions = try list()
    let used = sessions.filter { $0.lastUse != nil }
    if let newest = used.max(by: { ($0.lastUse!, $0.modified) < ($1.lastUse!, $1.modified) }) {
      return newest.id
    }
    if let fresh = sessions.first(where: { $0.origins.isEmpty }) { return fresh.id }
    throw AgentError(
      .sessionMissing, "no session that a person used", object: "latest", hint: "try 'agent-session list'")
  }
}
