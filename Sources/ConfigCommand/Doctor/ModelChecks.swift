import AgentCLI
import AgentCore
import AgentHTTP
import AgentModel

/// Whether something can answer: the local model, or an endpoint.
enum ModelChecks {
  static func run(_ context: CommandContext) -> [Finding] {
    do {
      // What is wrong in a workspace's settings their own check tells.
      let settings = try Configuration.load(
        runtime: context.runtime, environment: context.environment, workspace: context.workingDirectory)
      let local = try LocalModel(context, settings)
      let usesLocal = try settings.string("provider") == "local"
      return try [installed(local, isNeeded: usesLocal)] + endpoint(settings, context)
    } catch {
      // The settings are wrong, of which their own check tells.
      return []
    }
  }

  private static func installed(_ local: LocalModel, isNeeded: Bool) -> Finding {
    do {
      let model = try local.installation.model(named: local.settings.name)
      return Finding(.ok, "local model", "\(model.name) is installed")
    } catch {
      return Finding(
        isNeeded ? .broken : .weak, "local model", error.message, advice: "agent-config model install")
    }
  }

  /// The configured endpoint. One on this machine is asked; a doctor opens no connection to others.
  private static func endpoint(_ settings: Configuration, _ context: CommandContext) throws(AgentError)
    -> [Finding]
  {
    let check = "endpoint"
    guard let url = try settings.string("base_url") else { return [] }
    let probe: ModelProbe
    do throws(AgentError) {
      probe = try ModelProbe(baseURL: url, settings, context)
    } catch {
      return [Finding(.broken, check, "\(error.object ?? url): \(error.message)", advice: error.hint)]
    }
    guard probe.baseURL.isLoopback else {
      return [Finding(.ok, check, "\(probe.baseURL.origin) (not asked; try 'agent-config model probe')")]
    }
    do throws(AgentError) {
      let answer = try probe.run(timeout: 3000)
      return [Finding(.ok, check, "\(probe.baseURL.origin) has \(answer.models.count) models")]
    } catch {
      return [
        Finding(
          .weak, check, "\(probe.baseURL.origin) \(error.message)", advice: "start it, or unset base_url")
      ]
    }
  }
}
