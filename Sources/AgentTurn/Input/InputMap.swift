public import AgentCore
public import AgentJSON
public import AgentModel
public import AgentSystem

/// `--overflow map`: puts summaries in the place of documents that do not fit. Each long text is read by the
/// model in pieces, each piece summarised with the user's question in mind, until the summaries fit.
public struct InputMap: Sendable {
  public struct Result: Sendable {
    public var input: [JSON]
    public var spending = Spending()
  }

  private let client: ModelClient
  private let setup: TurnSetup
  private let cancellation: Cancellation
  /// Rounds of summarising before it is given up: each divides the text by three or more.
  private static let rounds = 4
  /// Texts shorter than this many tokens are left as they are: the prompt is one.
  private static let smallest = 256

  public init(_ client: ModelClient, setup: TurnSetup, cancellation: Cancellation) {
    self.client = client
    self.setup = setup
    self.cancellation = cancellation
  }

  /// - Parameters:
  ///   - limit: tokens that one request may take.
  ///   - fits: whether an input is short enough by now.
  public func apply(_ input: [JSON], limit: Int, fits: ([JSON]) -> Bool) throws(AgentError) -> Result {
    var result = Result(input: input)
    let question = InputText.prompt(of: input)
    for _ in 0..<Self.rounds {
      if fits(result.input) { return result }
      for place in InputText.places(in: result.input, longerThan: Self.smallest) {
        let text = InputText.text(at: place, in: result.input)
        // The summary of data is data: it stands in the same tags.
        let element = DataElement.parts(of: text)
        let summary = try summarise(element?.body ?? text, question, limit: limit, &result)
        let replacement = element?.with(body: "\n\(summary)\n") ?? summary
        result.input = InputText.replacing(place, in: result.input, with: replacement)
      }
    }
    return result
  }

  /// Known before anything of it is spent: one request a piece, and one is left for the answer.
  private func requireRoom(for pieces: [String], _ result: Result) throws(AgentError) {
    let requests = result.spending.requests + pieces.count
    if let limit = setup.limits.requests, requests >= limit {
      throw AgentError(
        .limitRequests, "summarising the input takes \(requests) model requests, and the answer one more",
        hint: "--max-requests allows \(limit)")
    }
    let input = pieces.reduce(0) { $0 + TokenEstimate.tokens(in: $1) }
    let tokens = result.spending.usage.total + input
    if let limit = setup.limits.tokens, tokens >= limit {
      throw AgentError(
        .limitTokens, "summarising the input takes about \(tokens) tokens",
        hint: "--max-tokens allows \(limit)")
    }
    let cost = (result.spending.cost ?? .zero) + (setup.meter.price?.input ?? .zero) * input
    if let limit = setup.limits.cost, cost >= limit {
      throw AgentError(
        .limitCost, "summarising the input costs about \(cost)", hint: "--max-cost allows \(limit)")
    }
  }

  private func summarise(_ text: String, _ question: String, limit: Int, _ result: inout Result)
    throws(AgentError) -> String
  {
    // A quarter of the context is left for the summary and for what is said around the piece.
    let pieces = TextPieces.split(text, tokens: max(128, limit / 2)) { TokenEstimate.tokens(in: $0) }
    try requireRoom(for: pieces, result)
    var summaries: [String] = []
    for (index, piece) in pieces.enumerated() {
      let ask =
        "Summarise this part (\(index + 1) of \(pieces.count)) briefly, with what bears on: \(question)"
      let request = ModelRequest(
        model: setup.model, instructions: SystemPrompt.standard(hasTools: false),
        input: [
          InputItem.message(
            role: "user", parts: [InputItem.document(piece, attributes: []), InputItem.text(ask)])
        ], effort: setup.effort, maxOutputTokens: max(64, limit / 8))
      let (answer, spent) = try setup.meter.perform(request, on: client, cancellation)
      result.spending = result.spending + spent
      summaries.append(ItemView.answer(answer.items))
    }
    return "[summaries of \(pieces.count) parts]\n" + summaries.joined(separator: "\n\n")
  }
}
