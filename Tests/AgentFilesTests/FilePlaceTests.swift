import AgentCore
import AgentSystem
import AgentTesting
import Glibc
import Testing

@testable import AgentFiles

@Suite struct FilePlaceTests {
  let bench = FilesBench()

  private func mode(_ name: String) throws -> UInt32 {
    try #require(try Files.status(bench.directory.path("work/\(name)"))).st_mode & 0o7777
  }

  @Test func modesAreKept() throws {
    try bench.file("run.sh", "old", mode: 0o751)
    try bench.write("run.sh", "new")
    #expect(try mode("run.sh") == 0o751)
    // A program that runs as another user does not get new contents with that right.
    try bench.file("special", "old")
    #expect(chmod(bench.directory.path("work/special"), 0o4755) == 0)
    try bench.write("special", "new")
    #expect(try mode("special") == 0o755)
  }

  /// What is no file of its own is neither read nor replaced.
  @Test func onlyRegularFiles() throws {
    mkfifo(bench.directory.path("work/fifo"), 0o600)
    try bench.file("folder/x", "")
    try bench.file("first", "old")
    #expect(link(bench.directory.path("work/first"), bench.directory.path("work/second")) == 0)
    for (name, words) in [("fifo", "not a regular file"), ("folder", "directory"), ("second", "2 names")] {
      let error = #expect(throws: AgentError.self) { try bench.write(name, "new") }
      #expect(error?.exitCode == .badData && error?.message.contains(words) == true, "\(name)")
    }
    #expect(try bench.text("first") == "old")
  }

  /// Nothing is written over what somebody else has written since it was read.
  @Test func whatChangedMeanwhileStays() throws {
    try bench.file("file", "old")
    let tree = try bench.tree()
    let earlier = try tree.place("file").read(limit: 100)
    let absent = try tree.place("new").read(limit: 100)
    #expect(absent == nil)
    try bench.file("file", "theirs")
    try bench.file("new", "theirs")
    for (name, contents) in [("file", earlier), ("new", absent)] {
      let error = #expect(throws: AgentError.self) {
        try tree.place(name).replace(with: Array("ours".utf8), after: contents)
      }
      #expect(error?.message.contains("somebody else") == true)
      #expect(try bench.text(name) == "theirs")
    }
    #expect(throws: AgentError.self) { try tree.place("file").remove(after: try #require(earlier)) }
    #expect(bench.names() == ["file", "new"])
  }

  @Test func removes() throws {
    try bench.file("file", "old")
    let place = try bench.tree().place("file")
    try place.remove(after: try #require(try place.read(limit: 100)))
    #expect(bench.names().isEmpty)
  }
}
