import AgentJSON
import AgentSystem
import AgentTesting
import Glibc
import Testing

@Suite struct ExtractSignalTests {
  static let signals: [Int32] = [SIGINT, SIGTERM, SIGHUP, SIGPIPE]

  /// The program that reads a PDF listens to no signal; it ends all the same.
  @Test(arguments: signals)
  func theProgramItRunsEndsWithIt(_ signal: Int32) throws {
    let directory = TestDirectory()
    let command = BuiltCommand("agent-extract", in: directory, environment: try directory.endlessPDF())
    let child = try command.spawn(["-j", "endless.pdf"])
    #expect(directory.isReading())
    child.signal(signal)
    let output = try IO.readToEnd(child.standardOutput)
    #expect(child.end(within: 10_000)?.status == 128 + signal)
    #expect(processes(in: directory).isEmpty)
    close(child.standardOutput)
    close(child.standardError)
    // Whoever reads the records is told that they are not all.
    if signal != SIGPIPE {
      let last = String(decoding: output, as: UTF8.self).split(separator: "\n").last.map(String.init)
      let record = try JSON(parsing: try #require(last))
      #expect(record["type"] == "error" && record["exit"]?.int == 128 + Int(signal))
    }
  }

  @Test(arguments: signals)
  func aSilentInputIsLeft(_ signal: Int32) throws {
    let directory = TestDirectory()
    let child = try BuiltCommand("agent-extract", in: directory).spawn(
      ["-"], input: .pipe, output: .null, error: .null)
    usleep(300_000)
    child.signal(signal)
    #expect(child.end(within: 10_000)?.status == 128 + signal)
    close(child.standardInput)
  }

  @Test func aStuckReaderDoesNotKeepItAlive() throws {
    let directory = TestDirectory()
    try directory.write("work/long.txt", String(repeating: "many words in a row\n", count: 50_000))
    let child = try BuiltCommand("agent-extract", in: directory).spawn(["long.txt"], error: .null)
    #expect(IO.poll(child.standardOutput, for: POLLIN, timeout: 20_000) != 0)
    usleep(200_000)
    child.signal(SIGTERM)
    #expect(child.end(within: 10_000)?.status == 143)
    close(child.standardOutput)
  }

  /// A program that reads a foreign document gets no key.
  @Test func theProgramItRunsGetsNoKey() throws {
    let directory = TestDirectory()
    var environment = try directory.endlessPDF()
    for name in ["OPENAI_API_KEY", "AGENT_API_KEY", "SOME_TOKEN"] { environment[name] = "sk-canary" }
    let child = try BuiltCommand("agent-extract", in: directory, environment: environment).spawn(
      ["endless.pdf"], output: .null, error: .null)
    #expect(directory.isReading())
    let programs = processes(in: directory).filter { $0 != child.pid }
    #expect(!programs.isEmpty)
    for pid in programs {
      let variables = try Files.read("/proc/\(pid)/environ")
      #expect(!variables.isEmpty && !String(decoding: variables, as: UTF8.self).contains("canary"))
    }
    child.signal(SIGTERM)
    #expect(child.end() == .code(143))
  }

  private func processes(in directory: TestDirectory) -> [Int32] {
    processesBelow(directory.root)
  }
}
