import AgentCore
import AgentJSON
import AgentSystem

/// A command from `commands/`, as a record of `agent-tool list` tells it.
struct UserCommand {
  let name: String
  /// What is run, before the words that were typed.
  let program: [String]
  /// It answers requests (agent-tools(5)), as functions in a file of Python do, instead of taking words.
  let answersRequests: Bool

  /// nil for a record of something else, or of what cannot be run.
  init?(_ record: JSON) {
    guard record["type"] == "command", record["state"] == "ready", let name = record["name"]?.string,
      let path = record["path"]?.string
    else { return nil }
    self.name = name
    let program = (record["command"]?.array ?? []).compactMap(\.string)
    self.program = program.isEmpty ? [path] : program
    answersRequests = record["keep_alive"]?.bool ?? false
  }

  /// What it is asked by where it answers requests.
  func request(_ words: [String]) -> [UInt8] {
    let request: JSON = [
      "id": 1, "op": "call", "kind": "command", "name": .string(name), "args": .array(words.map(JSON.string)),
    ]
    return request.bytes + [0x0a]
  }

  /// What came back.
  struct Answer {
    /// What it printed and returned.
    private(set) var text = ""
    /// Words for the model.
    private(set) var prompts: [String] = []
    private(set) var notices: [String] = []
    private(set) var failure: String?
    private var isThere = false

    init(_ output: String) {
      for line in output.utf8.split(separator: 0x0a) {
        guard let record = try? JSON(parsing: Array(line)) else { continue }
        switch record["op"]?.string {
        case "submit": prompts.append(record["text"]?.string ?? "")
        case "emit":
          let text = record["data"]?["message"]?.string ?? record["data"]?.text ?? ""
          notices.append("\(record["event"]?.string ?? "event"): \(text)")
        case nil where record["id"]?.int == 1: take(record)
        default: continue
        }
      }
      if !isThere { failure = "it gave no answer" }
    }

    private mutating func take(_ reply: JSON) {
      isThere = true
      var pieces = [reply["stdout"]?.string ?? ""]
      if let error = reply["error"] { failure = error["message"]?.string ?? error.string ?? error.text }
      if let result = reply["result"], result != .null { pieces.append(result.string ?? result.text) }
      for part in reply["parts"]?.array ?? [] {
        pieces.append(part["type"]?.string == "image" ? "[an image]" : part["text"]?.string ?? "")
      }
      text = pieces.map { $0.utf8.last == 0x0a ? String(Substring($0.utf8.dropLast())) : $0 }
        .filter { !$0.isEmpty }.joined(separator: "\n")
    }
  }
}
