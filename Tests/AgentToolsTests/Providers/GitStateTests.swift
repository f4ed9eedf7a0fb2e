import Testing

@testable import AgentTools

@Suite struct GitStateTests {
  @Test func countsAreThoseOfPorcelain() {
    let text = """
      1a2b3c4 Mend the thing
      # branch.oid 1a2b3c4d
      # branch.head main
      1 .M N... 100644 100644 100644 a b file
      2 R. N... 100644 100644 100644 a b R100 new\told
      u UU N... 1 2 3 4 a b c file
      ? new file
      """
    let state = GitState(parsing: text, hasUntracked: true)
    #expect(state.text == "branch main, 3 changed, 1 untracked; last commit 1a2b3c4 Mend the thing")
    #expect(
      GitState(parsing: text, hasUntracked: false).text
        == "branch main, 3 changed; last commit 1a2b3c4 Mend the thing")
  }

  @Test func aNewRepositoryHasNoCommit() {
    #expect(
      GitState(parsing: "\n# branch.oid (initial)\n# branch.head main\n", hasUntracked: true).text
        == "branch main, clean")
  }

  @Test(arguments: [("ref: refs/heads/a/b\n", "branch a/b"), ("1a2b\n", "branch (detached)")])
  func theBranchAloneIsInHEAD(_ head: String, _ text: String) { #expect(GitState(head: head).text == text) }

  @Test func wordsOfOthersAreShortAndPlain() {
    let text = "1a2b \u{1b}[31m" + String(repeating: "x", count: 500) + "\n# branch.head main\n"
    let state = GitState(parsing: text, hasUntracked: true)
    #expect(state.text.count < 200 && !state.text.contains("\u{1b}"))
  }
}
