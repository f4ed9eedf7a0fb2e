import AgentCLI
import AgentCore
import AgentHTTP
import AgentJSON
import AgentModel
import AgentSystem

/// Asks an endpoint which models it has: `GET /models`, which costs nothing.
struct ModelProbe {
  let baseURL: HTTPURL
  let key: Secret?

  struct Answer {
    let milliseconds: Int
    let models: [String]
  }

  /// The endpoint at `baseURL`, with the key that belongs to it and to no other.
  init(baseURL: String, _ settings: Configuration, _ context: CommandContext) throws(AgentError) {
    self.baseURL = try HTTPURL(baseURL)
    let keys = try KeyEnvironment.read(runtime: context.runtime, environment: context.environment)
    key = try KeySource.choose(for: self.baseURL, configuration: settings, environment: keys)
      .read(environment: context.environment)
  }

  /// The server of the local model.
  init(_ state: LocalModelState) throws(AgentError) {
    baseURL = try HTTPURL("\(state.url)/v1")
    key = Secret(state.key)
  }

  /// - Throws: 75 when nothing answers, 77 when the key is refused, 76 when the answer is no list of models.
  func run(timeout milliseconds: Int) throws(AgentError) -> Answer {
    var headers: HTTPHeaders = ["Accept": "application/json"]
    if let key { headers["Authorization"] = "Bearer \(key.reveal())" }
    let request = HTTPRequest(
      .get, baseURL.appending("/models"), headers: headers,
      timeouts: HTTPTimeouts(connect: milliseconds, idle: milliseconds, total: milliseconds))
    let start = Deadline.monotonicNow()
    let response: HTTPResponse
    let body: [UInt8]
    do throws(AgentError) {
      response = try HTTPClient(environment: ProcessEnvironment.read()).start(
        request, cancellation: Cancellation())
      body = try response.readAll(limit: 8 << 20)
    } catch {
      throw AgentError(
        .network, "cannot be reached: \(error.message)", object: baseURL.origin)
    }
    let elapsed = (Deadline.monotonicNow() - start) / 1_000_000
    switch response.status {
    case 200: break
    case 401, 403:
      throw AgentError(
        .auth, "refuses the key", object: baseURL.origin, hint: "agent-config set api_key KEY",
        status: response.status)
    case 429, 500...:
      throw AgentError(
        .overloaded, "answers with status \(response.status)", object: baseURL.origin,
        status: response.status)
    default:
      throw AgentError(
        .protocolError, "answers with status \(response.status)", object: baseURL.origin,
        hint: "is the base URL the prefix of /models, as a rule ending in /v1?", status: response.status)
    }
    guard let list = (try? JSON(parsing: body))?["data"]?.array else {
      throw AgentError(
        .protocolError, "the answer is not a list of models", object: baseURL.origin,
        hint: "is the base URL the prefix of /models, as a rule ending in /v1?")
    }
    return Answer(milliseconds: elapsed, models: list.compactMap { $0["id"]?.string })
  }
}
