import AgentCLI
import AgentCore
import AgentModel

/// Whether something can answer: the local model, or an endpoint.
enum ModelChecks {
  static func run(_ context: CommandContext) -> [Finding] {
    do {
      let local = try LocalModel(context)
      let settings = try context.configuration()
      return [try installed(local, needed: settings.string("provider") == "local")]
    } catch {
      // The settings are wrong, of which their own check tells.
      return []
    }
  }

  private static func installed(_ local: LocalModel, needed: Bool) -> Finding {
    do {
      let model = try local.installation.model(named: local.settings.name)
      return Finding(.ok, "local model", "\(model.name) is installed")
    } catch {
      return Finding(
        needed ? .broken : .weak, "local model", error.message, advice: "agent-config model install")
    }
  }
}
