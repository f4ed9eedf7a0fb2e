import AgentCLI
import AgentCore
import AgentHTTP
import AgentJSON
import AgentModel
import AgentSandbox
import AgentSystem
import AgentTools
import AgentTurn

/// Everything about a turn that does not depend on its session.
struct TurnPlan {
  var setup: TurnSetup
  let tools: ToolRegistry
  let client: ModelClient
  let overflow: TurnSetup.Overflow
  /// Whether a session that nears the model's context is summed up first.
  let compactsItself: Bool

  /// The longest answer of the local model when nobody says: small models ramble on until they are stopped.
  private static let localOutputTokens = 512

  /// - Parameter previous: the plan of the turn before in the same loop: its tools, with what they keep alive, and
  ///   its connections are used again.
  init(
    _ command: TurnRoot, _ settings: TurnSettings, _ endpoint: TurnEndpoint, _ input: TurnInput.Prepared,
    in context: CommandContext, after previous: TurnPlan? = nil
  ) throws(AgentError) {
    let configuration = settings.configuration
    var policy = try WorkspacePolicy(command.tools.confinement, settings.workspace, context).policy
    try BuiltInSettings(configuration).check(
      ResourceDirectory(environment: context.environment), environment: context.environment)
    let surroundings = try Surroundings(command.context, configuration, policy, in: context)
    // What belongs to a skill may be read, and run by bash.
    policy.readable += surroundings.skills.map(\.path)
    let chosen: ToolChoice
    if let previous {
      chosen = ToolChoice(tools: previous.tools)
    } else {
      chosen = try ToolChoice(
        command, endpoint.model, policy, configuration, surroundings.skills, context)
    }
    tools = chosen.tools
    overflow = command.input.overflow
    compactsItself = try configuration.bool("auto_compact")
    guard let origin = TurnSetup.Origin(rawValue: command.session.origin) else {
      throw AgentError(.usage, "unknown origin '\(command.session.origin)'", object: "--origin")
    }
    setup = TurnSetup(
      session: "", turn: 0, origin: origin, input: input.items, isResumed: false,
      workingDirectory: context.workingDirectory,
      instructions: try Self.instructions(configuration, hasTools: !tools.names.isEmpty, context),
      model: endpoint.model, provider: endpoint.provider,
      limits: TurnMachine.Limits(
        requests: try configuration.int("max_requests"), toolCalls: try configuration.int("max_tool_calls"),
        tokens: try configuration.int("max_tokens"), cost: try configuration.money("max_cost")),
      toolTimeout: try configuration.duration("tool_timeout") ?? 120_000,
      toolOutputLimit: try configuration.int("tool_output_max") ?? 32_768,
      tree: try ConfinedTree(policy, context.runtime, context.environment),
      runtime: context.runtime, toolEnvironment: Self.toolEnvironment(context.environment),
      clock: context.clock, version: Version.number)
    setup.notices = input.notices + chosen.notices
    setup.facts = Self.facts(endpoint, policy, command)
    setup.effort = try configuration.string("reasoning_effort")
    setup.verbosity = try configuration.string("verbosity")
    setup.maxOutputTokens = try configuration.int("max_output_tokens")
    if setup.maxOutputTokens == nil, endpoint.provider == "local" {
      setup.maxOutputTokens = Self.localOutputTokens
      setup.limits.acceptsCutAnswers = true
    }
    setup.temperature = command.model.temperature
    setup.parallelToolCalls = try configuration.bool("parallel_tool_calls")
    setup.maximumImages =
      try configuration.bool("vision_enabled") ? try configuration.int("max_images") : 0
    setup.contextTokens = endpoint.endpoint.contextTokens
    setup.excused = command.result.excused
    setup.meter = try RequestMeter(configuration, endpoint, in: context)
    setup.maxTime = try configuration.duration("max_time")
    setup.hooks = try HookSet(context.runtime)
    setup.notices += setup.hooks.notices.map { .notice("hook", $0) } + surroundings.notices
    if !command.context.hermetic {
      setup.steps = AfterTurnSteps(
        ResourceDirectory(environment: context.environment), environment: context.environment,
        command.context.builtIn(configuration))
    }
    setup.providers = previous?.setup.providers
    if previous == nil { setup.providers = try surroundings.providers(tools: tools) }
    setup.gather(waiting: command.dryRun.dryRun, context.cancellation)
    if let previous {
      client = previous.client
    } else {
      client = try Self.client(endpoint, settings, in: context)
    }
    try addApprovals(command, context, after: previous)
  }

