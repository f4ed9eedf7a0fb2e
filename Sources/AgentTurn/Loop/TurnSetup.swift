public import AgentCore
public import AgentJSON
public import AgentModel
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
  /// What was spent on the input before the turn: requests that summarised its parts.
  public var spent: (requests: Int, usage: TokenUsage) = (0, TokenUsage())
  /// What is told before the first request.
  public var notices: [Event] = []
  public var isResumed: Bool
  public var forkedFrom: String?
  public var workingDirectory: String

  public var instructions: String
  /// A message that stands before the conversation in every request and in no log: AGENTS.md.
  public var preamble: [JSON] = []
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
  public var tree: ConfinedTree
  public var runtime: RuntimeDirectory
  /// What executable tools run with.
  public var toolEnvironment: [String: String]
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
