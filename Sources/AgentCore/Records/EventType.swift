public import AgentJSON

/// The types of events: section 3 of the contract, agent-events(5).
public enum EventType: String, Sendable, CaseIterable {
  case threadStarted = "thread.started"
  case turnStarted = "turn.started"
  case requestStarted = "request.started"
  case requestCompleted = "request.completed"
  case itemStarted = "item.started"
  case itemUpdated = "item.updated"
  case itemCompleted = "item.completed"
  case itemDelta = "item.delta"
  case approvalRequested = "approval.requested"
  case approvalResolved = "approval.resolved"
  case inputQueued = "input.queued"
  case inputTaken = "input.taken"
  case retry
  case compactionStarted = "compaction.started"
  case compactionCompleted = "compaction.completed"
  case limitWarning = "limit.warning"
  case notice
  case turnCompleted = "turn.completed"
  case turnFailed = "turn.failed"
  case sessionCreated = "session.created"
  case sessionRenamed = "session.renamed"
  case sessionArchived = "session.archived"
  case sessionRepaired = "session.repaired"
  case sessionDeleted = "session.deleted"
  case configChanged = "config.changed"

  /// Whether events of this type are kept in the session log. Of `item.started` only those of tool calls
  /// are; the writer decides.
  public var isDurable: Bool {
    switch self {
    case .requestStarted, .itemUpdated, .itemDelta, .compactionStarted, .limitWarning: false
    default: true
    }
  }

  /// The first required member that `payload` lacks or has with another type, or nil when it has them all.
  public func missingMember(in payload: JSONObject) -> (name: String, type: String)? {
    requiredPayload.first { name, type in
      guard let value = payload[name] else { return true }
      return value.typeName != type && !BlobStore.stands(for: value, of: type)
    }
  }

  /// The members a payload must have to be taken by `agent-session append`, with the JSON Schema type of
  /// each.
  public var requiredPayload: [(name: String, type: String)] {
    switch self {
    case .threadStarted: [("thread_id", "string")]
    case .turnStarted: [("turn_id", "string"), ("input", "array")]
    case .requestStarted: [("req", "integer")]
    case .requestCompleted: [("req", "integer"), ("status", "integer")]
    case .itemStarted, .itemUpdated, .itemCompleted: [("item", "object")]
    case .itemDelta: [("item_id", "string"), ("kind", "string"), ("delta", "string")]
    case .approvalRequested: [("id", "string"), ("tool", "string")]
    case .approvalResolved: [("id", "string"), ("decision", "string")]
    case .inputQueued, .inputTaken: [("id", "string")]
    case .retry: [("attempt", "integer"), ("cause", "string")]
    case .compactionStarted: [("reason", "string")]
    case .compactionCompleted: [("after_tokens", "integer")]
    case .limitWarning: [("limit", "string")]
    case .notice: [("level", "string"), ("code", "string"), ("message", "string")]
    case .turnCompleted: [("exit_code", "integer")]
    case .turnFailed: [("error", "object"), ("exit_code", "integer")]
    case .sessionCreated: []
    case .sessionRenamed: [("title", "string")]
    case .sessionArchived: [("from", "integer"), ("to", "integer")]
    case .sessionRepaired: [("bytes", "integer")]
    case .sessionDeleted, .configChanged: []
    }
  }
}
