import AgentJSON
import AgentSystem
import AgentTesting
import Glibc
import Testing

struct ExtractFailureTests {
  @Test(
    arguments: [
      (["missing"], 66), ([], 64), (["--format", "yaml", "a"], 64), (["--pages", "x", "a"], 64),
      (["--include", "formulas", "a"], 64), (["--ocr", "auto", "a"], 64), (["--type", "image/png", "a"], 64),
      (["--overlap", "5", "a"], 64), (["--chunk-tokens", "50", "a"], 64),
      (["https://example.org/"], 69),
      (["/dev/zero"], 65), (["binary"], 65), (["cut.zip"], 65),
      (["--main", "--full", "a"], 64),
      (["--max-bytes", "1", "a"], 65),
    ] as [([String], Int32)])
  func eachHasItsCodeAndOneLine(_ arguments: [String], _ status: Int32) throws {
    let directory = TestDirectory()
    try directory.write("work/a", "text\n")
    try directory.write("work/binary", Array(0...255))
    try directory.write("work/cut.zip", [0x50, 0x4b, 3, 4, 0, 0])
    mkfifo(directory.path("work/pipe"), 0o600)
    let result = try BuiltCommand("agent-extract", in: directory).run(arguments)
    #expect(result.status == status)
    #expect(result.stdout.isEmpty)
    #expect(result.errors.split(separator: "\n").count == 1)
  }

  @Test func theOthersAreStillDone() throws {
    let directory = TestDirectory()
    try directory.write("work/a.txt", "text\n")
    let command = BuiltCommand("agent-extract", in: directory)
    let result = try command.run("missing", "a.txt")
    #expect(result.status == 2)
    #expect(result.output == "# a.txt\n\ntext\n")
    #expect(result.errors.contains("missing: no such file"))

    let records = try command.run("-j", "missing", "a.txt").lines.map { try JSON(parsing: $0) }
    #expect(records.map { $0["type"]?.string } == ["error", "document", "error"])
    #expect(records.last?["exit"]?.int == 2)
    #expect(records[0]["code"]?.string == "input_missing")

    let array = try JSON(parsing: try command.run("--format", "json", "missing", "a.txt").stdout)
    #expect(array.array?.count == 3)
  }

  @Test func anOnlyInputEndsInOneRecord() throws {
    let directory = TestDirectory()
    let result = try BuiltCommand("agent-extract", in: directory).run("-j", "missing")
    #expect(result.status == 66 && result.lines.count == 1)
    #expect(try JSON(parsing: result.lines[0])["type"]?.string == "error")
  }

  @Test func whatAFolderCannotGiveIsTold() throws {
    let directory = TestDirectory()
    try directory.write("work/a.txt", "text\n")
    try directory.write("work/b.dat", Array(0...255))
    try directory.write("work/c.docx", [0x50, 0x4b, 3, 4, 0, 0])
    let result = try BuiltCommand("agent-extract", in: directory).run("-j", ".")
    #expect(result.status == 2)
    let types = try result.lines.map { try JSON(parsing: $0)["type"]?.string }
    #expect(types == ["document", "notice", "error", "error"])
  }

  @Test func aClosedReaderEndsItQuietly() throws {
    let directory = TestDirectory()
    try directory.write("work/a.txt", String(repeating: "line\n", count: 200_000))
    let command = BuiltCommand("agent-extract", in: directory)
    let child = try command.spawn(["a.txt"])
    close(child.standardOutput)
    #expect(child.wait()?.status == 141)
    close(child.standardError)
  }

  @Test func aFullDiskIsAnError() throws {
    let directory = TestDirectory()
    try directory.write("work/a.txt", "text\n")
    let full = open("/dev/full", O_WRONLY)
    defer { close(full) }
    let child = try BuiltCommand("agent-extract", in: directory).spawn(["a.txt"], output: .descriptor(full))
    #expect(child.wait()?.status == 74)
    close(child.standardError)
  }
}
