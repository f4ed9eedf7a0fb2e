import AgentJSON
import AgentSystem
import AgentTesting
import Glibc

/// `agent-session` in a runtime directory of a test's own.
struct SessionTool {
  let directory = TestDirectory()

  var command: BuiltCommand { BuiltCommand("agent-session", in: directory) }

  func run(_ arguments: String..., stdin: String? = nil) throws -> BuiltCommand.Result {
    try command.run(arguments, stdin: stdin.map { Array($0.utf8) })
  }

  /// Makes a session and returns its id.
  func make(title: String? = nil) throws -> String {
    let result = try command.run(["new"] + (title.map { ["--title", $0] } ?? []))
    return result.lines.first ?? ""
  }

  func append(_ session: String, _ lines: [String]) throws {
    _ = try run("append", session, stdin: lines.joined(separator: "\n") + "\n")
  }

  func path(_ id: String) -> String { "\(directory.runtime)/sessions/\(id).ndjson" }

  func log(_ id: String) throws -> [UInt8] { try Files.read(path(id)) }

  func write(_ bytes: [UInt8], to id: String) throws { try Files.replace(path(id), with: bytes) }

  static func note(_ text: String) -> String {
    #"{"type":"notice","level":"info","code":"test","message":"\#(text)"}"#
  }

  /// A line that ends with the right checksum, whatever it says; `text` lacks its closing brace.
  static func sealed(_ text: String) -> [UInt8] {
    let digits = String(CRC32.checksum(Array(text.utf8)[...]), radix: 16)
    let crc = String(repeating: "0", count: 8 - digits.count) + digits
    return Array("\(text),\"crc\":\"\(crc)\"}\n".utf8)
  }

  /// A line of a later version.
  static func newer(_ sequence: Int, _ type: String = "notice") -> [UInt8] {
    sealed(
      #"{"type":"\#(type)","v":2,"seq":\#(sequence),"ts":"2030-01-01T00:00:00.000Z","session":null,"turn":null"#
    )
  }

  /// A turn with a question, a tool call and an answer.
  static let turn = [
    #"{"type":"turn.started","turn":1,"turn_id":"t1","origin":"cli","input":[{"type":"message","role":"user","content":"What is in x?"}]}"#,
    #"{"type":"item.completed","turn":1,"item":{"id":"i1","type":"tool_call","name":"read","arguments":{"path":"x"},"output":"first\nsecond","status":"completed"}}"#,
    #"{"type":"item.completed","turn":1,"item":{"id":"i2","type":"agent_message","text":"Two \u001b[31mlines"}}"#,
    #"{"type":"turn.completed","turn":1,"exit_code":0}"#,
  ]
}

extension BuiltCommand.Result {
  /// The lines of standard output as values; a line that is no JSON is null.
  var values: [JSON] { lines.map { (try? JSON(parsing: $0)) ?? .null } }

  var errorLines: [Substring] { errors.split(separator: "\n") }
}
