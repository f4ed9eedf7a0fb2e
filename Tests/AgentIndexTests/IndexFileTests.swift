import AgentCore
import AgentSession
import AgentStore
import AgentSystem
import AgentTesting
import Glibc
import Testing

@testable import AgentIndex

@Suite struct IndexFileTests {
  @Test func isMadeWhereItIsMissing() throws {
    let scene = IndexScene()
    #expect(try scene.found("apples").isEmpty)
    // Nothing is made where there are no sessions.
    #expect(!Files.exists(scene.directory.runtime))
    try scene.make(nil, ("apples", "yes"))
    #expect(try scene.found("apples").count == 1)
    #expect(try Files.status(scene.file.path).map { $0.st_mode & 0o777 } == 0o600)
    try Files.remove(scene.file.path)
    #expect(try scene.found("apples").count == 1)
    #expect(Files.exists(scene.file.path))
  }

  @Test(arguments: [[], Array("junk".utf8), [UInt8](repeating: 0, count: 9000)]) func isMadeAnewWhereItIsNone(
    _ junk: [UInt8]
  ) throws {
    let scene = IndexScene()
    try scene.make(nil, ("apples", "yes"))
    #expect(try scene.found("apples").count == 1)
    for suffix in ["", "-wal", "-shm"] {
      try Files.replace(scene.file.path + suffix, with: junk)
      let result = try scene.result("apples")
      #expect(result.hits.count == 1 && result.notices.isEmpty, "\(suffix)")
    }
  }

  /// One that a later version has made is left to that.
  @Test func aNewerOneIsLeftAlone() throws {
    let scene = IndexScene()
    try scene.make(nil, ("apples", "yes"))
    #expect(try scene.found("apples").count == 1)
    try Database(scene.file.path, mode: .write).execute("PRAGMA user_version = 99")
    let result = try scene.result("apples")
    #expect(result.hits.count == 1)
    #expect(result.notices.count == 1 && result.notices[0].contains("newer version"))
    #expect(try Database(scene.file.path, mode: .read).int("PRAGMA user_version") == 99)
  }

  @Test func whoeverWritesIsWaitedFor() throws {
    let scene = IndexScene()
    let id = try scene.make(nil, ("apples", "yes"))
    #expect(try scene.found("apples").count == 1)
    let other = try Database(scene.file.path, mode: .write)
    try other.write {
      // What is in it can be read meanwhile.
      #expect(try scene.found("apples").count == 1)
      try scene.add("pears", "yes", turn: 2, to: id)
      let file = IndexFile(scene.directory.runtimeDirectory, patience: 30)
      let failure = #expect(throws: AgentError.self) {
        try SessionSearch(scene.store, file: file).results(for: SearchQuery("pears"))
      }
      #expect(failure?.exitCode == .temporary)
    }
    #expect(try scene.found("pears").count == 1)
  }

  /// A directory that cannot be written is answered from memory, and that is told.
  @Test func onAReadOnlyDirectory() throws {
    let scene = IndexScene()
    try scene.make(nil, ("apples", "yes"))
    try scene.directory.write("runtime/cache", "in the way")
    let result = try scene.result("apples")
    #expect(result.hits.count == 1)
    #expect(result.notices.count == 1)
  }
}
