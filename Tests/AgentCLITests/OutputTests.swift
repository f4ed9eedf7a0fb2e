import AgentCLI
import AgentCore
import AgentJSON
import AgentSystem
import AgentTesting
import Glibc
import Testing

struct OutputTests {
  private let directory = TestDirectory()

  /// What is written by `body`, all of it.
  private func written(_ body: (Output) throws -> Void) throws -> String {
    let path = try directory.write("work/out", "")
    let file = try Descriptor(opening: path, O_WRONLY | O_APPEND)
    try body(Output(fd: file.raw))
    return try directory.read("work/out")
  }

  @Test func recordsAreLines() throws {
    #expect(try written { try $0.record(["type": "x", "a": 1]) } == "{\"type\":\"x\",\"a\":1}\n")
    #expect(try written { try $0.line(Array("{}".utf8)) } == "{}\n")
  }

  @Test("text waits for a flush, a record sends it first")
  func order() throws {
    #expect(try written { try $0.text("a") } == "")
    #expect(
      try written {
        try $0.text("a"); try $0.text("b"); try $0.flush(); try $0.flush()
      } == "ab")
    #expect(
      try written {
        try $0.text("a\n"); try $0.record(1); try $0.text("b")
      } == "a\n1\n")
    #expect(try written { try $0.text(String(repeating: "x", count: 1 << 16)) }.utf8.count == 1 << 16)
  }

  @Test("each record is one write")
  func oneWrite() throws {
    // A datagram socket keeps the bounds of writes.
    var ends: [Int32] = [0, 0]
    #expect(socketpair(AF_UNIX, Int32(SOCK_SEQPACKET.rawValue), 0, &ends) == 0)
    defer { for end in ends { close(end) } }
    let output = Output(fd: ends[0])
    try output.record(["n": 1])
    try output.record(["n": 2])
    #expect(try IO.read(ends[1]) == Array("{\"n\":1}\n".utf8))
    #expect(try IO.read(ends[1]) == Array("{\"n\":2}\n".utf8))
  }

  @Test("a reader that has gone is output_closed, once")
  func brokenPipe() throws {
    SignalWatcher.ignoreBrokenPipes()
    let pipe = try Descriptor.pipe()
    close(pipe.read)
    let output = Output(fd: pipe.write)
    let error = #expect(throws: AgentError.self) { try output.record(1) }
    #expect(error?.code == .outputClosed)
    #expect(throws: Never.self) { try output.record(2) }
    close(pipe.write)
  }

  @Test("a reader that has gone is noticed before anything is written")
  func check() throws {
    let pipe = try Descriptor.pipe()
    let output = Output(fd: pipe.write)
    try output.check()
    close(pipe.read)
    let error = #expect(throws: AgentError.self) { try output.check() }
    #expect(error?.code == .outputClosed)
    close(pipe.write)
    let null = try Descriptor(opening: "/dev/null", O_WRONLY)
    try Output(fd: null.raw).check()
  }

  @Test func aFullDiskIsAnErrorOfInputOutput() throws {
    let full = try Descriptor(opening: "/dev/full", O_WRONLY)
    let output = Output(fd: full.raw)
    try output.text("x")
    #expect(throws: AgentError(.io, "cannot write: No space left on device", object: "standard output")) {
      try output.flush()
    }
  }

  @Test func aClosedDescriptorFailsOnlyWhenWrittenTo() throws {
    let output = Output(fd: 1, isOpen: false)
    #expect(throws: Never.self) { try output.flush() }
    #expect(throws: AgentError(.io, "cannot write: Bad file descriptor", object: "standard output")) {
      try output.record(1)
    }
  }
}

/// The same seen from outside, on whole processes.
struct OutputProcessTests {
  private let directory = TestDirectory()
  private var probe: BuiltCommand { BuiltCommand("cli-probe", in: directory) }

  private func shell(_ script: String) throws -> BuiltCommand.Result {
    try BuiltCommand("/bin/sh", in: directory).run("-c", script, "sh", probe.executable)
  }

  @Test(
    "a reader that leaves ends the command quietly by SIGPIPE",
    arguments: ["fill", "echo --count 1000000 aaaaaaaa"])
  func readerLeaves(arguments: String) throws {
    let child = try probe.spawn(arguments.split(separator: " ").map(String.init))
    _ = try IO.read(child.standardOutput, upTo: 10)
    close(child.standardOutput)
    #expect(child.wait() == .signal(SIGPIPE))
    #expect(try IO.readToEnd(child.standardError).isEmpty)
    close(child.standardError)
  }

  @Test(
    "a full disk is 74 and one line",
    arguments: ["echo a", "-j echo a", "--help", "--version", "fill --lines 3", "fail -j"])
  func fullDisk(line: String) throws {
    let result = try shell("\"$1\" \(line) >/dev/full")
    #expect(result.status == (line.hasPrefix("fail") ? 66 : 74))
    #expect(result.errors.split(separator: "\n").count == 1)
    if !line.hasPrefix("fail") {
      #expect(result.errors.contains("standard output: cannot write: No space left on device"))
    }
  }

  @Test func aClosedOutputIs74OnlyWhereSomethingIsPrinted() throws {
    let printing = try shell("\"$1\" echo a >&-")
    #expect(printing.status == 74)
    #expect(printing.errors == "cli-probe: echo: standard output: cannot write: Bad file descriptor\n")
    #expect(try shell("\"$1\" doctor >&-").status == 0)
  }

  @Test("nothing that is opened later lands on a closed stderr or stdin")
  func otherClosedDescriptors() throws {
    #expect(try shell("\"$1\" echo a 2>&- <&-").output == "a\n")
    #expect(try shell("\"$1\" fail 2>&-").status == 66)
  }

  @Test("threads do not cut each other's lines, through a pipe that fills up")
  func threads() throws {
    let result = try probe.run("fill", "--threads", "4", "--lines", "200")
    #expect(result.status == 0)
    #expect(result.lines.count == 800)
    let whole = Set((0..<4).map { "\"" + String(repeating: "\($0)", count: 5000) + "\"" })
    #expect(result.lines.allSatisfy(whole.contains))
  }
}
