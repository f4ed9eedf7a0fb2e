import AgentCLI
import AgentCore
import AgentJSON
import AgentModel
import ArgumentParser

/// The models that are installed here, and the one that the settings name.
struct ModelListCommand: AgentCommand {
  static let configuration = CommandConfiguration(
    commandName: "list", abstract: "List the installed models and the configured one",
    discussion: "Example: agent-config model list")

  @OptionGroup var common: CommonOptions

  func run(in context: CommandContext) throws -> ExitStatus {
    let settings = try context.configuration()
    let local = try LocalModel(context, settings)
    let running = local.running()
    let usesLocal = try settings.string("provider") == "local"
    let chosen = (try? local.installation.model(named: local.settings.name))?.name
    var models = local.installation.models.map { model in
      (
        name: model.name, provider: "local", isDefault: usesLocal && model.name == chosen,
        details: ["\(model.bytes / 1_000_000) MB", running?.path == model.path ? "running" : "installed"],
        members: [
          "bytes": .int(model.bytes), "path": .string(model.path),
          "running": .bool(running?.path == model.path),
        ] as JSONObject
      )
    }
    if let name = try settings.string("model"), !usesLocal {
      let url = try settings.string("base_url")
      var members = JSONObject()
      members.append("base_url", ifPresent: url.map(JSON.string))
      models.append(
        (name, try settings.string("provider") ?? "", true, [url ?? "", "configured"], members))
    }
    let lines = aligned(
      models.map {
        [$0.isDefault ? "*" : " ", $0.name, $0.provider.isEmpty ? "-" : $0.provider] + $0.details
      })
    let rows = zip(models, lines).map { model, line in
      var members: JSONObject = ["name": .string(model.name), "default": .bool(model.isDefault)]
      if !model.provider.isEmpty { members.append("provider", .string(model.provider)) }
      members.append(contentsOf: model.members)
      return Row("model", members, text: line)
    }
    try context.print(rows, as: try outputFormat())
    if rows.isEmpty { context.diagnostics.note("no model; run 'agent-config model install'") }
    return rows.isEmpty ? .negative : .done
  }
}
