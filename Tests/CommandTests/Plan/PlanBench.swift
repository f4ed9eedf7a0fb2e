import AgentJSON
import AgentSystem
import AgentTesting

/// `agent-plan` in a runtime directory of a test's own.
struct PlanBench {
  let directory = TestDirectory()

  var command: BuiltCommand { BuiltCommand("agent-plan", in: directory) }

  @discardableResult
  func run(_ arguments: String..., stdin: String? = nil) throws -> BuiltCommand.Result {
    try command.run(arguments, stdin: stdin.map { Array($0.utf8) })
  }

  /// The entries of all plans: name, title, state.
  func entries() throws -> [String] {
    try run("list", "--all", "-j").values.map { todo in
      ["plan", "title", "state"].map { todo[$0]?.string ?? "?" }.joined(separator: " ")
    }
  }
}
