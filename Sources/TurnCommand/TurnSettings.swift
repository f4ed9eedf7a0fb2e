import AgentCLI
import AgentCore
import AgentHTTP
import AgentJSON
import AgentModel
import AgentSystem
import AgentTurn

/// The settings of a run, from the command line down to the defaults.
struct TurnSettings {
  let configuration: Configuration
  /// The environment with the keys of `.env`.
  let keys: [String: String]
  /// Absolute, links resolved.
  let workspace: String

  init(_ command: TurnRoot, in context: CommandContext) throws(AgentError) {
    do throws(SystemError) {
      workspace = try Path.resolved(context.absolute(command.tools.confinement.workspace ?? "."))
    } catch {
      throw AgentError(error)
    }
    if !Files.isDirectory(workspace) {
      throw AgentError(.inputMissing, "is not a directory", object: workspace)
    }
    keys =
      command.context.hermetic
      ? context.environment
      : try KeyEnvironment.read(runtime: context.runtime, environment: context.environment)
    var options = try command.context.settings()
    options.append(contentsOf: command.model.settings)
    options.append(contentsOf: command.limits.settings)
    options.append("tool_timeout", ifPresent: command.tools.toolTimeout.map(JSON.string))
    options.append("tool_output_max", ifPresent: command.tools.toolOutputMax.map(JSON.int))
    options.append("system", ifPresent: command.input.system.map(JSON.string))
    for member in options {
      if let key = ConfigurationKey.named(member.key), let refusal = key.refusal(of: member.value) {
        let option = "--" + member.key.split(separator: "_").joined(separator: "-")
        throw AgentError(.usage, "\(refusal), not \(member.value.text)", object: option)
      }
    }
    configuration = try Configuration.load(
      runtime: context.runtime, environment: keys, options: options, profile: command.context.profile,
      workspace: workspace, hermetic: command.context.hermetic)
    for notice in configuration.notices { context.diagnostics.note(notice) }
  }

  /// Where the model answers.
  /// - Parameter describing: for a rehearsal, which neither starts the local model nor reads a key.
  func endpoint(
    _ options: ModelOptions, in context: CommandContext, _ cancellation: Cancellation, describing: Bool
  ) throws(AgentError) -> TurnEndpoint {
    var localSettings = try LocalModel.Settings(configuration)
    var local = LocalModel(
      runtime: context.runtime, data: DataDirectory(environment: context.environment),
      environment: context.environment, settings: localSettings)
    let choice = try ModelChoice.decide(configuration, keys: keys, localIsInstalled: local.isInstalled)
    if let reason = choice.reason { context.diagnostics.note(reason) }
    switch choice.backend {
    case .endpoint(let dialect, let baseURL):
      let url = try HTTPURL(baseURL)
      let key = try key(for: url, options, in: context, cancellation, describing: describing)
      let model = choice.model ?? ModelChoice.defaultModel
      let context = try configuration.int("input_token_limit") ?? ModelCatalog.contextTokens(of: model)
      return TurnEndpoint(
        endpoint: ModelEndpoint(
          dialect: try DialectName(named: dialect), baseURL: url,
          key: key,
          contextTokens: context),
        model: model, provider: dialect)
    case .local:
      if let model = choice.model {
        localSettings.name = model
        local = LocalModel(
          runtime: context.runtime, data: DataDirectory(environment: context.environment),
          environment: context.environment, settings: localSettings)
      }
      return try localEndpoint(local, context, cancellation, starting: !describing)
    }
  }

  private func key(
    for url: HTTPURL, _ options: ModelOptions, in context: CommandContext, _ cancellation: Cancellation,
    describing: Bool
  ) throws(AgentError) -> Secret? {
    let given = KeySource.Options(
      file: options.keyFile.map(context.absolute), descriptor: options.keyFd, command: options.keyCommand)
    do throws(AgentError) {
      let source = try KeySource.choose(
        for: url, options: given, configuration: configuration, environment: keys)
      return describing ? nil : try source.read(environment: keys, cancellation: cancellation)
    } catch {
      guard describing, error.code == .auth else { throw error }
      context.diagnostics.note("\(error)")
      return nil
    }
  }

  private func localEndpoint(
    _ local: LocalModel, _ context: CommandContext, _ cancellation: Cancellation, starting: Bool
  ) throws(AgentError) -> TurnEndpoint {
    guard starting else {
      return TurnEndpoint(
        endpoint: try ModelEndpoint(
          dialect: .chat, baseURL: "http://127.0.0.1/v1", contextTokens: local.settings.contextTokens),
        model: try local.installation.model(named: local.settings.name).name, provider: "local")
    }
    let server = try local.ensureRunning(cancellation: cancellation) { context.diagnostics.note($0) }
    return TurnEndpoint(
      endpoint: try ModelEndpoint(
        dialect: .chat, baseURL: server.baseURL, key: Secret(server.key),
        contextTokens: try configuration.int("input_token_limit") ?? server.contextTokens),
      model: server.model, provider: "local")
  }
}

/// A model and how it is reached.
struct TurnEndpoint {
  let endpoint: ModelEndpoint
  let model: String
  /// `responses`, `chat` or `local`
  let provider: String
}
