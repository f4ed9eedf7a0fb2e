@testable import AgentExtract
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
    var rules = IgnoreRules()
    rules.add(pattern, folder: "/r")
    #expect(rules.ignores("/r/" + path, isDirectory: false) == isIgnored)
  }

  @Test func foldersOnly() {
    var rules = IgnoreRules()
    rules.add("build/", folder: "/r")
    #expect(rules.ignores("/r/a/build", isDirectory: true))
    #expect(!rules.ignores("/r/a/build", isDirectory: false))
  }

  @Test func theLastAndTheNearestPatternDecides() {
    var rules = IgnoreRules()
    rules.add("*.log\n!keep.log", folder: "/r")
    rules.add("keep.log", folder: "/r/a")
    #expect(!rules.ignores("/r/keep.log", isDirectory: false))
    #expect(rules.ignores("/r/a/keep.log", isDirectory: false))
  }

  @Test func manyStarsTakeNoTime() {
    var rules = IgnoreRules()
    rules.add(String(repeating: "*a", count: 40) + "b", folder: "/r")
    #expect(!rules.ignores("/r/" + String(repeating: "a", count: 200), isDirectory: false))
  }
}
