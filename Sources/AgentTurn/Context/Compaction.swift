public import AgentCore
public import AgentJSON
public import AgentModel
public import AgentSystem
import AgentTools

/// Puts a summary in the place of a conversation, so that a session can go on for longer than its model's context.
///
/// The conversation is read in pieces that fit, each with the summary of those before it, so that its length does
/// not matter. What was said last stands behind the summary word for word.
public struct Compaction: Sendable {
  public struct Result: Sendable {
    /// The Responses item that takes the conversation's place.
    public let summary: JSON
    public let spending: Spending
  }

  private let client: ModelClient
  private let setup: TurnSetup
  private let cancellation: Cancellation
  /// Tokens of a piece where the model's context is not known.
  private static let unknownContext = 32_000
  /// Tokens that a summary may take at most.
  private static let longestSummary = 4096
  /// Bytes of the last question and the last answer that are kept as they were.
  private static let lastLimit = 4000

  private static let task = """
    Write notes from which this conversation can go on without it: what the user wants and has decided; what was \
    done and found, with the names of files, commands, figures and errors exactly as they stand there; what is open. \
    The notes take its place, so that what they lack is lost. No preamble.
    """

  public init(_ client: ModelClient, setup: TurnSetup, cancellation: Cancellation) {
    self.client = client
    self.setup = setup
    self.cancellation = cancellation
  }

  /// The parts that are read one after the other; none where there is nothing to sum up.
  public func pieces(of history: ContextProjection) -> [String] {
    let text = ConversationText.text(of: history.items)
    if text.isEmpty { return [] }
    // The notes, those so far and what is said around the piece take the rest.
    let limit = setup.contextTokens ?? Self.unknownContext
    return TextPieces.split(text, tokens: max(128, limit * 5 / 8)) { TokenEstimate.tokens(in: $0) }
  }

  /// - Parameter pieces: as ``pieces(of:)`` makes them.
  /// - Throws: what the model's provider says, and the reason of a cancellation; nothing is written by then.
  public func run(_ history: ContextProjection, _ pieces: [String]) throws(AgentError) -> Result {
    var summary = ""
    var spending = Spending()
    for (index, piece) in pieces.enumerated() {
      let (answer, spent) = try setup.meter.perform(
        request(piece, after: summary, number: index + 1, of: pieces.count), on: client, cancellation)
      spending = spending + spent
      summary = ItemView.answer(answer.items)
      if summary.isEmpty {
        throw AgentError(.protocolError, "the model wrote no summary", object: setup.model)
      }
    }
    let text = client.redact(Self.text(summary, after: history.items))
    return Result(summary: InputItem.user(text), spending: spending)
  }

  private func request(_ piece: String, after summary: String, number: Int, of count: Int) -> ModelRequest {
    var parts: [JSON] = []
    if !summary.isEmpty { parts.append(InputItem.document(summary, attributes: [("title", "notes so far")])) }
    parts.append(
      InputItem.document(piece, attributes: [("title", "conversation"), ("part", "\(number) of \(count)")]))
    let goesOn = summary.isEmpty ? "" : " Take over what still matters of the notes so far."
    parts.append(InputItem.text(Self.task + goesOn))
    let limit = setup.contextTokens ?? Self.unknownContext
    return ModelRequest(
      model: setup.model, instructions: SystemPrompt.standard(hasTools: false),
      input: [InputItem.message(role: "user", parts: parts)], effort: setup.effort,
      maxOutputTokens: min(Self.longestSummary, max(256, limit / 8)))
  }

  /// The summary and the last exchange as the text of one message.
  static func text(_ summary: String, after items: [JSON]) -> String {
    var text = "[The conversation so far, summed up]\n\(summary)"
    let messages = items.filter { $0["type"]?.string ?? "message" == "message" }
    for (role, name) in [("user", "The last message of the user"), ("assistant", "The last answer")] {
      guard let last = messages.last(where: { $0["role"]?.string == role }) else { continue }
      let words = ConversationText.words(of: last)
      if !words.isEmpty { text += "\n\n[\(name)]\n\(OutputBound.apply(words, limit: lastLimit).text)" }
    }
    return text
  }
}

extension RequestBuilder {
  /// Whether the conversation should be summed up before the turn: with it the first request takes more than nine
  /// tenths of the model's context, and more than a quarter is the conversation's.
  public func needsCompaction(of history: ContextProjection) -> Bool {
    guard let limit = setup.contextTokens else { return false }
    if history.unreadTurns > 0 { return true }
    let past = history.turns.reduce(0) { $0 + $1.costs.reduce(0, +) }
    guard past > limit / 4 else { return false }
    let input = setup.input + setup.waiting.flatMap(ContextProjection.items)
    return past + tokens(after: input) > limit / 10 * 9
  }

  /// Tokens that a request would take after these items alone.
  public func tokens(after items: [JSON]) -> Int {
    fixedTokens + items.reduce(0) { $0 + TokenEstimate.tokens(inItem: $1) }
  }
}
