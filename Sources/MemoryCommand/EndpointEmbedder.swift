import AgentCLI
import AgentCore
import AgentHTTP
import AgentJSON
import AgentMemory
import AgentModel
import AgentSystem

/// An embedder that is an endpoint of OpenAI's shape: `POST URL/embeddings {"model", "input"}`. OpenAI's key
/// goes to OpenAI alone; other endpoints get none.
struct EndpointEmbedder: Embedder {
  private let url: HTTPURL
  private let model: String
  private let key: String?
  private let client: HTTPClient
  private let cancellation: Cancellation

  /// Milliseconds for many entries, and for a question, for which somebody waits.
  private static let timeLimit = 120_000
  private static let questionTimeLimit = 30_000

  init(_ base: String, model: String, _ context: CommandContext) throws(AgentError) {
    url = try HTTPURL(base).appending("/embeddings")
    self.model = model
    let environment = try KeyEnvironment.read(runtime: context.runtime, environment: context.environment)
    let isVendor = url.host == "api.openai.com" && url.scheme == "https"
    key = isVendor ? environment["OPENAI_API_KEY"] : nil
    client = HTTPClient(environment: context.environment)
    cancellation = context.cancellation
  }

  var name: String { "\(model) at \(url.origin)" }

  func vectors(for texts: [String], asQuestions: Bool) throws(AgentError) -> [[Float]] {
    var headers: HTTPHeaders = ["Content-Type": "application/json"]
    if let key { headers.append("Authorization", "Bearer \(key)") }
    let body: JSON = ["model": .string(model), "input": .array(texts.map(JSON.string))]
    let limit = asQuestions ? Self.questionTimeLimit : Self.timeLimit
    let timeouts = HTTPTimeouts(connect: 10_000, idle: limit / 2, total: limit)
    let response = try client.start(
      HTTPRequest(.post, url, headers: headers, body: body.bytes, timeouts: timeouts),
      cancellation: cancellation)
    let answer = try response.readAll(until: .after(milliseconds: limit))
    let value = try? JSON(parsing: answer)
    guard response.status == 200 else {
      let why =
        value?["error"]?["message"]?.string.map { ": \(Terminal.sanitized(String($0.prefix(200))))" } ?? ""
      throw AgentError(
        [401, 403].contains(response.status) ? .auth : .network, "answered \(response.status)\(why)",
        object: name)
    }
    guard let items = value?["data"]?.array, items.count == texts.count else {
      throw AgentError(.protocolError, "gave no vector for each text", object: name)
    }
    var vectors = [[Float]](repeating: [], count: texts.count)
    for (place, item) in items.enumerated() {
      guard let numbers = item["embedding"]?.array, let index = item["index"]?.int ?? .some(place),
        vectors.indices.contains(index)
      else { throw AgentError(.protocolError, "gave no vector for each text", object: name) }
      vectors[index] = numbers.map { Float($0.double ?? 0) }
    }
    return vectors
  }
}
