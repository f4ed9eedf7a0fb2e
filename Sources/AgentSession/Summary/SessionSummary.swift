import AgentCore
public import AgentJSON
public import AgentSystem

/// What is told of a session without showing it: the projection of its log into one record.
///
/// It is a fold over the log's records, so that it can go on where it stopped when the log has grown.
public struct SessionSummary: Sendable, Equatable {
  public let id: String
  public var title: String?
  /// The directory in which it was made.
  public var workingDirectory: String?
  public var forkedFrom: String?
  public var model: String?
  public var created: Timestamp?
  /// The time of the newest event.
  public var updated: Timestamp?
  public var turns = 0
  /// The size of the log.
  public var bytes = 0
  public var lastSequence = 0
  /// The turn that has begun and has no terminal event.
  public var openTurn: Int?
  /// Whether the last turn that ended failed.
  public var lastTurnFailed = false
  /// When a person last began a turn (origin cli or repl).
  public var lastUse: Timestamp?
  /// Who began its turns: `cli`, `repl`, `wake`, `serve`, `batch`, `agent`.
  public var origins: Set<String> = []
  /// Ids of input that no turn has taken.
  public var queued: [String] = []
  /// Messages of people and of the model.
  public var messages = 0
  /// Tokens in the context at the last request, and the model's limit, where they are known.
  public var contextTokens: Int?
  public var contextLimit: Int?
  /// The last change of the file, in nanoseconds since 1970: what lists are ordered by. The kernel sets it
  /// with the last event, whatever clock the events were given.
  public internal(set) var modified = 0
  /// Whether a living process runs a turn of it now.
  public internal(set) var isRunning = false

  public init(id: String) { self.id = id }

  /// `new`, `idle`, `failed` (the last turn), `running`, or `killed`: a turn was begun and its process has
  /// gone without ending it.
  public var state: String {
    if isRunning { return "running" }
    if openTurn != nil { return "killed" }
    if turns == 0 && messages == 0 { return "new" }
    return lastTurnFailed ? "failed" : "idle"
  }

  private static let personal: Set<String> = ["cli", "repl"]

  /// Whether every turn was begun by another agent.
  public var isSubordinate: Bool { origins.count == 1 && origins.first == "agent" }

  /// The `session` record of the contract.
  public var record: JSON {
    var members: JSONObject = [
      "id": .string(id), "title": JSON(title), "cwd": JSON(workingDirectory), "model": JSON(model),
      "created": JSON(created?.description), "updated": JSON(updated?.description), "turns": .int(turns),
      "bytes": .int(bytes), "state": .string(state),
    ]
    members.append("forked_from", ifPresent: forkedFrom.map(JSON.string))
    if !queued.isEmpty { members.append("queued", .int(queued.count)) }
    return Record.make(.session, members)
  }

  /// Takes the next record of the log into account.
  public mutating func add(_ record: LogRecord) {
    guard let envelope = record.envelope else { return }
    // Archiving is no event of the conversation.
    if envelope.type != EventType.sessionArchived.rawValue || updated == nil {
      updated = [updated, envelope.time].compactMap(\.self).max()
    }
    lastSequence = envelope.sequence ?? lastSequence
    if let turn = envelope.turn { turns = max(turns, turn) }
    guard let type = record.eventType, Self.relevant.contains(type),
      let value = record.json()
    else { return }
    switch type {
    case .sessionCreated, .sessionArchived: addCreation(value, envelope)
    case .sessionRenamed: title = value["title"]?.string
    case .threadStarted:
      model = value["model"]?.string ?? model
      contextLimit = value["limits"]?["context_tokens"]?.int ?? contextLimit
    case .turnStarted: addTurn(value, envelope)
    case .turnCompleted, .turnFailed:
      openTurn = nil
      lastTurnFailed = type == .turnFailed
    case .inputQueued:
      // An interrupt waits for no turn and says nothing to the model.
      if let id = value["id"]?.string, value["interrupt"] == nil { queued.append(id) }
    case .inputTaken:
      let waiting = queued.count
      queued.removeAll { $0 == value["id"]?.string }
      if queued.count < waiting { messages += 1 }
    case .itemCompleted:
      if let kind = value["item"]?["type"]?.string, ["agent_message", "user_message"].contains(kind) {
        messages += 1
      }
    case .requestCompleted:
      if let input = value["usage"]?["input_tokens"]?.int {
        contextTokens = input + (value["usage"]?["output_tokens"]?.int ?? 0)
      }
    case .compactionCompleted: contextTokens = value["after_tokens"]?.int ?? contextTokens
    default: break
    }
  }

  private static let relevant: Set<EventType> = [
    .sessionCreated, .sessionArchived, .sessionRenamed, .threadStarted, .turnStarted, .turnCompleted,
    .turnFailed, .inputQueued, .inputTaken, .itemCompleted, .requestCompleted, .compactionCompleted,
  ]

  private mutating func addCreation(_ value: JSON, _ envelope: LogEnvelope) {
    title = value["title"]?.string ?? title
    workingDirectory = value["cwd"]?.string ?? workingDirectory
    forkedFrom = value["forked_from"]?.string ?? forkedFrom
    created = value["created"]?.string.flatMap { Timestamp($0) } ?? created ?? envelope.time
    if envelope.type == EventType.sessionArchived.rawValue { addArchived(value) }
  }

  /// What an archived beginning of the log told, besides what a creation tells.
  private mutating func addArchived(_ value: JSON) {
    turns = value["turns"]?.int ?? turns
    updated = value["updated"]?.string.flatMap { Timestamp($0) } ?? updated
    model = value["model"]?.string ?? model
    contextLimit = value["limits"]?["context_tokens"]?.int ?? contextLimit
    origins.formUnion(value["origins"]?.array?.compactMap(\.string) ?? [])
    lastUse = value["used"]?.string.flatMap { Timestamp($0) } ?? lastUse
    messages = value["messages"]?.int ?? messages
    lastTurnFailed = value["failed"]?.bool ?? lastTurnFailed
  }

  /// The members of `session.archived` that tell of the events that have gone, so that what is told of the
  /// session stays the same.
  var archived: JSONObject {
    var members: JSONObject = [
      "title": JSON(title), "cwd": JSON(workingDirectory), "created": JSON(created?.description),
      "turns": .int(turns), "updated": JSON(updated?.description), "messages": .int(messages),
      "origins": .array(origins.sorted().map(JSON.string)),
    ]
    members.append("used", ifPresent: lastUse.map { .string($0.description) })
    members.append("forked_from", ifPresent: forkedFrom.map(JSON.string))
    members.append("model", ifPresent: model.map(JSON.string))
    members.append("limits", ifPresent: contextLimit.map { ["context_tokens": .int($0)] })
    if lastTurnFailed { members.append("failed", true) }
    return members
  }

  private mutating func addTurn(_ value: JSON, _ envelope: LogEnvelope) {
    if let origin = value["origin"]?.string {
      origins.insert(origin)
      if Self.personal.contains(origin) { lastUse = envelope.time }
    }
    openTurn = envelope.turn
    messages += 1
  }
}
