public import AgentApproval
public import AgentCore
public import AgentJSON
public import AgentSystem

/// Something the model may call.
public protocol Tool: Sendable {
  var description: ToolDescription { get }

  /// Whether the model is told of it by itself. Others it can call through one that stands for them.
  var isOffered: Bool { get }

  /// The call that a call of this tool stands for, which is then checked and made in its place; nil where it is
  /// made as it is.
  func target(_ arguments: JSON) -> (tool: String, arguments: JSON)?

  /// Gets ready for the calls of a turn, before the first is told to have begun. Throwing ends the turn: what
  /// the calls stand on is not there.
  /// - Parameter environment: what the programs of the turn run with.
  func prepare(_ environment: [String: String]) throws(AgentError)

  /// Does one call whose arguments fit the schema. Throwing tells the model that the call failed; the turn
  /// goes on.
  func run(_ arguments: JSON, in context: ToolContext) throws(AgentError) -> ToolOutput

  /// What holds its calls back: approval rules stand on it.
  var confinement: ToolConfinement { get }

  /// Why it is not taken for as confined as it is, in a phrase: what its description calls it. nil where
  /// ``confinement`` is all that there is to say.
  var claim: String? { get }

  /// What is missing of that on this system, in a phrase, once it is prepared; nil when it is whole.
  var weakness: String? { get }

  /// Ends what the tool has kept alive between calls: a co-process, a server. Called once, when the turn or the
  /// loop of turns is over.
  func finish()
}

extension Tool {
  public var isOffered: Bool { true }
  public func target(_ arguments: JSON) -> (tool: String, arguments: JSON)? { nil }
  public func prepare(_ environment: [String: String]) {}
  public var confinement: ToolConfinement { .none }
  public var claim: String? { nil }
  public var weakness: String? { nil }
  public func finish() {}
}

/// What a call runs with.
public struct ToolContext: Sendable {
  /// The files it may see.
  public let tree: ConfinedTree
  public let runtime: RuntimeDirectory
  public let session: String
  public let callID: String
  public let environment: [String: String]
  /// Raised when the turn is stopped; a call gives up soon after.
  public let cancellation: Cancellation
  /// When the call's time is over.
  public let deadline: Deadline
  /// Most bytes of output that reach the model.
  public let outputLimit: Int
  /// Told of output while the call runs: a text, and its place in the whole in bytes.
  public let onOutput: OutputHandler
  /// Keeps what the call changes; nil where nothing is kept or nothing may be changed.
  public let changes: ChangeRecorder?

  /// The names of tools that earlier turns of the session called.
  public var earlierTools: Set<String> = []
  /// How the turn is run, as JSON: for what the installation itself runs unconfined. Nil where there is no turn.
  public var turnFacts: String?

  public typealias OutputHandler = @Sendable (_ text: String, _ offset: Int) -> Void

  public init(
    tree: ConfinedTree, runtime: RuntimeDirectory, session: String, callID: String,
    environment: [String: String], cancellation: Cancellation, deadline: Deadline, outputLimit: Int,
    onOutput: @escaping OutputHandler = { _, _ in }, changes: ChangeRecorder? = nil
  ) {
    self.tree = tree
    self.runtime = runtime
    self.session = session
    self.callID = callID
    self.environment = environment
    self.cancellation = cancellation
    self.deadline = deadline
    self.outputLimit = outputLimit
    self.onOutput = onOutput
    self.changes = changes
  }

  /// Throws when the call should stop: its time is over or the turn is.
  public func checkTime() throws(AgentError) {
    if cancellation.isCancelled { throw AgentError(.interrupted, "interrupted") }
    if deadline.hasPassed { throw AgentError(.deadline, "the call took too long", hint: "narrow it down") }
  }
}

/// An image that a call shows to the model beside its text.
public struct ToolImage: Sendable, Equatable {
  /// Such as `image/png`.
  public var mediaType: String
  public var bytes: [UInt8]

  public init(mediaType: String, bytes: [UInt8]) {
    self.mediaType = mediaType
    self.bytes = bytes
  }
}

/// What a call gave.
public struct ToolOutput: Sendable, Equatable {
  public var text: String
  public var images: [ToolImage] = []
  /// False when the call did its work but the work says no, such as a command's non-zero exit.
  public var succeeded: Bool
  /// Members that the event item gets beside the common ones.
  public var itemFields: JSONObject
  /// Event items that the turn gets beside the call's own, each without its id: a `todo_list`.
  public var items: [JSONObject] = []

  public init(_ text: String, succeeded: Bool = true, itemFields: JSONObject = [:]) {
    self.text = text
    self.succeeded = succeeded
    self.itemFields = itemFields
  }
}
