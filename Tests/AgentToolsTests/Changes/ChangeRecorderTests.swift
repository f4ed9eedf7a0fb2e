import AgentCore
import AgentFiles
import AgentJSON
import AgentSystem
import Glibc
import AgentTesting
import Testing

@testable import AgentTools

@Suite struct ChangeRecorderTests {
  let bench = ToolBench()

  private func recorder() throws -> ChangeRecorder {
    try #require(ChangeRecorder(try bench.writableTree(), runtime: bench.directory.runtimeDirectory))
  }

  private func record(_ recorder: ChangeRecorder, _ body: () throws -> Void) throws -> ChangeRecorder.Outcome
  {
    let before = try recorder.snapshot(check: { () throws(AgentError) in })
    try body()
    return recorder.changes(since: before)
  }

  private func kinds(_ outcome: ChangeRecorder.Outcome) -> [String] {
    outcome.changes.map { "\($0.kind.rawValue) \(Path.name($0.path))" }
  }

  @Test func seesWhatIsDifferent() throws {
    for name in ["changed", "deleted", "kept", "touched", "sub/deep"] {
      try bench.file(name, "old \(name)\n")
    }
    let recorder = try recorder()
    let outcome = try record(recorder) {
      try bench.file("changed", "new\n")
      try bench.file("sub/deep", "new\n")
      try bench.file("added", "new\n")
      unlink(bench.directory.path("work/deleted"))
      utimensat(AT_FDCWD, bench.directory.path("work/touched"), nil, 0)
    }
    #expect(kinds(outcome) == ["add added", "update changed", "delete deleted", "update deep"])
    #expect(outcome.gap == nil)
    guard case .saved(let blob, _, _) = outcome.changes[2].before else {
      Issue.record("not kept")
      return
    }
    let kept = try BlobStore(bench.directory.runtimeDirectory).get(blob)
    #expect(String(decoding: kept, as: UTF8.self) == "old deleted\n")
    // Another call begins with what this one left.
    let next = try record(recorder) { try bench.file("changed", "newer\n") }
    guard case .saved(let second, _, _) = next.changes.first?.before else {
      Issue.record("not kept")
      return
    }
    #expect(second == SHA256.hexDigest("new\n".utf8))
    #expect(try record(recorder) {}.changes.isEmpty)
  }

  @Test func modesCount() throws {
    try bench.file("run", "x")
    let outcome = try record(try recorder()) { chmod(bench.directory.path("work/run"), 0o755) }
    #expect(kinds(outcome) == ["update run"])
  }

  @Test func linksAndDirectoriesAreSeen() throws {
    let work = bench.directory.path("work")
    try bench.file("was", "a file\n")
    try bench.file("full/file", "x\n")
    symlink("nowhere", "\(work)/kept")
    symlink("was", "\(work)/gone")
    symlink("was", "\(work)/turned")
    let recorder = try recorder()
    let outcome = try record(recorder) {
      unlink("\(work)/gone")
      unlink("\(work)/turned")
      try bench.file("turned", "a file now\n")
      unlink("\(work)/was")
      symlink("elsewhere", "\(work)/was")
      mkdir("\(work)/empty", 0o755)
      unlink("\(work)/full/file")
      rmdir("\(work)/full")
    }
    #expect(outcome.gap == nil)
    #expect(
      kinds(outcome) == [
        "add empty", "delete full", "delete file", "delete gone", "update turned", "update was",
      ])
    #expect(outcome.changes[0].after == .directory(0o755))
    #expect(outcome.changes[3].before == .link("was") && outcome.changes[3].after == .absent)
    #expect(outcome.changes[4].before == .link("was"))
    #expect(outcome.changes[5].after == .link("elsewhere"))
    #expect(try record(recorder) {}.changes.isEmpty)
  }

  /// Two names that Unicode calls the same are two files.
  @Test func namesAreBytes() throws {
    let names = ["caf\u{e9}", "cafe\u{301}"]
    for name in names { try bench.file(name, "old \(name.utf8.count)\n") }
    let recorder = try recorder()
    let outcome = try record(recorder) { try bench.file(names[0], "new\n") }
    #expect(outcome.changes.count == 1)
    #expect(outcome.changes.first.map { Path.name($0.path).utf8.count } == names[0].utf8.count)
    let both = try record(recorder) { for name in names { unlink(bench.directory.path("work/\(name)")) } }
    #expect(Set(both.changes.map { Path.name($0.path).utf8.count }) == [5, 6])
    let blobs = both.changes.compactMap { change -> String? in
      if case .saved(let blob, _, _) = change.before { blob } else { nil }
    }
    #expect(Set(blobs) == [SHA256.hexDigest("new\n".utf8), SHA256.hexDigest("old 6\n".utf8)])
  }

  @Test func whatIsIgnoredIsNotLookedAt() throws {
    try bench.file(".gitignore", "build/\n")
    try bench.file("build/x", "old")
    let outcome = try record(try recorder()) {
      try bench.file("build/x", "new")
      try bench.file(".git/x", "new")
    }
    #expect(outcome == ChangeRecorder.Outcome())
  }

  /// A file that comes out of hiding was there before: undo must not remove it.
  @Test func rulesThatChangeLeaveNothingToBeRemoved() throws {
    try bench.file(".gitignore", "secret\n")
    try bench.file("secret", "mine")
    let outcome = try record(try recorder()) { try bench.file(".gitignore", "other\n") }
    #expect(outcome.gap != nil)
    let change = try #require(outcome.changes.first { $0.path.hasSuffix("/secret") })
    #expect(change.before == .unknown)
  }

  @Test func tooManyFilesAreSaid() throws {
    for number in 0...ChangeRecorder.fileLimit {
      let file = open(bench.directory.path("work/f\(number)"), O_CREAT | O_WRONLY, 0o600)
      close(file)
    }
    let recorder = try recorder()
    let outcome = try record(recorder) { try bench.file("f0", "new") }
    #expect(outcome.gap?.contains("10000 files") == true && outcome.changes.isEmpty)
  }

  @Test func aFileTooLargeToKeepIsSaid() throws {
    let path = try bench.file("large", "x")
    #expect(truncate(path, off_t(ChangeRecorder.singleLimit + 1)) == 0)
    let outcome = try record(try recorder()) { #expect(truncate(path, 5) == 0) }
    #expect(kinds(outcome) == ["update large"] && outcome.changes[0].before == .unknown && outcome.gap != nil)
  }

  @Test func nothingIsKeptWhereNothingIsWritable() throws {
    #expect(ChangeRecorder(try bench.tree(), runtime: bench.directory.runtimeDirectory) == nil)
  }

  @Test(arguments: [
    (ToolDescription.SideEffects.read, false), (.state, false), (.write, true), (.network, true),
    (.destructive, true),
  ])
  func concernsWhatMayWrite(_ effects: ToolDescription.SideEffects, _ expected: Bool) {
    let tool = ToolDescription(name: "t", description: "t", parameters: [:], sideEffects: effects)
    #expect(ChangeRecorder.concerns(tool) == expected)
    #expect(!ChangeRecorder.concerns(WriteTool().description))
  }
}
