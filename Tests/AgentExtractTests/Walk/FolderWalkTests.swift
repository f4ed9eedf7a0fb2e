@testable import AgentExtract
import AgentTesting
import Glibc
import Testing

struct FolderWalkTests {
  private func names(_ directory: TestDirectory, ignoring: Bool = true) throws -> [String] {
    var names: [String] = []
    try FolderWalk(root: directory.work, shownRoot: ".", usesIgnoreFiles: ignoring).run { entry in
      if case .file(_, let name) = entry { names.append(name) }
    }
    return names
  }

  @Test func nestedIgnoreFilesSpeak() throws {
    let directory = TestDirectory()
    for (name, text) in [
      (".git/config", "x"), (".git/info/exclude", "excluded\n"), (".gitignore", "*.log\n!keep.log\n/top\n"),
      ("a.log", ""),
      ("keep.log", ""), ("top", ""), ("excluded", ""), ("sub/top", ""), ("sub/.gitignore", "x\n"),
      ("sub/x", ""), ("sub/y", ""),
    ] { try directory.write("work/" + name, text) }
    #expect(try names(directory) == [".gitignore", "keep.log", "sub/.gitignore", "sub/top", "sub/y"])
    #expect(try names(directory, ignoring: false).contains("a.log"))
    #expect(try !names(directory, ignoring: false).contains(".git/config"))
  }

  @Test func builtInRulesSpeakOnlyAlone() throws {
    let directory = TestDirectory()
    for name in ["node_modules/a.js", "lib/b.py", "build/c.txt"] { try directory.write("work/" + name, "") }
    #expect(try names(directory) == ["build/c.txt", "lib/b.py"])
    try directory.write("work/.gitignore", "*.tmp\n")
    #expect(try names(directory).contains("node_modules/a.js"))
  }

  @Test func linksAndPipesAreSkipped() throws {
    let directory = TestDirectory()
    try directory.write("work/a", "")
    symlink(directory.work, directory.path("work/loop"))
    symlink("/etc", directory.path("work/out"))
    mkfifo(directory.path("work/pipe"), 0o600)
    #expect(try names(directory) == ["a"])
  }

  @Test func treesAreDrawn() {
    var tree = TreeDrawing()
    for path in ["a/", "a/b", "a/c", "d"] { tree.add(path) }
    #expect(tree.text(root: "r") == "r/\n├── a/\n│   ├── b\n│   └── c\n└── d\n")
  }
}
