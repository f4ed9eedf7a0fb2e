import AgentCore
import AgentJSON
import AgentSession
import AgentSystem
import AgentTesting

@testable import AgentIndex

/// Sessions of a test's own, and searches in them.
struct IndexScene {
  let directory = TestDirectory()
  let store: SessionStore

  init() { store = SessionStore(directory.runtimeDirectory) }

  var file: IndexFile { IndexFile(directory.runtimeDirectory, patience: 2000) }

  /// Makes a session with a turn for each question and answer.
  @discardableResult
  func make(_ title: String? = nil, _ turns: (String, String)...) throws -> String {
    let id = try store.create(title: title, workingDirectory: "/work")
    for (number, turn) in turns.enumerated() { try add(turn.0, turn.1, turn: number + 1, to: id) }
    return id
  }

  func add(_ question: String, _ answer: String, turn: Int, to id: String) throws {
    try append(
      id, turn: turn, Self.question(question), Self.answer(answer), Event(.turnCompleted, ["exit_code": 0]))
  }

  func append(_ id: String, turn: Int? = nil, _ events: Event...) throws {
    try SessionLog(id, store: store).append(events, turn: turn)
  }

  static func question(_ text: String) -> Event {
    Event(
      .turnStarted,
      [
        "turn_id": "t", "origin": "cli",
        "input": [["type": "message", "role": "user", "content": .string(text)]],
      ])
  }

  static func answer(_ text: String, id: String = "a") -> Event {
    Event(.itemCompleted, ["item": ["id": .string(id), "type": "agent_message", "text": .string(text)]])
  }

  static let compaction = Event(
    .compactionCompleted,
    [
      "after_tokens": 7,
      "item": [
        "type": "message", "role": "user", "content": [["type": "input_text", "text": "summary of it"]],
      ],
    ])

  func result(_ text: String, _ change: (inout SearchQuery) -> Void = { _ in }) throws -> SearchResult {
    var query = SearchQuery(text)
    change(&query)
    return try SessionSearch(store, file: file).results(for: query)
  }

  func found(_ text: String, _ change: (inout SearchQuery) -> Void = { _ in }) throws -> [String] {
    try result(text, change).hits.map(\.text)
  }

  /// The same from an index that is made for it alone.
  func afresh(_ text: String) throws -> [SearchHit] {
    let other = TestDirectory()
    defer { withExtendedLifetime(other) {} }
    var query = SearchQuery(text)
    query.limit = 1000
    return try SessionSearch(store, file: IndexFile(other.runtimeDirectory)).results(for: query).hits
  }
}
