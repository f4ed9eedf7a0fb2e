import AgentCore
import AgentSystem

/// What is asked of a turn, from the messages of a request.
///
/// A turn is given one message of the user's. The earlier messages of a conversation that no session holds stand
/// before it as text, each between tags that it cannot end.
struct OpenAIConversation: Equatable {
  /// The system prompt; nil for that of the agent.
  private(set) var system: String?
  private(set) var prompt: String
  private(set) var attachments: [OpenAIAttachment] = []
  /// What a session is called that begins with it: the first words of the question; nil where it has none.
  private(set) var title: String?

  /// - Parameters:
  ///   - isContinued: a session knows what was said before; only what stands behind the last answer is new.
  ///   - place: the member that holds the messages.
  init(_ messages: [OpenAIMessage], isContinued: Bool, at place: String) throws(OpenAIError) {
    let instructions = messages.filter { $0.role == .system && !$0.text.isEmpty }.map(\.text)
    if !instructions.isEmpty { system = instructions.joined(separator: "\n\n") }
    let spoken = messages.filter { $0.role != .system }
    let question = spoken.reversed().prefix { $0.role == .user }.reversed()
    let words = question.map(\.text).filter { !$0.isEmpty }.joined(separator: "\n\n")
    guard !words.isEmpty || question.contains(where: { !$0.attachments.isEmpty }) else {
      throw .invalid("must end with a message of the user's that is not empty", place)
    }
    let earlier = isContinued ? [] : spoken.dropLast(question.count)
    let said = earlier.filter { !$0.text.isEmpty }.map { message in
      DataElement.text(.message, attributes: [("role", message.role.rawValue)], "\n\(message.text)\n")
    }
    title = words.lines.first { !$0.isEmpty }.map { String($0.unicodeScalars.prefix(60)) }
    prompt = said.isEmpty ? words : ([Self.heading] + said + [words]).joined(separator: "\n\n")
    attachments = (earlier + question).flatMap(\.attachments)
  }

  static let heading = "Earlier messages of this conversation, the oldest first:"
}
