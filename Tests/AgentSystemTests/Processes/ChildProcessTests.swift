import AgentSystem
import AgentTesting
import Glibc
import Testing

struct ChildProcessTests {
  private let directory = TestDirectory()
  private var probe: String { BuiltCommand("system-probe", in: directory).executable }
  private let path = ["PATH": "/usr/bin:/bin"]

  /// Runs a shell command and gives what it prints.
  private func output(
    _ command: [String], environment: [String: String]? = nil, in folder: String? = nil,
    input: ChildProcess.Stream = .null, newSession: Bool = true
  ) throws -> String {
    let child = try ChildProcess.spawn(
      command, environment: environment ?? path, directory: folder, input: input, output: .pipe, error: .null,
      newSession: newSession)
    let end = Descriptor(owning: child.standardOutput)
    let text = String(decoding: try IO.readToEnd(end.raw), as: UTF8.self)
    #expect(child.wait() == .code(0))
    return text
  }

  @Test(arguments: [0, 1, 42, 255])
  func exitCodes(code: Int32) throws {
    let child = try ChildProcess.spawn(["sh", "-c", "exit \(code)"], environment: path)
    let exit = child.wait()
    #expect(exit == .code(code))
    #expect(exit?.status == code)
  }

  @Test(arguments: [SIGTERM, SIGKILL, SIGINT, SIGHUP])
  func signals(number: Int32) throws {
    let child = try ChildProcess.spawn(["sleep", "600"], environment: path)
    child.signal(number)
    let exit = child.wait()
    #expect(exit == .signal(number))
    #expect(exit?.status == 128 + number)
  }

  @Test func standardInputIsNullUnlessToldOtherwise() throws {
    #expect(try output(["readlink", "/proc/self/fd/0"]) == "/dev/null\n")
  }

  @Test func streamsLeadWhereTold() throws {
    let child = try ChildProcess.spawn(
      ["sh", "-c", "read line; echo out $line; echo err >&2"], environment: path, input: .pipe, output: .pipe,
      error: .pipe)
    try IO.writeAll(child.standardInput, Array("hello\n".utf8))
    #expect(try IO.readToEnd(child.standardOutput) == Array("out hello\n".utf8))
    #expect(try IO.readToEnd(child.standardError) == Array("err\n".utf8))
    #expect(child.wait() == .code(0))
    for fd in [child.standardInput, child.standardOutput, child.standardError] { close(fd) }
  }

  @Test("our descriptor numbers mean ours, whatever the child's other streams are")
  func descriptorsBelowThree() throws {
    func link(_ fd: Int32) -> String {
      var buffer = [UInt8](repeating: 0, count: 4096)
      let count = buffer.withUnsafeMutableBytes {
        readlink("/proc/self/fd/\(fd)", $0.assumingMemoryBound(to: CChar.self).baseAddress!, $0.count)
      }
      return String(decoding: buffer[..<max(0, count)], as: UTF8.self)
    }
    let child = try ChildProcess.spawn(
      ["sh", "-c", "readlink /proc/$$/fd/1 /proc/$$/fd/2"], environment: path, input: .descriptor(2),
      output: .pipe, error: .descriptor(1))
    let lines = String(decoding: try IO.readToEnd(child.standardOutput), as: UTF8.self).split(separator: "\n")
    #expect(child.wait() == .code(0))
    #expect(lines.map(String.init) == [link(child.standardOutput), link(1)])
    close(child.standardOutput)
  }

  @Test("no descriptor above 2 reaches the child")
  func closesTheRest() throws {
    let inherited = fcntl(try Descriptor(opening: "/dev/null", O_RDONLY).release(), F_DUPFD, 100)
    defer { close(inherited) }
    #expect(fcntl(inherited, F_GETFD) == 0)
    // 3 is the directory that lists them.
    #expect(try output([probe, "descriptors"]) == "0 1 2 3\n")
  }

