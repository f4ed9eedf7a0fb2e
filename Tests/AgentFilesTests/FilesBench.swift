import AgentSystem
import AgentTesting
import Glibc

@testable import AgentFiles

/// A writable directory of a test's own.
struct FilesBench {
  let directory = TestDirectory()

  func tree(_ directories: [String]? = nil) throws -> WritableTree {
    try WritableTree(directories ?? [directory.work])
  }

  @discardableResult
  func file(_ name: String, _ text: String, mode: UInt32 = 0o644) throws -> String {
    try directory.write("work/\(name)", text, mode: mode)
  }

  func text(_ name: String) throws -> String { try directory.read("work/\(name)") }

  func link(_ name: String, to target: String) { symlink(target, directory.path("work/\(name)")) }

  /// Writes as the tools do.
  func write(_ path: String, _ text: String, _ tree: WritableTree? = nil) throws {
    let tree = try tree ?? self.tree()
    let earlier = try tree.place(path).read(limit: 1 << 20)
    try tree.place(path).replace(with: Array(text.utf8), after: earlier)
  }

  /// The names in the directory, those of temporary files too.
  func names(_ folder: String = "work") -> [String] { (try? Files.list(directory.path(folder))) ?? [] }
}
