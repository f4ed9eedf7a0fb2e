import AgentCore
import AgentJSON
import AgentSession
import AgentSystem
import AgentTesting
import Glibc

/// A store in a directory of its own, and shorthands for what the tests write into it.
struct TestStore {
  let directory = TestDirectory()
  let store: SessionStore

  init(clock: Clock = .system) { store = SessionStore(directory.runtimeDirectory, clock: clock) }

  func make(title: String? = nil) throws -> String {
    try store.create(title: title, workingDirectory: "/work")
  }

  func log(_ id: String) -> SessionLog { SessionLog(id, store: store) }

  func bytes(_ id: String) throws -> [UInt8] { try Files.read(store.path(id)) }

  /// Overwrites the log, without the syncs that many small ones do not need.
  func write(_ bytes: [UInt8], to id: String) throws {
    let file = try Descriptor(opening: store.path(id), O_WRONLY | O_CREAT | O_TRUNC)
    try IO.writeAll(file.raw, bytes)
  }

  /// Puts another file in the log's place, as archiving does.
  func replace(_ id: String, with bytes: [UInt8]) throws {
    try Files.replace(store.path(id), with: bytes)
  }

  func records(_ id: String, from sequence: Int = 1) throws -> [LogRecord] {
    var reader = try SessionReader(path: store.path(id), from: sequence)
    var records: [LogRecord] = []
    while let record = try reader.next() { records.append(record) }
    return records
  }

  /// A session with a few events of different lengths; small enough to be tried at every byte.
  func makeSmall() throws -> String {
    let id = try make(title: "small")
    try log(id).append([.note("one"), .note("äöü\u{1f600}"), .note("")])
    return id
  }

  func makeQueued(_ ids: String...) throws -> String {
    let id = try make()
    try log(id).append(ids.map { QueuedInput(id: $0, text: "text of \($0)").event })
    return id
  }
}

extension Event {
  static func note(_ text: String) -> Event { notice("test", text, level: "info") }

  static func turnStarted(origin: String = "cli", text: String = "hello") -> Event {
    Event(.turnStarted, ["turn_id": "t", "origin": .string(origin), "input": [message(text)]])
  }

  static let turnCompleted = Event(.turnCompleted, ["exit_code": 0])

  static func item(_ members: JSONObject) -> Event { Event(.itemCompleted, ["item": .object(members)]) }

  static func answer(_ text: String) -> Event {
    item(["id": "a", "type": "agent_message", "text": .string(text)])
  }

  static func message(_ text: String) -> JSON {
    ["type": "message", "role": "user", "content": [["type": "input_text", "text": .string(text)]]]
  }
}

extension [LogRecord] {
  var messages: [String] { compactMap { $0.json()?["message"]?.string } }
  var types: [String] { compactMap(\.type) }
  var sequences: [Int] { compactMap(\.sequence) }
}
