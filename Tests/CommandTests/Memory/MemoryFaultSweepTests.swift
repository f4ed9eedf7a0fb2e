import AgentJSON
import AgentSystem
import AgentTesting
import Glibc
import Testing

/// Every system call that a command makes on the store, made to fail, fall short, tear or be the last: what
/// is there afterwards is what was or what was to be, and whole.
@Suite struct MemoryFaultSweepTests {
  struct Change: Sendable, CustomTestStringConvertible {
    let arguments: [String]
    var input: String?
    var testDescription: String { arguments.joined(separator: " ") }
  }

  static let changes = [
    Change(arguments: ["add", "--scope", "team", "--key", "k", "another thing"]),
    Change(
      arguments: ["add", "--input", "ndjson"],
      input: (0..<300).map { #"{"id":"n\#($0)","text":"line \#($0) of a batch"}"# }.joined(separator: "\n")),
    Change(arguments: ["edit", "id3", "a changed line"]),
    Change(arguments: ["delete", "id3"]),
    Change(arguments: ["delete", "--purge", "--yes", "id3"]),
  ]

  /// What the store says, without ids and times that are new each time.
  private func contents(_ tool: MemoryTool) throws -> [String] {
    let result = try tool.run("export", "--all")
    #expect(result.status == 0, "\(result.errors)")
    return result.values.map { value in
      "\(value["scope"]?.string ?? "") \(value["text"]?.string ?? "") \(value["deleted"] == nil) \(value["latest"]?.text ?? "")"
    }
  }

  @Test(arguments: changes) func everyCallMayGoWrong(_ change: Change) throws {
    let directory = TestDirectory()
    let tool = MemoryTool(directory)
    try tool.add((0..<120).map { #"{"id":"id\#($0)","text":"line \#($0) of some words"}"# })
    let template = directory.path("template")
    func copy(_ from: String, _ to: String) throws {
      let result = try BuiltCommand("/bin/bash", in: directory).run([
        "-c", #"rm -rf "$2" && cp -a "$1" "$2""#, "x", from, to,
      ])
      #expect(result.status == 0)
    }
    try copy(directory.runtime, template)
    let old = try contents(tool)
    let input = change.input.map { Array($0.utf8) }
    #expect(try tool.command.run(change.arguments, stdin: input).status == 0)
    let new = try contents(tool)
    #expect(old != new)
    var generator = SeededGenerator()
    for kind in Fault.kinds {
      var at = TestDose.isFull ? 1 : Int.random(in: 1...12, using: &generator)
      while at < 400 {
        var fault = kind
        fault.at = at
        try copy(template, directory.runtime)
        try? Files.remove(directory.path("report"))
        let result = try BuiltCommand(
          "agent-memory", in: directory,
          environment: fault.environment(files: directory.runtime, report: directory.path("report"))
        ).run(change.arguments, stdin: input)
        guard Files.exists(directory.path("report")) else { break }
        let name = "\(change.testDescription): \(fault)"
        let isKill = fault.action.kills && result.exit == .signal(9)
        #expect(
          isKill || [0, 65, 73, 74, 75, 77].contains(result.status),
          "\(name): \(result.status) \(result.errors)")
        let now = try contents(tool)
        // A purge that was cut short by the end of the process may leave what it frees to the next one.
        #expect(now == old || now == new, "\(name)")
        if result.status == 0 { #expect(now == new, "\(name)") }
        #expect(try tool.isSound(), "\(name)")
        at += TestDose.isFull ? 1 : 40
      }
    }
  }
}
