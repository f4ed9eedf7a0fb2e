import AgentJSON

/// The form in which an answer is told: that of one of the APIs.
protocol OpenAIForm: Sendable {
  /// The bytes of server-sent events for pieces of the answer, which `answer` has just taken.
  mutating func events(_ pieces: [OpenAIAnswer.Piece], of answer: OpenAIAnswer) -> [UInt8]
  /// What is said while nothing happens, so that nobody takes the connection for dead.
  var heartbeat: [UInt8] { get }
  /// The answer as one object, once it has ended and not failed.
  func whole(_ answer: OpenAIAnswer) -> JSON
}

extension OpenAIForm {
  var heartbeat: [UInt8] { Array(": keep-alive\n\n".utf8) }

  static func event(_ data: JSON, name: String? = nil) -> [UInt8] {
    Array((name.map { "event: \($0)\ndata: " } ?? "data: ").utf8) + data.bytes + Array("\n\n".utf8)
  }
}