  @Test func theEnvironmentIsExactlyTheGivenOne() throws {
    #expect(
      try output(["env"], environment: ["PATH": "/usr/bin", "A": "b=c é"]).split(separator: "\n").sorted()
        == ["A=b=c é", "PATH=/usr/bin"])
  }

  @Test func leadsASessionOrStaysInOurs() throws {
    #expect(try output([probe, "session"]) == "true true\n")
    #expect(try output([probe, "session"], newSession: false) == "false false\n")
  }

  @Test("signals are at their defaults and unblocked, whatever they are here")
  func signalState() throws {
    SignalWatcher.ignoreBrokenPipes()
    #expect(try output([probe, "mask"]) == "0 true\n")
  }

  @Test func aSignalToTheGroupReachesGrandchildren() throws {
    let child = try ChildProcess.spawn(
      ["sh", "-c", "sleep 600 & echo started; wait"], environment: path, output: .pipe)
    #expect(try IO.read(child.standardOutput) == Array("started\n".utf8))
    child.signalGroup(SIGKILL)
    #expect(child.wait() == .signal(SIGKILL))
    // The end of the pipe comes only when the grandchild too is gone.
    #expect(try IO.readToEnd(child.standardOutput).isEmpty)
    close(child.standardOutput)
  }

  @Test func withoutItsOwnSessionOnlyTheChildIsSignalled() throws {
    let child = try ChildProcess.spawn(["sleep", "600"], environment: path, newSession: false)
    child.signalGroup(SIGTERM)
    #expect(child.wait() == .signal(SIGTERM))
  }

  @Test("the end of the process counts, not of its pipes")
  func endsWithTheProcess() throws {
    let child = try ChildProcess.spawn(["sh", "-c", "sleep 600 & exit 3"], environment: path, output: .pipe)
    #expect(child.wait() == .code(3))
    #expect(IO.poll(child.standardOutput, for: POLLIN, timeout: 0) == 0)
    child.signalGroup(SIGKILL)
    #expect(try IO.readToEnd(child.standardOutput).isEmpty)
    close(child.standardOutput)
  }

  @Test func waitingEndsAtTheDeadline() throws {
    let child = try ChildProcess.spawn(["sleep", "600"], environment: path)
    #expect(child.wait(until: .after(milliseconds: 5)) == nil)
    #expect(child.wait(until: .after(milliseconds: -1)) == nil)
    child.signal(SIGKILL)
    #expect(child.wait(until: .after(milliseconds: .max)) == .signal(SIGKILL))
    child.signal(SIGTERM)
  }

  @Test func worksInItsDirectory() throws {
    #expect(try output(["pwd"], in: directory.work) == directory.work + "\n")
    try directory.write("work/tool", "#!/bin/sh\necho here\n", mode: 0o700)
    #expect(try output(["./tool"], in: directory.work) == "here\n")
  }

  @Test("what cannot be started is told with its name")
  func failures() throws {
    func failure(_ arguments: [String], _ environment: [String: String]? = nil, in folder: String? = nil)
      -> SystemError?
    {
      #expect(throws: SystemError.self) {
        _ = try ChildProcess.spawn(arguments, environment: environment ?? path, directory: folder)
      }
    }
    #expect(failure(["no-such-program"]) == SystemError("exec", "no-such-program", number: ENOENT))
    #expect(failure(["/no/such"]) == SystemError("exec", "/no/such", number: ENOENT))
    #expect(failure(["/etc/passwd"]) == SystemError("exec", "/etc/passwd", number: EACCES))
    #expect(failure(["/"]) == SystemError("exec", "/", number: EACCES))
    #expect(failure([]) == SystemError("exec", "", number: EINVAL))
    #expect(failure([""]) == SystemError("exec", "", number: EINVAL))
    #expect(failure(["echo", "a\u{0}b"]) == SystemError("exec", "echo", number: EINVAL))
    #expect(
      failure(["echo"], ["PATH": "/bin", "A": "x\u{0}"]) == SystemError("exec", "echo", number: EINVAL))
    #expect(failure(["pwd"], in: "/nonexistent") == SystemError("chdir", "/nonexistent", number: ENOENT))
    #expect(failure(["pwd"], in: "/etc/passwd") == SystemError("chdir", "/etc/passwd", number: ENOTDIR))
  }

  @Test("a start that fails leaves no descriptor open")
  func noLeaks() throws {
    // Whoever has the other end of a leaked pipe would never see its end; the numbers tell it sooner.
    let probe = try Descriptor(opening: "/dev/null", O_RDONLY)
    let before = probe.raw
    for _ in 0..<50 {
      #expect(throws: SystemError.self) {
        _ = try ChildProcess.spawn(["/no/such"], environment: path, input: .pipe, output: .pipe, error: .pipe)
      }
      #expect(throws: SystemError("fcntl", number: EBADF)) {
        _ = try ChildProcess.spawn(
          ["true"], environment: path, input: .pipe, output: .pipe, error: .descriptor(-7))
      }
    }
    let after = try Descriptor(opening: "/dev/null", O_RDONLY)
    #expect(after.raw < before + 100)
  }

  @Test(
    arguments: [
      ("sh", "/usr/bin:/bin", "/usr/bin/sh"), ("a/b", "/bin", "a/b"), ("sh", "", nil),
      ("sh", ".:bin::/bin", "/bin/sh"),
      ("no-such", "/bin", nil), ("bin", "/usr", nil),
    ] as [(String, String, String?)])
  func finds(name: String, path: String, program: String?) {
    #expect(ChildProcess.find(name, path: path) == program)
  }

  @Test func findsByDefault() {
    #expect(ChildProcess.find("sh", path: nil)?.hasSuffix("bin/sh") == true)
  }

  @Test("a program in the working directory is not found by its bare name")
  func notFromHere() throws {
    try directory.write("work/evil", "#!/bin/sh\n", mode: 0o700)
    #expect(throws: SystemError("exec", "evil", number: ENOENT)) {
      _ = try ChildProcess.spawn(["evil"], environment: ["PATH": ".:/bin"], directory: directory.work)
    }
  }
}
