import AgentTesting
import Testing

/// Libraries that are opened at run time: where one lacks what is used of it, the command that needs it says so, and
/// with which package it comes. Here each lacks everything.
@Suite struct MissingLibraryTests {
  @Test(arguments: [
    ("libcurl.so.4", "libcurl4", "agent-turn", ["--base-url", "http://127.0.0.1:9/v1", "-m", "m", "go"]),
    ("libxml2.so.2", "libxml2", "agent-extract", ["page.html"]),
    ("libuchardet.so.0", "libuchardet0", "agent-extract", ["latin.txt"]),
    ("libsqlite3.so.0", "libsqlite3-0", "agent-memory", ["add", "a fact"]),
  ])
  func itIsNamedWithItsPackage(
    _ library: String, _ package: String, _ command: String, _ arguments: [String]
  ) throws {
    let directory = TestDirectory()
    try directory.write("work/page.html", "<html><body><p>text</p></body></html>")
    try directory.write("work/latin.txt", Array("Stra".utf8) + [0xdf, 0x65, 0x0a])
    let made = try BuiltCommand("/usr/bin/cc", in: directory).run(
      "-shared", "-nostdlib", "-o", directory.path(library), "-x", "c", "/dev/null")
    try #require(made.status == 0, "\(made.errors)")

    let tool = BuiltCommand(command, in: directory, environment: ["LD_LIBRARY_PATH": directory.root])
    let result = try tool.run(arguments)
    #expect(result.status == 69, "\(result.errors)")
    #expect(result.errors.contains("\(library) is missing or too old (apt-get install \(package))"))
    #expect(try BuiltCommand(command, in: directory).run("--version").status == 0)
  }
}
