import AgentJSON
import AgentSystem

/// `/v1/models`: whatever the agent is configured to use, under a name of its own; the models that
/// `agent-config model list` tells; the profiles of the settings.
struct OpenAIModels {
  private let models: [JSON]
  private let profiles: [String]

  /// - Parameters:
  ///   - models: records of `agent-config model list`.
  ///   - profiles: the names of the profiles.
  init(models: [JSON], profiles: [String]) { (self.models, self.profiles) = (models, profiles) }

  private var names: [(name: String, owner: String)] {
    [(OpenAIRequest.ownModel, "agentutils")]
      + models.compactMap { model in
        model["name"]?.string.map { ($0, model["provider"]?.string ?? "agentutils") }
      } + profiles.map { (OpenAIRequest.profileMark + $0, "agentutils") }
  }

  /// The list, in OpenAI's shape.
  /// - Parameter created: seconds since 1970; that API has a time for each model, which nobody knows here.
  func list(created: Int) -> JSON {
    [
      "object": "list",
      "data": .array(
        names.map { name, owner in
          [
            "id": .string(name), "object": "model", "created": .int(created), "owned_by": .string(owner),
          ]
        }),
    ]
  }

  /// The options of agent-turn(1) that choose a model by the name in the list. A name that is not there is handed on:
  /// the model's server may well know it.
  /// - Throws: 404 for a profile that is not there.
  func options(for name: String?) throws(OpenAIError) -> [String] {
    guard let name else { return [] }
    if name.hasPrefix(bytes: OpenAIRequest.profileMark) {
      guard let profile = profiles.first(where: { name.equals(bytes: OpenAIRequest.profileMark + $0) }) else {
        throw Self.missing
      }
      return ["--profile=\(profile)"]
    }
    let isLocal = models.contains { $0["name"]?.string == name && $0["provider"] == "local" }
    return (isLocal ? ["--provider=local"] : []) + ["--model=\(name)"]
  }

  static let missing = OpenAIError("no such model", status: 404, code: "model_not_found", parameter: "model")
}
