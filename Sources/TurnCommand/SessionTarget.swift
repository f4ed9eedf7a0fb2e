import AgentCore
import AgentJSON
import AgentSession
import AgentTurn

/// The session that a command line means, before anything is locked or made.
enum SessionTarget {
  case new
  case existing(String)
  case ephemeral

  init(_ options: SessionOptions, in store: SessionStore) throws(AgentError) {
    let selector =
      options.continueLatest || (options.resume && options.session == nil) ? "latest" : options.session
    switch selector {
    case _ where options.ephemeral: self = .ephemeral
    case nil, "new":
      if options.fork { throw AgentError(.usage, "--fork needs --session or --continue") }
      if options.resume { throw AgentError(.usage, "--resume needs a session that exists") }
      self = .new
    case let selector?: self = .existing(try store.resolve(selector))
    }
  }

  /// The conversation so far, as it is without a lock.
  /// - Parameter window: how many bytes of the log are worth reading.
  func history(in store: SessionStore, window: Int?) throws(AgentError) -> ContextProjection {
    guard case .existing(let id) = self else { return ContextProjection() }
    let history = try SessionHistory(id, in: store, window: window, keeping: ContextProjection.reads)
    return ContextProjection(history, blobs: store.blobs)
  }
}

extension ContextProjection {
  /// All of a session that the model would be shown if it had room.
  init(whole id: String, in store: SessionStore) throws(AgentError) {
    self.init(try SessionHistory(id, in: store, keeping: Self.reads), blobs: store.blobs)
  }

  /// What a session's log tells, with long texts fetched from their blobs.
  /// - Parameter history: read for the types of events that a context is made from.
  init(_ history: SessionHistory, blobs: BlobStore) {
    self.init()
    for record in history.records {
      guard var event = record.event() else { continue }
      if let resolved = blobs.resolving(.object(event.payload)).object { event.payload = resolved }
      add(event)
    }
    unreadTurns = history.unreadTurns
  }
}
