import AgentTesting
import Glibc
import Testing

@testable import AgentFiles

@Suite struct ProgramPathTests {
  let bench = FilesBench()

  private func path(_ entries: [String], _ directories: [String], home: String = "/nowhere") -> String? {
    ProgramPath.leaving(
      directories, ["PATH": entries.joined(separator: ":"), "HOME": home],
      runtime: bench.directory.path("runtime"))["PATH"]
  }

  @Test func nothingOfAWritableDirectoryIsInIt() throws {
    let work = bench.directory.work
    try bench.file("bin/x", "")
    bench.link("out", to: "/usr/bin")
    let outside = bench.directory.path("outside")
    #expect(outside.withCString { name in work.withCString { symlink($0, name) } } == 0)
    let entries = [
      "\(work)/bin", "/usr/bin", work, "\(work)/out", "\(outside)/bin", "bin", "", "\(work)/gone", "\(work)2",
      "/bin",
    ]
    #expect(path(entries, [work]) == "/usr/bin:\(work)2:/bin")
    #expect(path(["\(work)/bin"], ["/other", work]) == "/usr/local/bin:/usr/bin:/bin")
    #expect(path(entries, []) == entries.joined(separator: ":"))
    // What is never writable is as it was.
    #expect(path(entries, [work], home: work) == entries.joined(separator: ":"))
  }
}
