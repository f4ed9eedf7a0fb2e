public import AgentCore

/// The wire formats that are spoken.
public enum DialectName: String, Sendable, CaseIterable {
  /// OpenAI's Responses API, `POST /responses`.
  case responses
  /// OpenAI's Chat Completions API, `POST /chat/completions`, which most servers have.
  case chat

  /// - Throws: `usage` for a name that is not spoken.
  public init(named name: String) throws(AgentError) {
    guard let dialect = DialectName(rawValue: name) else {
      let known = Self.allCases.map(\.rawValue)
      throw AgentError(
        .usage, "no such dialect", object: name,
        hint: NearMatch.hint(name, in: known) ?? "known are \(known.joined(separator: ", "))")
    }
    self = dialect
  }
}
