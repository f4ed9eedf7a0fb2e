import AgentCore
import AgentJSON

extension OpenAIModels {
  /// Asks agent-config(1).
  static func read(_ serving: Serving) throws(AgentError) -> OpenAIModels {
    let models = try serving.output(of: ["agent-config", "model", "list", "--format", "json"], accepted: [1])
    return OpenAIModels(
      models: (try? JSON(parsing: models))?.array ?? [], profiles: try serving.profiles())
  }

  /// What a model's name takes to be chosen; without a name nobody needs to be asked.
  static func read(_ serving: Serving, for name: String?) throws(AgentError) -> OpenAIModels {
    name == nil ? OpenAIModels(models: [], profiles: []) : try read(serving)
  }
}
