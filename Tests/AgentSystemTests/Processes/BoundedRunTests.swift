import AgentTesting
import Glibc
import Testing

@testable import AgentSystem

@Suite struct BoundedRunTests {
  let directory = TestDirectory()

  func run(
    _ script: String, input: [UInt8] = [], limit: Int = 1 << 20, milliseconds: Int = 30_000,
    cancellation: Cancellation = Cancellation()
  ) throws -> BoundedRun.Result {
    signal(SIGPIPE, SIG_IGN)
    return try BoundedRun.run(
      ["/bin/sh", "-c", script], environment: ["PATH": "/usr/bin:/bin"], directory: directory.work,
      input: input,
      outputLimit: limit, deadline: .after(milliseconds: milliseconds), cancellation: cancellation)
  }

  @Test func givesInputAndTakesBothStreams() throws {
    let result = try run("cat; echo words >&2; exit 7", input: Array("in".utf8))
    #expect(result.ending == .exited(.code(7)))
    #expect(result.output == "in")
    #expect(result.errors == "words\n")
  }

  @Test func aLargeInputIsReadWholeOrNotAtAll() throws {
    let large = [UInt8](repeating: 0x61, count: 4 << 20)
    #expect(try run("wc -c", input: large).output == "4194304\n")
    #expect(try run("exit 0", input: large).ending == .exited(.code(0)))
    // A child of the child keeps the pipe open and never reads.
    #expect(try run("setsid sleep 5 & exit 0", input: large).ending == .exited(.code(0)))
  }

  @Test func keepsTheBeginningOfAFlood() throws {
    let result = try run(
      "head -c 50000000 /dev/zero | tr '\\0' x; head -c 5000000 /dev/zero >&2", limit: 1000)
    #expect(result.output.utf8.count == 1000)
    #expect(result.dropped == 49_999_000)
    #expect(result.errors.utf8.count == 1 << 16)
  }

  @Test(arguments: [
    "sleep 600", "trap '' TERM INT; while :; do sleep 1; done", "yes", "exec >&- 2>&-; sleep 600",
  ])
  func timeOutEndsIt(_ script: String) throws {
    #expect(try run(script, milliseconds: 300).ending == .timedOut)
  }

  @Test(arguments: ["sleep 600", "trap '' TERM; while :; do sleep 1; done"])
  func cancellationEndsItThoughItDoesNotListen(_ script: String) throws {
    let cancellation = Cancellation()
    Thread.start {
      usleep(200_000)
      cancellation.cancel(.signal(SIGINT))
    }.detach()
    #expect(try run(script, milliseconds: 600_000, cancellation: cancellation).ending == .cancelled)
  }

  @Test func aGrandchildThatHoldsThePipeIsNotWaitedFor() throws {
    let result = try run("sleep 600 & echo done", milliseconds: 60_000)
    #expect(result.ending == .exited(.code(0)))
    #expect(result.output == "done\n")
  }

  @Test func nothingOfItsSessionLivesOn() throws {
    let result = try run("sleep 600 & echo $!")
    let pid = try #require(Int32(result.output.dropLast()))
    var left = 400
    while kill(pid, 0) == 0, !isZombie(pid), left > 0 {
      usleep(25_000)
      left -= 1
    }
    #expect(left > 0)
  }

  private func isZombie(_ pid: Int32) -> Bool {
    guard let stat = try? Files.read("/proc/\(pid)/stat") else { return true }
    return String(decoding: stat, as: UTF8.self).contains(") Z ")
  }

  @Test func aMissingProgramIsAnError() throws {
    #expect(throws: SystemError.self) {
      _ = try BoundedRun.run(
        ["/nonexistent/x"], environment: [:], directory: directory.work, input: [], outputLimit: 1,
        deadline: .after(milliseconds: 1000), cancellation: Cancellation())
    }
  }
}
