public import AgentJSON
import AgentCore
import AgentSession
import AgentSystem

extension SearchHit {
  /// A `document` record, so that a turn or a memory can be made of it: what was said in `text`, from where in the
  /// other members.
  public var record: JSON {
    var members: JSONObject = [
      "text": .string(text), "doc": .string(document), "part": 1, "title": JSON(title),
      "session": .string(session), "turn": turn.map(JSON.int) ?? .null, "role": .string(role.rawValue),
      "created": JSON(time?.description), "seq": .int(sequence),
      "score": JSON((Double(score) * 1000).rounded() / 1000), "snippet": .string(snippet.text),
    ]
    members.append("marks", .array(snippet.marks.map { [.int($0.lowerBound), .int($0.upperBound)] }))
    return Record.make(.document, members)
  }

  /// The same for every hit in a turn, and for no other.
  private var document: String { turn.map { "\(session)/\($0)" } ?? "\(session)@\(sequence)" }
}
