import AgentJSON

/// One message of a request, in either API, as text and what is attached to it.
struct OpenAIMessage: Equatable {
  enum Role: String {
    /// `developer` is the same.
    case system
    case user, assistant
    /// What a tool of the client's has answered.
    case tool
  }

  var role: Role
  var text: String
  var attachments: [OpenAIAttachment] = []

  /// - Parameter place: such as `messages[2]`, for what is said of it.
  init(_ json: JSON, at place: String) throws(OpenAIError) {
    guard let object = json.object else { throw .invalid("must be an object", place) }
    guard let name = object["role"]?.string else { throw .invalid("must be a string", "\(place).role") }
    switch name {
    case "system", "developer": role = .system
    case "user": role = .user
    case "assistant": role = .assistant
    case "tool", "function": role = .tool
    default: throw .invalid("must be system, developer, user, assistant or tool", "\(place).role")
    }
    let content = try OpenAIContent(object["content"] ?? .null, at: "\(place).content")
    (text, attachments) = (content.text, content.attachments)
  }

  init(_ role: Role, _ text: String, attachments: [OpenAIAttachment] = []) {
    (self.role, self.text, self.attachments) = (role, text, attachments)
  }
}
