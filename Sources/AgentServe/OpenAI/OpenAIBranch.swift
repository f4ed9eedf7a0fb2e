import AgentCore
import AgentJSON

/// Where a turn goes on behind an earlier answer: in its session, where nothing has come since, else in a copy that
/// ends with it.
enum OpenAIBranch {
  static func session(behind id: OpenAIResponseID, _ serving: Serving) throws(AgentError) -> String {
    guard let end = try lastEvent(of: id.turn, in: id.session, serving) else {
      throw AgentError(.sessionMissing, "no such response", object: "previous_response_id")
    }
    if try lastEvent(of: id.turn + 1, in: id.session, serving) == nil { return id.session }
    let output = try serving.output(of: [
      "agent-session", "fork", id.session, "--at", "\(end)", "--format", "json",
    ])
    guard let copy = try? JSON(parsing: output), let name = (copy["id"] ?? copy[0]?["id"])?.string else {
      throw AgentError(.internalError, "cannot be copied", object: id.session)
    }
    return name
  }

  /// The number of a turn's last event; nil where there is no such turn.
  private static func lastEvent(of turn: Int, in session: String, _ serving: Serving) throws(AgentError)
    -> Int?
  {
    let output = try serving.output(of: ["agent-session", "show", session, "-j", "--turn", "\(turn)"])
    return output.split(separator: 0x0a).last.flatMap { try? JSON(parsing: $0) }?["seq"]?.int
  }
}
