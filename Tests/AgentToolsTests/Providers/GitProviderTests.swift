import AgentSystem
import AgentTesting
import Glibc
import Testing

@testable import AgentTools

@Suite struct GitProviderTests {
  let bench = ToolBench()

  /// Runs git as a user would, with nothing of the machine's configuration.
  @discardableResult
  func git(_ arguments: String..., at place: String? = nil) throws -> Bool {
    let environment = [
      "PATH": "/usr/bin:/bin", "HOME": bench.directory.home, "GIT_CONFIG_NOSYSTEM": "1",
      "GIT_AUTHOR_NAME": "A", "GIT_AUTHOR_EMAIL": "a@example.org", "GIT_COMMITTER_NAME": "A",
      "GIT_COMMITTER_EMAIL": "a@example.org",
    ]
    let result = try BoundedRun.run(
      ["git", "-C", place ?? bench.directory.work] + arguments, environment: environment, directory: "/",
      input: [],
      outputLimit: 1 << 16, deadline: .after(milliseconds: 30_000), cancellation: Cancellation())
    return result.ending == .exited(.code(0))
  }

  func text() throws -> String? { try GitProvider().contribute(in: bench.context())?.text }

  @Test func aRepositoryTellsItsState() throws {
    #expect(try text() == nil)
    try git("init", "-q", "-b", "trunk")
    try bench.file("a", "one\n")
    try git("add", "a")
    try git("commit", "-q", "-m", "First")
    #expect(try text()?.contains("branch trunk, clean; last commit ") == true)
    try bench.file("a", "two\n")
    try bench.file("b", "new\n")
    #expect(try text()?.contains("branch trunk, 1 changed, 1 untracked; last commit ") == true)
    #expect(try text()?.contains("First") == true)
  }

  private func text(at workspace: String) throws -> String? {
    let tree = try ConfinedTree(workspace: workspace)
    return try GitProvider().contribute(in: bench.context(tree: tree))?.text
  }

  /// A repository with a commit beside the workspace.
  private func repository(_ name: String) throws -> String {
    let path = bench.directory.path(name)
    try bench.directory.write("\(name)/file", "one\n")
    try git("init", "-q", "-b", "trunk", at: path)
    try git("add", "-A", at: path)
    try git("commit", "-q", "-m", "First of \(name)", at: path)
    return path
  }

  @Test func aLinkedWorktreeTellsItsOwn() throws {
    let main = try repository("main")
    let linked = bench.directory.path("linked")
    #expect(try git("worktree", "add", "-q", "-b", "side", linked, at: main))
    try bench.directory.write("linked/new", "new\n")
    #expect(try text(at: linked)?.contains("branch side, 0 changed, 1 untracked; last commit ") == true)
    #expect(try text(at: linked)?.contains("First of main") == true)
    #expect(try text(at: main)?.contains("branch trunk, clean") == true)
  }

  @Test func aSubmoduleTellsItsOwn() throws {
    let (outer, inner) = (try repository("outer"), try repository("inner"))
    #expect(
      try git("-c", "protocol.file.allow=always", "submodule", "--quiet", "add", inner, "sub", at: outer))
    #expect(try text(at: outer + "/sub")?.contains("branch trunk, clean; last commit ") == true)
    #expect(try text(at: outer + "/sub")?.contains("First of inner") == true)
    try bench.directory.write("outer/sub/file", "two\n")
    #expect(try text(at: outer + "/sub")?.contains("1 changed") == true)
  }

  /// A file that names somebody else's repository gets nothing of it: that does not know the working tree.
  @Test(arguments: ["main/.git", "main/.git/worktrees/linked", "outer/.git/modules/sub", "gone", "."])
  func anotherRepositoryIsNobodysBusiness(_ target: String) throws {
    let main = try repository("main")
    try git("worktree", "add", "-q", bench.directory.path("linked"), at: main)
    let (outer, inner) = (try repository("outer"), try repository("inner"))
    try git("-c", "protocol.file.allow=always", "submodule", "--quiet", "add", inner, "sub", at: outer)
    #expect(Files.exists(bench.directory.path("outer/.git/modules/sub/HEAD")))
    try bench.file(".git", "gitdir: \(bench.directory.path(target))\n")
    #expect(try text() == nil)
  }

  /// Everything in a repository that names a program is set to one that leaves a mark. Marks can be left where the
  /// sandbox would not keep them from it: a program that is run would be seen to fail in its log, so the test
  /// looks at what git was told, too.
  @Test func aHostileRepositoryRunsNothing() throws {
    try git("init", "-q", "-b", "main")
    let mark = bench.directory.path("mark")
    let evil = try bench.directory.write("work/evil", "#!/bin/sh\ntouch \(mark) ./mark\ncat\n", mode: 0o755)
    try bench.file(".gitattributes", "* filter=evil diff=evil\n")
    try bench.file("a", "one\n")
    try git("add", "-A")
    try git("commit", "-q", "-m", "First")
    for key in [
      "core.fsmonitor", "filter.evil.clean", "filter.evil.smudge", "filter.evil.process",
      "diff.evil.textconv",
      "diff.external", "core.pager", "gpg.program", "core.sshCommand", "core.editor", "alias.status",
      "alias.log",
    ] {
      try git("config", key, evil)
    }
    try git("config", "log.showSignature", "true")
    try git("config", "core.hooksPath", bench.directory.work)
    try bench.file("post-index-change", "#!/bin/sh\ntouch \(mark)\n")
    chmod(bench.directory.path("work/post-index-change"), 0o755)
    try bench.file("a", "two\n")
    let said = try text()
    #expect(said?.contains("branch main") == true)
    #expect(!Files.exists(mark) && !Files.exists(bench.directory.path("work/mark")))
    // The sandbox would hide a mark. Without it there must be none either.
    let settings =
      GitProvider.settings + GitProvider.overrides(names: "filter.evil.clean\0filter.evil.process\0")
    var environment = ["PATH": "/usr/bin:/bin", "HOME": bench.directory.home]
    for variable in GitProvider.variables(settings) {
      let pair = variable.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      environment[String(pair[0])] = String(pair[1])
    }
    let result = try BoundedRun.run(
      ["/bin/sh", "-c", GitProvider.script(hasUntracked: true)], environment: environment,
      directory: bench.directory.work, input: [], outputLimit: 1 << 16,
      deadline: .after(milliseconds: 30_000), cancellation: Cancellation())
    #expect(result.output.contains("# branch.head main"))
    #expect(!Files.exists(mark) && !Files.exists(bench.directory.path("work/mark")))
    // And the test can fail: git without our settings does run it.
    try git("status")
    #expect(Files.exists(mark))
  }

  @Test func filtersAreFoundWhateverTheyAreCalled() {
    let names = "core.bare\0filter.a b.clean\0FILTER.x=y.process\0filter.a b.required\0filter.z\0"
    let filters = GitProvider.overrides(names: names).filter { $0.0.hasSuffix(".clean") }.map(\.0)
    #expect(filters == ["filter.a b.clean", "filter.x=y.clean"])
  }
}
