public import AgentCore
public import AgentSession
import AgentSystem

/// What a session's turns come to: what was asked and what was answered, cut; no model is needed for it. Each
/// has an id of session and turn, so that remembering it again changes nothing.
public enum TurnSummaries {
  private static let askedLimit = 600
  private static let answeredLimit = 1_200

  /// Records of a turn that are looked at, from its end: one that has more is left to `archive`.
  private static let recordLimit = 50_000

  /// The summary of one turn, found from the end of the log, so that it costs no more in a long session.
  /// - Returns: nil where the turn is not there or has no answer.
  public static func of(_ session: String, turn: Int, in store: SessionStore) throws(AgentError)
    -> MemoryAddition?
  {
    let path = store.path(session)
    var reader = try ReverseReader(path: path)
    var seen = 0
    while seen < recordLimit, let record = try reader.next() {
      seen += 1
      guard record.eventType == .turnStarted, record.turn == turn else { continue }
      let transcript = try Transcript(
        path: path, blobs: BlobStore(store.runtime), turn: turn, offset: record.offset)
      return try of(session, transcript).first
    }
    return nil
  }

  public static func of(_ session: String, in store: SessionStore) throws(AgentError) -> [MemoryAddition] {
    try of(session, Transcript(path: store.path(session), blobs: BlobStore(store.runtime)))
  }

  private static func of(_ session: String, _ transcript: consuming Transcript) throws(AgentError)
    -> [MemoryAddition]
  {
    var transcript = transcript
    var additions: [MemoryAddition] = []
    var turn: (number: Int, time: Timestamp?)?
    var asked: [String] = []
    var answered: [String] = []
    func finish() {
      guard let turn, !answered.isEmpty else { return }
      let question = head(asked.joined(separator: "\n"), askedLimit)
      var addition = MemoryAddition(
        text: (question.isEmpty ? "" : "Asked: \(question)\n") + "Answered: "
          + head(answered.joined(separator: "\n"), answeredLimit))
      addition.id = "turn:\(session):\(turn.number)"
      addition.kind = .turnSummary
      addition.source = "turn_summary"
      addition.session = session
      addition.time = turn.time
      additions.append(addition)
    }
    while let entry = try transcript.next() {
      switch entry {
      case .turn(let number, let time, _):
        finish()
        turn = (number, time)
        asked = []
        answered = []
      case .user(let text): asked.append(text)
      case .assistant(let text): answered.append(text)
      default: break
      }
    }
    finish()
    return additions
  }

  private static func head(_ text: String, _ limit: Int) -> String {
    let text = text.replacing(bytes: "\r", with: "")
    let trimmed = text.drop(while: \.isWhitespace)
    return trimmed.count > limit ? String(trimmed.prefix(limit - 1)) + "…" : String(trimmed)
  }
}
