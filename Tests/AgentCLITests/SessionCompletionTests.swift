import AgentTesting
import Testing

@testable import AgentCLI

@Suite struct SessionCompletionTests {
  @Test func listsNewestFirst() throws {
    let directory = TestDirectory()
    let ids = ["20260101T000000.000Z-0001", "20260301T000000.000Z-0003", "20260201T000000.000Z-0002"]
    for id in ids { try directory.write("runtime/sessions/\(id).ndjson", "") }
    try directory.write("runtime/sessions/notes.ndjson", "")
    try directory.write("runtime/sessions/20260401T000000.000Z-0004.tmp", "")
    #expect(SessionCompletion.newest(in: directory.runtimeDirectory) == ids.sorted().reversed())
  }

  @Test func offersNothingWithoutADirectory() {
    #expect(SessionCompletion.newest(in: TestDirectory().runtimeDirectory).isEmpty)
  }

  @Test(
    arguments: [
      (["agent-session", "--runtime-dir", "/a", "show"], "/a"),
      (["agent-session", "show", "--runtime-dir=/b"], "/b"),
      (["agent-session", "show", "--runtime-dir"], nil),
      (["agent-session", "show"], nil),
    ] as [([String], String?)])
  func findsTheRuntimeDirectory(words: [String], expected: String?) {
    #expect(SessionCompletion.runtimeDirectory(in: words) == expected)
  }
}
