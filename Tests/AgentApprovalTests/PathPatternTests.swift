import Testing

@testable import AgentApproval

@Suite struct PathPatternTests {
  @Test(arguments: [
    ("secrets/**", "/w/secrets/a", true), ("secrets/**", "/w/secrets/a/b", true),
    ("secrets/**", "/w/secrets", true),
    ("secrets/**", "/w/a/secrets/b", false), ("**/.env", "/w/.env", true), ("**/.env", "/w/a/b/.env", true),
    ("**/.env", "/w/a/.envrc", false), ("*.c", "/w/a.c", true), ("*.c", "/w/x/a.c", false),
    ("**/*.c", "/w/x/a.c", true), ("**", "/w/x", true), ("**", "/other", false),
    ("/etc/**", "/etc/passwd", true),
    ("/etc/**", "/w/etc/passwd", false), ("a/**/b/**/c", "/w/a/x/b/y/z/c", true),
    ("a/**/b/**/c", "/w/a/x/y/z/c", false), ("./src/*", "/w/src/a", true),
    ("secrets/**", "/wx/secrets/a", false),
  ])
  func table(_ pattern: String, _ path: String, _ expected: Bool) {
    #expect(PathPattern(pattern).matches(path, workspace: "/w") == expected)
  }
}