  private static func client(
    _ endpoint: TurnEndpoint, _ settings: TurnSettings, in context: CommandContext
  ) throws(AgentError) -> ModelClient {
    let configuration = settings.configuration
    return ModelClient(
      endpoint: endpoint.endpoint, http: HTTPClient(environment: context.environment),
      retry: RetryPolicy(
        retries: try configuration.int("retries") ?? 5,
        time: try configuration.duration("retry_time") ?? 60_000),
      timeouts: ModelTimeouts(
        connect: try configuration.duration("connect_timeout") ?? 10_000,
        idle: try configuration.duration("idle_timeout") ?? 300_000), clock: context.clock,
      secrets: settings.secrets)
  }

  /// Ends what tools and providers have kept alive.
  func finish() {
    tools.finish()
    setup.providers?.finish()
  }

  /// The setting `system` as text: it may name a file.
  private static func instructions(_ configuration: Configuration, hasTools: Bool, _ context: CommandContext)
    throws(AgentError) -> String
  {
    guard let system = try configuration.string("system"), !system.isEmpty else {
      return SystemPrompt.standard(
        hasTools: hasTools, name: try configuration.string("name"), user: try configuration.string("username")
      )
    }
    let path = context.absolute(system)
    guard !system.contains("\n"), system.utf8.count < 4096, Files.exists(path), !Files.isDirectory(path)
    else {
      return system
    }
    do throws(SystemError) {
      return String(decoding: try Files.read(path, limit: 4 << 20), as: UTF8.self)
    } catch {
      throw AgentError(error)
    }
  }

  /// What an executable tool may know of our environment: never a key.
  private static func toolEnvironment(_ environment: [String: String]) -> [String: String] {
    var variables = ProcessEnvironment.forTools(environment)
    variables["AGENT_SHARE_DIR"] = environment["AGENT_SHARE_DIR"]
    return variables
  }

  /// What goes on in a later turn is to have the same model in the same place, and no more rights. The address of
  /// the local model is another one each time it is started.
  private static func facts(_ endpoint: TurnEndpoint, _ policy: SandboxPolicy, _ command: TurnRoot)
    -> JSONObject
  {
    var facts: JSONObject = ["sandbox": .string(policy.mode.rawValue)]
    if endpoint.provider != "local" {
      facts.append("base_url", .string(endpoint.endpoint.baseURL.description))
    }
    if command.context.hermetic { facts.append("hermetic", true) }
    return facts
  }

  /// The plan with an input that fits, made so by `--overflow` where it does not.
  func fitting(after history: ContextProjection, _ cancellation: Cancellation) throws(AgentError) -> TurnPlan
  {
    let builder = RequestBuilder(setup, tools: tools)
    do {
      try builder.requireFirstFit(after: history)
      return self
    } catch {
      guard overflow != .fail, error.code == .contextLength, let limit = setup.contextTokens else {
        throw error
      }
      var plan = self
      var context = history
      context.add(builder.turnStarted)
      switch overflow {
      case .map: try plan.mapInput(after: history, limit: limit, cancellation)
      default: plan.cutInput(excess: builder.fit(context).tokens - limit)
      }
      try RequestBuilder(plan.setup, tools: tools).requireFirstFit(after: history)
      return plan
    }
  }

  private mutating func cutInput(excess: Int) {
    let cut = InputCut.apply(setup.input, excess: excess) { TokenEstimate.tokens(in: $0) }
    setup.input = cut.input
    setup.notices.append(.notice("input_cut", "left out about \(cut.droppedTokens) tokens of the input"))
  }

  private mutating func mapInput(after history: ContextProjection, limit: Int, _ cancellation: Cancellation)
    throws(AgentError)
  {
    let plan = self
    // The time is that of the whole turn, and this is part of it.
    if let maximum = setup.maxTime { cancellation.cancel(.deadline, afterMilliseconds: maximum) }
    let mapped = try InputMap(client, setup: setup, cancellation: cancellation)
      .apply(setup.input, limit: limit) { input in
        var setup = plan.setup
        setup.input = input
        return (try? RequestBuilder(setup, tools: plan.tools).firstFit(after: history)) != nil
      }
    setup.input = mapped.input
    setup.spent = mapped.spending
    setup.notices.append(
      .notice(
        "input_mapped", "the input was summarised in \(mapped.spending.requests) requests", level: "info"))
  }
}
