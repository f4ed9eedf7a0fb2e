public import AgentCore
import AgentJSON
public import AgentModel
import AgentSession
public import AgentSystem
public import AgentTools

/// Sums up what a session holds and writes the summary behind it, between turns: from then on the model is shown
/// the summary in place of what stands before it.
public struct SessionCompaction {
  /// Why it is done: `requested`, or `context` where the session would not fit any more.
  public enum Reason: String, Sendable {
    case requested, context
  }

  public struct Done {
    public let context: ContextProjection
    public let spending: Spending
    public let beforeTokens: Int
    public let afterTokens: Int
  }

  private let setup: TurnSetup
  private let tools: ToolRegistry
  private let log: any TurnLog
  private let observer: any TurnObserver
  private let compaction: Compaction

  public init(
    _ setup: TurnSetup, _ client: ModelClient, tools: ToolRegistry, log: any TurnLog,
    observer: any TurnObserver, cancellation: Cancellation
  ) {
    self.setup = setup
    self.tools = tools
    self.log = log
    self.observer = observer
    compaction = Compaction(client, setup: setup, cancellation: cancellation)
  }

  /// - Parameter history: all that the model would be shown, however long it is.
  /// - Returns: nil where nothing has been said since the last time, or no request is left for the turn itself.
  /// - Throws: what the model's provider says; the session is as it was then.
  public func run(_ history: ContextProjection, _ reason: Reason) throws(AgentError) -> Done? {
    let isSummary = history.turns.count == 1 && history.isCompacted
    let pieces = isSummary ? [] : compaction.pieces(of: history)
    if pieces.isEmpty { return nil }
    if reason == .context, let limit = setup.limits.requests, pieces.count >= limit { return nil }
    let builder = RequestBuilder(setup, tools: tools)
    let before = builder.tokens(after: history.items)
    try announce(["reason": .string(reason.rawValue), "before_tokens": .int(before)])
    let result = try compaction.run(history, pieces)
    let after = builder.tokens(after: [result.summary])
    var payload: JSONObject = [
      "after_tokens": .int(after), "before_tokens": .int(before), "reason": .string(reason.rawValue),
      "requests": .int(result.spending.requests), "usage": result.spending.usage.json,
    ]
    payload.append("cost_usd", ifPresent: result.spending.cost?.json)
    payload.append(
      "item",
      [
        "id": .string("compaction_\(RandomBytes.hex(6))"), "type": "compaction",
        "text": .string(ConversationText.words(of: result.summary)),
      ])
    payload.append("raw", result.summary)
    let event = Event(.compactionCompleted, payload)
    for appended in try log.append([event], turn: nil, durability: .power) {
      try observer.receive(EmittedEvent(event: appended.event, line: appended.line, isDurable: true))
    }
    // What is queued in the session waits still.
    var context = history.adding(event)
    context.unreadTurns = 0
    return Done(
      context: context, spending: result.spending, beforeTokens: before, afterTokens: after)
  }

  /// Tells that it begins, to whoever reads the stream or follows the session.
  private func announce(_ payload: JSONObject) throws(AgentError) {
    let event = Event(.compactionStarted, payload)
    log.publish(event)
    let line = EventEncoder.encode(
      event, at: .after(max(log.lastSequence, setup.lastSequence)), time: setup.clock.now(),
      session: log.session, turn: nil)
    try observer.receive(EmittedEvent(event: event, line: line, isDurable: false))
  }
}
