import AgentApproval
public import AgentCore
public import AgentJSON
public import AgentSession
public import AgentSystem
public import AgentTools

/// Everything that is decided about a turn before it starts.
public struct TurnSetup: Sendable {
  /// Who started the turn.
  public enum Origin: String, Sendable, CaseIterable {
    case cli, repl, wake, serve, batch, agent
  }

  /// What to do when the input is larger than the model's context.
  public enum Overflow: String, Sendable, CaseIterable {
    case fail, cut, map
  }

  public var session: String
  /// The turn's ordinal in the session, from 1.
  public var turn: Int
  public var origin: Origin
  /// The Responses items of this turn's input; empty when a failed turn is resumed.
  public var input: [JSON]
  /// What was queued before the turn and opens it.
  public var waiting: [QueuedInput] = []
  /// The sequence number of the newest event of the session when it was read for this turn.
  public var lastSequence = 0
  /// What was spent on the input before the turn: requests that summarised its parts.
  public var spent = Spending()
  /// What requests cost, and the budget that they are held to.
  public var meter = RequestMeter()
  /// What is told before the first request.
  public var notices: [Event] = []
  public var isResumed: Bool
  public var forkedFrom: String?
  /// What makes asking twice for the turn one turn.
  public var idempotencyKey: String?
  /// How whoever asked for the turn calls it, in a loop of turns.
  public var requestID: String?
  public var workingDirectory: String

  public var instructions: String
  /// What is asked before every request for what stands in it and in no log; nil for nothing.
  public var providers: ProviderRunner?
  /// What they have said for the next request.
  public var contributions: [ContextContribution] = []
  public var model: String
  public var provider: String
  public var effort: String?
  public var verbosity: String?
  public var maxOutputTokens: Int?
  public var temperature: Double?
  public var parallelToolCalls = true
  /// Images in one request at most, the newest; nil for any number.
  public var maximumImages: Int?
  /// The model's context in tokens, when it is known.
  public var contextTokens: Int?
  /// How many bytes of a session's log are worth reading: four times what fills the context, at four bytes a
  /// token. What stands before them is left out, and could stay only where most of what follows it is outputs
  /// of tools, which may be elided.
  public var historyWindow: Int? { contextTokens.map { $0 * 16 } }

  public var limits: TurnMachine.Limits
  /// Failures on which the process exits with 0 all the same.
  public var excused: Set<ExitStatus> = []
  /// Milliseconds for the whole turn.
  public var maxTime: Int?
  public var toolTimeout: Int
  public var toolOutputLimit: Int
  /// What stands before every call. Unless it is set, only what is confined is run.
  public var approval = ApprovalGate(mode: .never, rules: .confinedOnly)
  public var onDenied = DenialPolicy.fail
  /// Whether what is otherwise told by a notice ends the turn: a sandbox that is not whole.
  public var isStrict = false
  /// Where whoever started the turn answers questions and sends input.
  public var control: ControlChannel?
  public var tree: ConfinedTree
  public var runtime: RuntimeDirectory
  /// What executable tools run with.
  public var toolEnvironment: [String: String]
  /// What a tool is told of the turn beside what is in `thread.started`: where the model answers, the sandbox.
  public var facts = JSONObject()
  /// Who is asked at the points of the turn.
  public var hooks = HookSet()
  /// What follows a turn that has ended well.
  public var steps = AfterTurnSteps()
  /// What a new session is called once its message is accepted, where it has no name yet.
  public var title: String?
  /// The session's log; nil where nothing is kept.
  public var transcript: String?
  public var clock: Clock
  public var version: String

  public init(
    session: String, turn: Int, origin: Origin, input: [JSON], isResumed: Bool, workingDirectory: String,
    instructions: String, model: String, provider: String, limits: TurnMachine.Limits, toolTimeout: Int,
    toolOutputLimit: Int, tree: ConfinedTree, runtime: RuntimeDirectory, toolEnvironment: [String: String],
    clock: Clock, version: String
  ) {
    self.session = session
    self.turn = turn
    self.origin = origin
    self.input = input
    self.isResumed = isResumed
    self.workingDirectory = workingDirectory
    self.instructions = instructions
    self.model = model
    self.provider = provider
    self.limits = limits
    self.toolTimeout = toolTimeout
    self.toolOutputLimit = toolOutputLimit
    self.tree = tree
    self.runtime = runtime
    self.toolEnvironment = toolEnvironment
    self.clock = clock
    self.version = version
  }
}

extension TurnSetup {
  /// What the context providers run with.
  public func providerContext(_ deadline: Deadline, _ cancellation: Cancellation) -> ToolContext {
    ToolContext(
      tree: tree, runtime: runtime, session: session, callID: "", environment: toolEnvironment,
      cancellation: cancellation, deadline: deadline, outputLimit: toolOutputLimit)
  }

  /// Asks the providers before there is a session: what they say counts where the input is fitted.
  /// - Parameter waiting: those too that start processes or may wait.
  public mutating func gather(waiting: Bool, _ cancellation: Cancellation) {
    guard let providers else { return }
    let setup = self
    let gathered = providers.gather(allowed: { waiting || !$0.mayWait }) {
      setup.providerContext($0, cancellation)
    }
    contributions = gathered.contributions
    notices += gathered.notices
  }
}
