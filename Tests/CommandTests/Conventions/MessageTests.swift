import AgentSystem
import AgentTesting
import Testing

@Suite("Convention 28: messages") struct MessageTests {
  /// Each failure of the table is told in one line: the command, its verb, on what, why, and what to do.
  @Test(arguments: Example.failures) func aMessageHasItsForm(_ example: Example) throws {
    let result = try Scene().run(example)
    let lines = result.tellingLines
    #expect(lines.count == 1)
    #expect(
      lines.first?.hasPrefix(
        ([example.command] + example.verb.split(separator: " ").map(String.init)).joined(separator: ": ")
          + ": ") == true)
    #expect(result.errors.hasSuffix("\n"))
    #expect(!result.errors.hasSuffix(".\n"), "a full stop: \(result.errors)")
    for trace in ["Fatal error", "Error(", "Optional(", "nil", "Swift.", "stack", "0x"] {
      #expect(!result.errors.contains(trace), "\(result.errors)")
    }
  }

  /// All messages together are those of Tests/Snapshots/messages.txt. Where one is meant to change, remove that
  /// file: the test writes it anew, and fails once.
  @Test func theMessagesAreThose() throws {
    var text = ""
    for example in Example.failures {
      let scene = try Scene()
      let errors = try scene.run(example).tellingLines.map { $0 + "\n" }.joined()
      text += scene.neutral(([example.command] + scene.arguments(example)).joined(separator: " ")) + "\n"
      text += "  \(example.status): \(scene.neutral(errors))"
    }
    let path = Checkout.path("Tests/Snapshots/messages.txt")
    if !Files.exists(path) {
      try Files.replace(path, with: Array(text.utf8), mode: 0o644); Issue.record("written anew: \(path)")
    }
    let known = String(decoding: try Files.read(path), as: UTF8.self).split(separator: "\n")
    for change in text.split(separator: "\n").difference(from: known) {
      switch change {
      case .insert(_, let line, _): Issue.record("is not in the file: \(line)")
      case .remove(_, let line, _): Issue.record("is only in the file: \(line)")
      }
    }
  }
}
