import AgentJSON
import AgentSystem
import AgentTesting
import Glibc
import Testing

@Suite("Convention 10: records") struct RecordConventionTests {
  @Test(arguments: (Example.all + Example.failures).filter { $0.printsRecords && $0.verb != "blob" })
  func everyLineIsARecord(_ example: Example) throws {
    let result = try Scene().run(example, ["-j"])
    #expect(result.status == example.status)
    #expect(result.stdout.isEmpty || result.stdout.last == 0x0a)
    #expect(!result.output.contains("\n\n"))
    for line in result.lines {
      #expect(line.hasPrefix(#"{"type":""#), "\(line)")
      let value = try JSON(parsing: line)
      // An error and an acknowledgement are what the contract says of them, without a version.
      if !["error", "ack"].contains(value["type"]?.string) { #expect(value["v"] == 1, "\(line)") }
      #expect(value.text == line, "not compact: \(line)")
    }
    if example.status > 2 {
      let last = try #require(result.values.last)
      #expect(last["exit"]?.int ?? last["exit_code"]?.int == Int(example.status))
      #expect(result.values.count { $0["type"] == "error" || $0["type"] == "turn.failed" } == 1)
    }
  }

  /// `--format json` is one value, or not known to the command.
  @Test(arguments: Example.all.filter(\.printsRecords)) func jsonIsOneValue(_ example: Example) throws {
    let result = try Scene().run(example, ["--format", "json"])
    if result.status == 64, example.status != 64 {
      #expect(result.errors.contains("--format"))
    } else {
      #expect(result.status == example.status)
    }
    if !result.stdout.isEmpty { _ = try JSON(parsing: result.stdout) }
  }

  /// SIGKILL leaves whole lines, but for the last.
  @Test func aKillLeavesWholeLines() throws {
    let scene = try Scene()
    let document = (0..<20_000).map { "## \($0)\n\nwords and words\n" }.joined(separator: "\n")
    try scene.directory.write("large.md", document)
    for round in 1...TestDose.count(5, full: 100) {
      let result = try scene.shell(
        """
        : >out; agent-extract -j --chunk-tokens 20 \(scene.directory.path("large.md")) >out & pid=$!
        while [ $(stat -c %s out) -lt \(round * 7919) ] && kill -0 $pid 2>/dev/null; do :; done
        kill -9 $pid; wait $pid 2>/dev/null; cat out
        """)
      for line in result.output.split(separator: "\n").dropLast() {
        #expect(throws: Never.self) { try JSON(parsing: String(line)) }
      }
      #expect(result.lines.count > 1)
    }
  }
}
