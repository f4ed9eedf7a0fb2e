import Testing

@testable import AgentFiles

@Suite struct GitPathsTests {
  @Test(arguments: [
    ("[core]\n\thooksPath = .husky\n", [".husky"]), ("[CORE]\r\n hookspath=a b \r\n", ["a b"]),
    ("[core] hooksPath = x", ["x"]), ("[core]\nhooksPath = \"a#b\" ; c\n", ["a#b"]),
    ("[core]\nhooksPath = a # c\n", ["a"]), ("[core]\nhooksPath =\n", []), ("[core]\nhooksPath = ~/x\n", []),
    ("[core]\nhooksPath = a\n[user]\nname = b\n[core]\nhooksPath = c\n", ["a", "c"]),
    ("[core \"x\"]\nhooksPath = a\n", []), ("[user]\nhooksPath = a\n", []), ("[core]\n# hooksPath = a\n", []),
    ("[core]\nhooksPathX = a\n", []), ("[core\nhooksPath = a\n", []), ("", []), ("[core]\nhooksPath\n", []),
    ("[core]\nhooksPath = a\0b\n", []), ("[core]\nhooksPath = \u{301}a\n", ["\u{301}a"]),
    ("[include]\n\tpath = ../.gitconfig\n\tpath = /x/y\n", [".git/../.gitconfig", "/x/y"]),
    ("[includeIf \"gitdir:a]b\"]\n\tpath = c\n", [".git/c"]), ("[core]\npath = a\n", []),
  ])
  func areFound(_ text: String, _ expected: [String]) {
    #expect(GitPaths.parse(Array(text.utf8)) == expected, "\(text)")
  }
}
