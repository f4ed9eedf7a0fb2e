import AgentCore
import AgentJSON
import Testing

@testable import AgentFiles

@Suite struct FileChangeTests {
  static let changes = [
    FileChange(
      path: "/w/a", root: "/w", kind: .add, before: .absent,
      after: .present(sha256: "aa", bytes: 3, mode: 0o644)),
    FileChange(
      path: "/w/b", root: "/w", kind: .delete, before: .saved(blob: "bb", bytes: 4, mode: 0o755),
      after: .absent),
    FileChange(path: "/w/l", root: "/w", kind: .update, before: .link("../a"), after: .directory(0o755)),
    FileChange(path: "/w/d", root: "/w", kind: .update, before: .directory(0o700), after: .link("x")),
    FileChange(path: "/w/c", root: "/w", kind: .update, before: .unknown, after: .unknown),
  ]

  @Test(arguments: changes) func readsBackWhatItWrote(_ change: FileChange) {
    #expect(FileChange(change.json) == change)
  }

  /// A blob that only a change names is one that the log names.
  @Test func theBlobIsFound() {
    #expect(BlobStore.digests(in: .array(Self.changes.map(\.json))) == ["bb"])
  }

  @Test(arguments: [
    #"{"path":"a","kind":"update"}"#, #"{"path":"a","root":"/","kind":"rename"}"#, "[]",
  ])
  func othersAreNotOurs(_ text: String) throws { #expect(FileChange(try JSON(parsing: text)) == nil) }
}
