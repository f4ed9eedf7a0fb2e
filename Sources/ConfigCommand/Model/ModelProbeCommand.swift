import AgentCLI
import AgentCore
import AgentHTTP
import AgentJSON
import AgentModel
import AgentSystem
import ArgumentParser

/// Whether the endpoint in force answers, how fast, and which models it has.
struct ModelProbeCommand: AgentCommand {
  static let configuration = CommandConfiguration(
    commandName: "probe", abstract: "Ask the endpoint which models it has",
    discussion: """
      Exit status 75 when it cannot be reached.

      Example: agent-config model probe --base-url http://127.0.0.1:8080/v1
      """)

  @Option(name: .long, help: ArgumentHelp("Another endpoint than the configured one.", valueName: "url"))
  var baseURL: String?

  @Option(name: .long, help: ArgumentHelp("Give up after so long [10s].", valueName: "time"))
  var timeout: String = "10s"

  @OptionGroup var common: CommonOptions

  func run(in context: CommandContext) throws -> ExitStatus {
    guard let milliseconds = Duration.parse(timeout), milliseconds > 0 else {
      throw AgentError(.usage, "'\(timeout)' is not a duration", object: "--timeout", hint: "as in 5s")
    }
    let probe = try probe(context)
    let answer = try probe.run(timeout: milliseconds)
    let row = Row(
      "probe",
      [
        "base_url": .string(probe.baseURL.description), "reachable": true,
        "latency_ms": .int(answer.milliseconds), "models": .array(answer.models.map(JSON.string)),
      ],
      text: (["\(probe.baseURL): reachable, \(answer.milliseconds) ms"] + answer.models)
        .joined(separator: "\n"))
    try context.print(row, as: try outputFormat())
    return .done
  }

  private func probe(_ context: CommandContext) throws(AgentError) -> ModelProbe {
    let settings = try context.configuration(options: baseURL.map { ["base_url": .string($0)] } ?? [:])
    if let url = try settings.string("base_url") {
      return try ModelProbe(baseURL: url, settings, context)
    }
    let keys = try KeyEnvironment.read(runtime: context.runtime, environment: context.environment)
    let hasKey = try settings.string("openai_api_key") ?? keys[Vendor.openAI.environmentName] ?? "" != ""
    if try settings.string("provider") != "local", hasKey {
      return try ModelProbe(baseURL: Vendor.openAI.baseURL, settings, context)
    }
    guard let state = try LocalModel(context, settings).running() else {
      throw AgentError(
        .missingTool, "the local model's server is not running", hint: "agent-config model serve")
    }
    return try ModelProbe(state)
  }
}
