import AgentCore
import AgentJSON
import AgentSystem

/// What a request of either API asks of the agent: one turn. Pure.
struct OpenAIRequest: Equatable {
  /// Where the turn belongs.
  enum Place: Equatable {
    /// Nothing is kept.
    case ephemeral
    case new
    /// What `agent-turn --session` takes.
    case session(String)
    /// Behind an earlier answer.
    case response(OpenAIResponseID)

    var isContinued: Bool {
      switch self {
      case .session(let name): name != "new"
      case .response: true
      case .ephemeral, .new: false
      }
    }
  }

  var place: Place
  var conversation: OpenAIConversation
  /// As the client calls it; nil for the agent's own choice.
  var model: String?
  /// Options of agent-turn(1).
  var options: [String] = []
  var isStream = false
  /// Whether a stream of chunks ends with one that tells the tokens.
  var tellsUsage = false
  /// What the answer repeats of the request.
  var echo: JSONObject = [:]

  /// The model that stands for whatever the agent is configured to use.
  static let ownModel = "agent"
  /// What stands before the name of a profile that is used as a model.
  static let profileMark = "profile:"

  /// - Parameters:
  ///   - parameters: the members of the body.
  ///   - limit: the name of the member with the most tokens of an answer.
  fileprivate init(
    _ parameters: OpenAIParameters, _ place: Place, _ conversation: OpenAIConversation, limit: Int?,
    effort: String?, verbosity: String?
  ) throws(OpenAIError) {
    self.place = place
    self.conversation = conversation
    isStream = try parameters.bool("stream") ?? false
    if let name = try parameters.word("model"), name != Self.ownModel { model = name }
    if let limit { options.append("--max-output-tokens=\(limit)") }
    if let temperature = try parameters.temperature() { options.append("--temperature=\(temperature)") }
    if let effort { options.append("--effort=\(effort)") }
    if let verbosity { options.append("--verbosity=\(verbosity)") }
  }

  static let levels = ["low", "medium", "high"]

  /// A session by its name, where one is given.
  private static func session(_ name: String?, at place: String) throws(OpenAIError) -> Place? {
    guard let name else { return nil }
    // It becomes part of a command line; a title may have blanks in it.
    guard (1...200).contains(name.utf8.count),
      name.unicodeScalars.allSatisfy({ $0.value >= 0x20 && $0.value != 0x7f })
    else { throw .invalid("must be the id of a session", place) }
    return .session(name)
  }
}

extension OpenAIRequest {
  /// A body of `/v1/chat/completions`.
  /// - Parameter session: the header `X-Session-Id`.
  static func chat(_ body: JSONObject, session header: String?) throws(OpenAIError) -> OpenAIRequest {
    let parameters = OpenAIParameters(body)
    try parameters.refuseTools()
    try parameters.requireText("response_format")
    if let count = try parameters.positive("n"), count > 1 { throw .invalid("must be 1", "n") }
    if let kinds = try parameters.array("modalities"), !kinds.allSatisfy({ $0 == "text" }) {
      throw .invalid("must be text alone", "modalities")
    }
    guard let list = try parameters.array("messages") else { throw .invalid("is missing", "messages") }
    let messages = try Self.messages(list, at: "messages")
    let isKept = try parameters.bool("store") ?? false
    let place = try session(header, at: "X-Session-Id") ?? (isKept ? .new : .ephemeral)
    let limit = try parameters.positive("max_completion_tokens")
    let oldLimit = try parameters.positive("max_tokens")
    var request = try OpenAIRequest(
      parameters, place, OpenAIConversation(messages, isContinued: place.isContinued, at: "messages"),
      limit: limit ?? oldLimit,
      effort: try parameters.word("reasoning_effort"), verbosity: try parameters.choice("verbosity", levels))
    request.tellsUsage = try parameters.members("stream_options")?.bool("include_usage") ?? false
    return request
  }

  private static func messages(_ list: [JSON], at place: String) throws(OpenAIError) -> [OpenAIMessage] {
    var messages: [OpenAIMessage] = []
    for (index, json) in list.enumerated() {
      messages.append(try OpenAIMessage(json, at: "\(place)[\(index)]"))
    }
    return messages
  }
}

extension OpenAIRequest {
  /// A body of `/v1/responses`.
  static func response(_ body: JSONObject, session header: String?) throws(OpenAIError) -> OpenAIRequest {
    let parameters = OpenAIParameters(body)
    try parameters.refuseTools()
    let text = try parameters.members("text")
    try text?.requireText("format")
    if try parameters.bool("background") == true { throw .invalid("must be false", "background") }
    if parameters.value("prompt") != nil { throw .invalid("stored prompts are not supported", "prompt") }
    let isKept = try parameters.bool("store") ?? true
    let place = try self.place(parameters, header) ?? (isKept ? .new : .ephemeral)
    var messages = try input(parameters)
    if let instructions = try parameters.string("instructions"), !instructions.isEmpty {
      messages.insert(OpenAIMessage(.system, instructions), at: 0)
    }
    var request = try OpenAIRequest(
      parameters, place, OpenAIConversation(messages, isContinued: place.isContinued, at: "input"),
      limit: try parameters.positive("max_output_tokens"),
      effort: try parameters.members("reasoning")?.word("effort"),
      verbosity: try text?.choice("verbosity", levels))
    for key in ["instructions", "max_output_tokens", "temperature", "previous_response_id", "metadata"] {
      request.echo.append(key, ifPresent: parameters.value(key))
    }
    request.echo.append("store", .bool(place != .ephemeral))
    return request
  }

  private static func place(_ parameters: OpenAIParameters, _ header: String?) throws(OpenAIError) -> Place? {
    let previous = try parameters.string("previous_response_id")
    var conversation: String?
    if let value = parameters.value("conversation") {
      conversation = value.string ?? value["id"]?.string
      if conversation == nil { throw .invalid("must be an id", "conversation") }
    }
    if let previous {
      if conversation != nil { throw .invalid("excludes previous_response_id", "conversation") }
      guard let id = OpenAIResponseID(previous) else {
        throw OpenAIError(
          "previous_response_id: no such response", status: 404, code: ErrorCode.sessionMissing.rawValue,
          parameter: "previous_response_id")
      }
      return .response(id)
    }
    if let conversation { return try session(conversation, at: "conversation") }
    return try session(header, at: "X-Session-Id")
  }

  /// `input`: a text, or items of which messages count. Reasoning of our own answers that is sent back has no place.
  private static func input(_ parameters: OpenAIParameters) throws(OpenAIError) -> [OpenAIMessage] {
    guard let value = parameters.value("input") else { throw .invalid("is missing", "input") }
    if let text = value.string { return [OpenAIMessage(.user, text)] }
    guard let items = value.array else { throw .invalid("must be a string or a list of items", "input") }
    var messages: [OpenAIMessage] = []
    for (index, item) in items.enumerated() {
      switch item["type"]?.string ?? "message" {
      case "message": messages.append(try OpenAIMessage(item, at: "input[\(index)]"))
      case "reasoning": continue
      case let other:
        throw .invalid("an item of type '\(other.utf8Prefix(40))' is not supported", "input[\(index)]")
      }
    }
    return messages
  }
}
