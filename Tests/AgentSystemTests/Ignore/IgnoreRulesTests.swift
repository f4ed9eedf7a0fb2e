import AgentSystem
import Testing

struct IgnoreRulesTests {
  @Test(arguments: [
    ("*.log", "x.log", true), ("*.log", "a/b/x.log", true), ("/x.log", "a/x.log", false),
    ("a/b", "a/b", true),
    ("a/b", "c/a/b", false), ("**/b", "a/c/b", true), ("a/**", "a/x/y", true), ("a/**", "a", false),
    ("a/**/b", "a/b", true), ("a/**/b", "a/x/y/b", true), ("x?.t", "x1.t", true), ("x?.t", "x/.t", false),
    ("[a-c].t", "b.t", true), ("[!a-c].t", "b.t", false), ("\\#x", "#x", true), ("# x", "# x", false),
    ("*a*b*c", "xxaxxbxxc", true), ("*a*b*c", "xxaxxbxx", false), ("x \\ ", "x  ", true), ("*", "a/b", true),
  ])
  func patterns(_ pattern: String, _ path: String, _ isIgnored: Bool) {
    let rules = IgnoreRules().adding(Array(pattern.utf8), in: "")
    #expect(rules.isIgnored(path, isDirectory: false) == isIgnored)
  }

  @Test func foldersOnly() {
    let rules = IgnoreRules().adding(Array("build/".utf8), in: "")
    #expect(rules.isIgnored("a/build", isDirectory: true))
    #expect(!rules.isIgnored("a/build", isDirectory: false))
  }

  @Test func theLastAndTheNearestPatternDecides() {
    let rules = IgnoreRules().adding(Array("*.log\n!keep.log".utf8), in: "")
      .adding(Array("keep.log".utf8), in: "a")
    #expect(!rules.isIgnored("keep.log", isDirectory: false))
    #expect(rules.isIgnored("a/keep.log", isDirectory: false))
    #expect(rules.isIgnored("b/other.log", isDirectory: false))
  }

  @Test func aFileWithoutPatternsSaysNothing() {
    #expect(IgnoreRules().adding(Array("# only words\n\n".utf8), in: "").isEmpty)
  }

  @Test func noSignMatchesASlash() {
    for pattern in ["*", "?", "*b", "a*", "a?b", "[!x]", "a[^x]b", "*/*/*"] {
      #expect(!Glob(pattern.utf8).matches("a/b".utf8))
    }
    #expect(Glob("*/*".utf8).matches("a/b".utf8) && Glob("a/b".utf8).matches("a/b".utf8))
  }

  @Test func manyStarsTakeNoTime() {
    let pattern = String(repeating: "*a", count: 40) + "b"
    let rules = IgnoreRules().adding(Array(pattern.utf8), in: "")
    #expect(!rules.isIgnored(String(repeating: "a", count: 200), isDirectory: false))
  }

  @Test func manyAnyDepthsTakeNoTime() {
    let pattern = String(repeating: "**/a/", count: 12) + "b"
    let rules = IgnoreRules().adding(Array(pattern.utf8), in: "")
    #expect(!rules.isIgnored(String(repeating: "a/", count: 60) + "c", isDirectory: false))
    #expect(rules.isIgnored(String(repeating: "a/", count: 60) + "b", isDirectory: false))
  }

  @Test(arguments: [
    ("**/a/**/b", "x/a/y/a/b", true), ("**/a/b/**", "a/a/b/c", true), ("**/a/b/**", "a/a/b", false),
    ("**/**", "a", true), ("a/**/**/b", "a/b", true), ("a/**/b/**/c", "a/b/x/b/c", true),
    ("a/**/b/c", "a/b/x/c", false), ("**/a", "a/b", false),
  ])
  func anyDepth(_ pattern: String, _ path: String, _ isIgnored: Bool) {
    let rules = IgnoreRules().adding(Array(pattern.utf8), in: "")
    #expect(rules.isIgnored(path, isDirectory: false) == isIgnored)
  }
}
