import AgentJSON

/// Gives requests their numbers and finds each answer's request. Pure.
struct RPCMatcher {
  /// What the other side said to a request.
  enum Answer: Sendable, Equatable {
    case result(JSON)
    case error(RPCError)
    /// Nothing, within the time that it had.
    case silence
    /// It is gone, in words for the user.
    case ended(String)
    /// It knows nothing of the session that was agreed on: the request was not done.
    case sessionLost
  }

  private var nextID = 1
  private var waiting: Set<Int> = []
  private var answers: [Int: Answer] = [:]
  private(set) var ending: String?
  /// Whether the other side told that its tools have changed.
  private(set) var hasNewTools = false

  mutating func begin() -> Int {
    defer { nextID += 1 }
    waiting.insert(nextID)
    return nextID
  }

  /// Takes in a message from the other side.
  /// - Returns: what is to be said to it. We offer nothing but to be there, so a request other than `ping` is
  ///   declined; an answer that nobody waits for any more is dropped.
  mutating func take(_ message: RPCMessage) -> RPCMessage? {
    switch message {
    case .result(let id, let value):
      answer(id, .result(value))
      return nil
    case .failure(let id, let error):
      answer(id, .error(error))
      return nil
    case .notification(let method, _):
      if method == "notifications/tools/list_changed" { hasNewTools = true }
      return nil
    case .request(let id, let method, _):
      if method == "ping" { return .result(id: id, value: [:]) }
      return .failure(id: id, RPCError(.methodNotFound, "this client does not answer '\(method)'"))
    }
  }

  private mutating func answer(_ id: JSON, _ answer: Answer) {
    // Some servers give numbers back as strings.
    guard let number = id.int ?? id.string.flatMap({ Int($0) }), waiting.remove(number) != nil else { return }
    answers[number] = answer
  }

  /// No more messages come.
  mutating func end(_ words: String) { ending = ending ?? words }

  /// The answer to a request, once; nil while it may still come.
  mutating func takeAnswer(to id: Int) -> Answer? {
    if let answer = answers.removeValue(forKey: id) { return answer }
    return ending.map(Answer.ended)
  }

  func hasAnswer(to id: Int) -> Bool { answers[id] != nil }

  /// Nobody waits for that answer any more.
  mutating func forget(_ id: Int) {
    waiting.remove(id)
    answers[id] = nil
  }
}
