import AgentCore
import AgentJSON
import AgentTesting
import Testing

@testable import AgentTools

@Suite struct SearchToolTests {
  let bench = ToolBench()

  func search(_ arguments: JSON, milliseconds: Int = 60_000) throws -> String {
    try bench.run(SearchTool(), arguments, milliseconds: milliseconds).text
  }

  @Test(
    arguments: [
      (["pattern": "needle"], "a.txt:1:needle\nsub/b.swift:2:a Needle and needle\n"),
      (["pattern": "NEEDLE", "ignore_case": true], "a.txt:1:needle\nsub/b.swift:2:a Needle and needle\n"),
      (["pattern": "needle$", "glob": "*.txt"], "a.txt:1:needle\n"),
      (["pattern": "needle", "path": "sub"], "sub/b.swift:2:a Needle and needle\n"),
      (["pattern": "needle", "path": "sub/b.swift"], "sub/b.swift:2:a Needle and needle\n"),
      (["pattern": "n..dle", "regex": false], "Nothing matches."),
      (["pattern": "b", "in": "names"], "bin\nsub/\nsub/b.swift\n"),
      (["pattern": "needle", "max_results": 1], "a.txt:1:needle\n… more than 1 matches\n"),
    ] as [(JSON, String)])
  func finds(_ arguments: JSON, _ expected: String) throws {
    try bench.file("a.txt", "needle\r\nhay\r\n")
    try bench.file("sub/b.swift", "hay\na Needle and needle\n")
    try bench.directory.write("work/bin", Array("needle".utf8) + [0])
    #expect(try search(arguments) == expected)
  }

  @Test func whatIsTooLargeIsTold() throws {
    try bench.file("a.txt", "needle\n")
    try bench.file("big.log", String(repeating: "needle, and more of it\n", count: 400_000))
    let told = "Not searched, above 8 MiB: big.log\n"
    #expect(try search(["pattern": "needle"]) == "a.txt:1:needle\n" + told)
    #expect(try search(["pattern": "nothing", "path": "big.log"]) == "Nothing matches.\n" + told)
  }

  @Test func ignoreFilesHoldInTheirTreesAndBelow() throws {
    try bench.file(".gitignore", "*.log\n/build/\n")
    try bench.file("sub/.gitignore", "!keep.log\nprivate/\n")
    for name in ["a.log", "sub/keep.log", "sub/b.log", "build/x", "sub/build/x", "sub/private/x", "y"] {
      try bench.file(name, "needle\n")
    }
    let all = "y:1:needle\nsub/keep.log:1:needle\nsub/build/x:1:needle\n"
    #expect(try search(["pattern": "needle"]) == all)
    #expect(
      try search(["pattern": "needle", "path": "sub"]) == "sub/keep.log:1:needle\nsub/build/x:1:needle\n")
  }

  @Test func refusesABrokenPattern() throws {
    let error = #expect(throws: AgentError.self) { try search(["pattern": "(a"]) }
    #expect(error?.code == .badData)
    #expect(error?.description.contains("(a") == true)
  }

  @Test(arguments: ["(a+)+$", "(x+x+)+y", "(.*.*)*=", "(?:a|aa)+$"])
  func everyPatternEnds(_ pattern: String) throws {
    let line = String(repeating: "a", count: 3000) + "!" + String(repeating: "x", count: 3000)
    try bench.file("bad", Array(repeating: line, count: 5).joined(separator: "\n") + "\nfound=\n")
    _ = try? search(["pattern": .string(pattern)], milliseconds: 2000)
  }

  @Test func endsWithItsTime() throws {
    try bench.file("a", "x")
    let error = #expect(throws: AgentError.self) { try search(["pattern": "x"], milliseconds: 0) }
    #expect(error?.code == .deadline)
  }

  @Test func aLongLineIsCut() throws {
    try bench.file("a", "needle" + String(repeating: "é", count: 1000))
    let text = try search(["pattern": "needle"])
    #expect(text.utf8.count < 400)
    #expect(text.hasSuffix("…\n"))
  }
}
