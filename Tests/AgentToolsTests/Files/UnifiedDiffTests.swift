import AgentSystem
import AgentTesting
import Testing

@testable import AgentTools

@Suite struct UnifiedDiffTests {
  private func diff(_ old: String, _ new: String, limit: Int = 1 << 20) -> String {
    UnifiedDiff.text(Array(old.utf8), Array(new.utf8), name: "f", limit: limit)
  }

  @Test func showsAChange() {
    let old = (1...9).map { "\($0)\n" }.joined()
    let expected = """
      --- f
      +++ f
      @@ -2,7 +2,7 @@
       2
       3
       4
      -5
      +five
       6
       7
       8

      """
    #expect(
      diff(old, old.split(separator: "\n").map { $0 == "5" ? "five\n" : "\($0)\n" }.joined()) == expected)
  }

  @Test func showsTheEndOfTheLastLine() {
    #expect(diff("a", "a\n") == "--- f\n+++ f\n@@ -1 +1 @@\n-a\n\\ No newline at end of file\n+a\n")
    #expect(diff("", "a\n") == "--- f\n+++ f\n@@ -0,0 +1 @@\n+a\n")
    #expect(diff("a\n", "") == "--- f\n+++ f\n@@ -1 +0,0 @@\n-a\n")
    #expect(diff("same", "same") == "")
  }

  /// patch(1) makes the new text of the old one, whatever was changed.
  @Test func patchTakesIt() throws {
    let directory = TestDirectory()
    var generator = SeededGenerator()
    for _ in 0..<TestDose.count(40, full: 400) {
      var lines = (0..<Int.random(in: 0...60, using: &generator)).map { "line \($0 % 7)" }
      let old = lines.map { $0 + "\n" }.joined()
      for _ in 0..<Int.random(in: 1...8, using: &generator) {
        let place = Int.random(in: 0...lines.count, using: &generator)
        switch Int.random(in: 0..<3, using: &generator) {
        case 0: lines.insert("new \(place)", at: place)
        case 1 where place < lines.count: lines.remove(at: place)
        default: if place < lines.count { lines[place] += " changed" }
        }
      }
      let new = lines.map { $0 + "\n" }.joined()
      let patch = diff(old, new)
      if old == new { continue }
      try directory.write("f", old)
      try directory.write("p", patch)
      let tool = BuiltCommand("/usr/bin/env", in: directory, environment: ["PATH": "/usr/bin:/bin"])
      let result = try tool.run("patch", "-s", "-f", "--posix", directory.path("f"), directory.path("p"))
      #expect(result.status == 0, "\(result.output)\(patch)")
      #expect(try directory.read("f") == new, "\(patch)")
    }
  }

  @Test func isBounded() {
    let old = (0..<3000).map { "a\($0)\n" }.joined()
    let new = (0..<3000).map { "b\($0)\n" }.joined()
    let text = diff(old, new, limit: 1000)
    #expect(text.utf8.count < 1100 && text.contains("left out") && text.contains("-a0\n"))
    let huge = String(repeating: "line\n", count: 300_000)
    #expect(diff("x" + huge + "x", "y" + huge + "y").contains("too many places"))
  }
}
