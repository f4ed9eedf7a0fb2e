import AgentCore
import AgentJSON
import Glibc
import AgentTesting
import Testing

@testable import AgentTools

@Suite struct ReadToolTests {
  let bench = ToolBench()

  func read(_ reads: JSON) throws -> ToolOutput { try bench.run(ReadTool(), ["reads": reads]) }

  @Test(
    arguments: [
      (["source": "a"], "001|one\n002|two\n003|three\n"),
      (["source": "a", "start_at_line": 2], "002|two\n003|three\n"),
      (["source": "a", "end_at_line": 1], "001|one\n"),
      (["source": "a", "start_at_line": 2, "end_at_line": 2], "002|two\n"),
      (["source": "a", "start_at_line": 2, "end_at_line": 99], "002|two\n003|three\n"),
      (["source": "a", "start_at_line": 4], "a has only 3 lines.\n"),
      (
        ["source": "a", "pattern": "^t"],
        "--- match snippet 1/1: lines 1-3 ---\n001|one\n002|two\n003|three\n"
      ),
      (
        ["source": "a", "pattern": "t.o", "regex": false],
        "No line of a matches.\n001|one\n002|two\n003|three\n"
      ),
      (["source": "empty"], "empty is empty.\n"),
      (["source": "crlf"], "001|x\n002|y\n"),
    ] as [(JSON, String)])
  func readsRangesAndPatterns(_ request: JSON, _ expected: String) throws {
    try bench.file("a", "one\ntwo\nthree")
    try bench.file("empty", "")
    try bench.file("crlf", "x\r\ny\r\n")
    let output = try read(request)
    #expect(output.text == expected)
    #expect(output.succeeded)
  }

  @Test func snippetsThatTouchAreOne() throws {
    try bench.file(
      "long", (1...100).map { $0 == 20 || $0 == 41 || $0 == 80 ? "hit" : "line" }.joined(separator: "\n"))
    let heads = try read(["source": "long", "pattern": "hit"]).text.split(separator: "\n").filter {
      $0.hasPrefix("---")
    }
    #expect(heads == ["--- match snippet 1/2: lines 10-51 ---", "--- match snippet 2/2: lines 70-90 ---"])
  }

  @Test func aListGivesASectionForEach() throws {
    try bench.file("a", "1\n")
    let output = try read([["source": "a"], ["source": "gone"]])
    #expect(output.text.hasPrefix("=== a ===\n001|1\n"))
    #expect(output.text.contains("Error: gone: no such file"))
    #expect(output.succeeded)
    #expect(try !read([["source": "gone"], ["source": "gone2"]]).succeeded)
  }

  @Test(arguments: [
    ("binary", "view"), ("missing", "no such file"), (".", "is a directory"), ("fifo", "not a regular file"),
    ("huge", "larger than the limit"), ("../out", "outside the workspace"), ("a\u{0}b", "NUL"),
  ])
  func refusesWhatIsNoText(_ name: String, _ words: String) throws {
    try bench.directory.write("work/binary", [0x7f, 0x45, 0, 1])
    mkfifo(bench.directory.path("work/fifo"), 0o600)
    try bench.file("huge", "")
    truncate(bench.directory.path("work/huge"), ReadTool.sizeLimit + 1)
    try bench.directory.write("out", "secret")
    let output = try read(["source": .string(name)])
    #expect(!output.succeeded)
    #expect(output.text.contains(words), "\(output.text)")
  }

  @Test func refusesARangeThatRunsBackwardsAndABrokenPattern() throws {
    try bench.file("a", "1\n2\n")
    #expect(try read(["source": "a", "start_at_line": 2, "end_at_line": 1]).text.contains("before"))
    let broken = try read(["source": "a", "pattern": "("])
    #expect(!broken.succeeded)
    #expect(broken.text.contains("pattern ("))
  }
}
