import AgentJSON
import AgentSystem
import AgentTesting
import Glibc

/// `agent-memory` in a runtime directory of a test's own.
struct MemoryTool {
  let directory: TestDirectory

  init(_ directory: TestDirectory = TestDirectory()) { self.directory = directory }

  var command: BuiltCommand { BuiltCommand("agent-memory", in: directory) }
  var database: String { "\(directory.runtime)/memory.db" }

  @discardableResult
  func run(_ arguments: String..., stdin: String? = nil) throws -> BuiltCommand.Result {
    try command.run(arguments, stdin: stdin.map { Array($0.utf8) })
  }

  /// Adds lines and returns the acknowledgements.
  @discardableResult
  func add(_ lines: [String]) throws -> [JSON] {
    try run("add", "-j", stdin: lines.joined(separator: "\n") + "\n").values
  }

  /// The texts that a search finds, best first.
  func found(_ question: String, _ more: String...) throws -> [String] {
    try command.run(["search", "-j", question] + more).values.compactMap { $0["text"]?.string }
  }

  /// Whether the whole store is sound, by its own doctor.
  func isSound() throws -> Bool { try run("doctor").status == 0 }

  static func line(_ members: JSONObject) -> String { JSON.object(members).text }
}
