import Testing

@testable import AgentApproval

@Suite struct CommandPatternTests {
  private func matches(_ pattern: String, _ line: String, _ certainty: CommandPattern.Certainty) throws
    -> Bool
  {
    let command = try #require(CommandLine(line).commands.first)
    return try CommandPattern(pattern).matches(command, certainty)
  }

  @Test(arguments: [
    ("git status*", "git status"), ("git status*", "git status -s"), ("git status *", "git status -s x"),
    ("git status *", "git status"), ("git log*", "git log $X"), ("ls", "ls"), ("make -j?", "make -j4"),
    ("git commit -m *", "git commit -m 'a b'"), ("cat src/*", "cat src/a/b"), ("echo 'a b'", "echo a\\ b"),
    ("git * --short", "git status --short"), ("echo '*'", "echo '*'"), ("A=* make*", "A=1 make all"),
    ("make* > build.log", "make all > build.log"), ("make* > *.log", "make > x.log"), ("[ab] x", "a x"),
    ("PATH=*", "PATH=/x"), ("> x", "> x"),
  ])
  func surely(_ pattern: String, _ line: String) throws {
    #expect(try matches(pattern, line, .surely))
    #expect(try matches(pattern, line, .possibly))
  }

  @Test(arguments: [
    ("git status", "git status -s"), ("git status *", "git statusx"), ("ls", "ls x"), ("ls x", "ls"),
    ("git status*", "git stash"), ("git status*", "./git status"), ("git status*", "/bin/git status"),
    ("git log*", "git $X"), ("ls *.c x", "ls *.c x"), ("echo '*'", "echo a"), ("make*", "A=1 make"),
    ("make*", "make > f"), ("make* > a", "make > b"), ("make* > a", "make >> a"), ("make* > a", "make"),
    ("make*", "PATH=/x"), ("*", "> f"), ("*", "A=1"), ("cat*", "cat < f"), ("rm -rf x", "rm -rf $X"),
    ("git * --short", "git $X --short"),
  ])
  func notSurely(_ pattern: String, _ line: String) throws {
    #expect(try !matches(pattern, line, .surely))
  }

  /// To deny, what might fit is enough.
  @Test(arguments: [
    ("rm *", "/bin/rm -r x"), ("rm *", "./rm x"), ("rm -rf /*", "rm $X"), ("rm -rf /", "rm -rf \"$X\""),
    ("rm*", "A=1 rm x > f"), ("* > /etc/*", "echo x > /etc/passwd"), ("* > /etc/*", "echo x > $F"),
    ("git push*", "git push --force"),
  ])
  func possibly(_ pattern: String, _ line: String) throws {
    #expect(try matches(pattern, line, .possibly))
  }

  @Test(arguments: [
    ("rm *", "ls"), ("git push*", "git pull"), ("* > /etc/*", "echo x > f"), ("rm x", "rm y"),
  ])
  func notEvenPossibly(_ pattern: String, _ line: String) throws {
    #expect(try !matches(pattern, line, .possibly))
  }

  @Test(arguments: ["a && b", "a; b", "a | b", "$(a)", "$X", "`a`", "", "a <(b)", "(a)", "'", "cat <<E"])
  func whatIsNoPattern(_ text: String) {
    #expect(throws: ShellParser.Misunderstood.self) { try CommandPattern(text) }
  }
}
