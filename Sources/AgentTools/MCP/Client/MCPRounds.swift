import AgentCore
import AgentJSON

/// A request that the server may want more input for: it is asked again with answers (MCP, multi round-trip
/// requests). Nobody is there to be asked anything, so questions to the user are declined, and what only a model
/// or a file system could answer ends the call. Pure.
struct MCPRounds {
  private(set) var parameters: JSONObject
  private var count = 0
  private static let most = 3

  init(_ parameters: JSONObject) { self.parameters = parameters }

  /// - Throws: where it asks for what we do not have, or does not stop asking.
  mutating func answer(_ result: JSON, object: String) throws(AgentError) {
    count += 1
    if count > Self.most {
      throw AgentError(
        .protocolError, "the server asks for input again and again, and nobody can give it", object: object)
    }
    var responses = JSONObject()
    for request in result["inputRequests"]?.object ?? [:] {
      let method = request.value["method"]?.string ?? ""
      guard method == "elicitation/create" else {
        throw AgentError(
          .protocolError, "the server asks for '\(method.prefix(60))', which is not offered here",
          object: object)
      }
      responses.append(request.key, ["action": "decline"])
    }
    parameters["inputResponses"] = responses.isEmpty ? nil : .object(responses)
    parameters["requestState"] = result["requestState"]
  }
}
