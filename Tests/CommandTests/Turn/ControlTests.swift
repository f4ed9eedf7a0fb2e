import AgentJSON
import AgentSystem
import AgentTesting
import Glibc
import Testing

/// `--control-fd`: a program at the other end of a socket.
@Suite struct ControlTests {
  /// Starts the turn with one end of a socket pair. Each argument is what to send: first at once where it begins
  /// with `!`, else when the next question comes; `ID` stands for the question's id, nothing closes the socket.
  /// Prints what came over the socket, then the turn's own output.
  private static let peer = """
    import json, socket, subprocess, sys
    split = sys.argv.index('--')
    sends, command = sys.argv[1:split], sys.argv[split + 1:]
    ours, theirs = socket.socketpair()
    child = subprocess.Popen(command + ['--control-fd', str(theirs.fileno())], pass_fds=[theirs.fileno()],
                             stdin=subprocess.DEVNULL, stdout=subprocess.PIPE)
    theirs.close()
    while sends and sends[0].startswith('!'):
        ours.sendall(sends.pop(0)[1:].encode() + b'\\n')
    for line in ours.makefile('rb'):
        print('control', line.decode(), end='')
        record = json.loads(line)
        while record['type'] == 'approval.requested' and sends:
            text = sends.pop(0)
            if not text:
                ours.shutdown(socket.SHUT_RDWR)
                break
            ours.sendall(text.replace('ID', record['id']).encode() + b'\\n')
            if 'approval.resolved' in text and 'nosuch' not in text: break
    sys.stdout.write(child.stdout.read().decode())
    sys.exit(child.wait())
    """

  private func run(_ bench: TurnBench, _ sends: [String], _ options: [String] = ["--approve", "pipe"]) throws
    -> BuiltCommand.Result
  {
    try BuiltCommand("/usr/bin/python3", in: bench.directory).run(
      ["-c", Self.peer] + sends + ["--", bench.command().executable] + bench.address + ["--sandbox", "off"]
        + options
        + ["go"])
  }

  private func bench() throws -> TurnBench {
    try TurnBench([.toolCall("bash", ["command": "echo ran >out"]), .text("ok")])
  }

  private static let allow = #"{"type":"approval.resolved","id":"ID","decision":"allow"}"#

  @Test(arguments: [
    (allow, 0 as Int32, "pipe"),
    (#"{"type":"approval.resolved","id":"ID","decision":"deny","reason":"no"}"#, 4, "pipe"),
    ("", 4, "default"),
  ])
  func aProgramDecides(_ send: String, _ status: Int32, _ by: String) throws {
    let bench = try bench()
    let result = try run(bench, [send])
    #expect(result.status == status, "\(result.output) \(result.errors)")
    #expect(Files.exists(bench.directory.path("work/out")) == (status == 0))
    let resolved = try bench.events().first { $0["type"] == "approval.resolved" }
    #expect(resolved?["by"]?.string == by)
    let asked = try #require(result.lines.first { $0.hasPrefix("control ") })
    // It is the line of the log.
    #expect(try bench.log().contains(String(asked.dropFirst(8))))
  }

  /// What is no record, and an answer that nobody waits for, is told and does no harm.
  @Test func whatIsNotUnderstoodIsAnswered() throws {
    let bench = try bench()
    let result = try run(
      bench, ["junk", #"{"type":"approval.resolved","id":"nosuch","decision":"allow"}"#, Self.allow])
    #expect(result.status == 0, "\(result.output) \(result.errors)")
    #expect(result.lines.filter { $0.hasPrefix(#"control {"type":"error""#) }.count == 2, "\(result.output)")
  }

  @Test(arguments: [[], ["--ephemeral"]])
  func inputIsTakenIntoTheTurn(_ options: [String]) throws {
    let bench = try bench()
    let result = try run(
      bench, [#"{"type":"input.queued","text":"MORE WORDS"}"#, Self.allow],
      ["--approve", "pipe", "-j"] + options)
    #expect(result.status == 0, "\(result.output) \(result.errors)")
    #expect(bench.server.bodies.last?.text.contains("MORE WORDS") == true)
    // The stream has all that the log has.
    let events = try result.lines.filter { !$0.hasPrefix("control ") }.map { try JSON(parsing: $0) }
    #expect(events.contains { $0["type"] == "input.queued" && $0["text"] == "MORE WORDS" })
    let numbers = events.compactMap { $0["seq"]?.int }
    let first = try #require(numbers.first)
    #expect(numbers == Array(first..<first + numbers.count))
  }

  @Test(arguments: [[], ["--ephemeral"]])
  func aTurnIsInterrupted(_ options: [String]) throws {
    let bench = try bench()
    let result = try run(
      bench, [#"{"type":"interrupt","text":"enough"}"#], ["--approve", "pipe", "-j"] + options)
    #expect(result.status == 130, "\(result.output) \(result.errors)")
    #expect(result.output.contains("interrupted: enough"))
    #expect(!Files.exists(bench.directory.path("work/out")))
  }

  /// Input comes in whoever approves.
  @Test func inputNeedsNoApprovals() throws {
    let gate = Gate()
    let bench = try TurnBench { _, number in
      if number == 0 {
        gate.wait()
        return .toolCall("list", [:])
      }
      return .text("ok")
    }
    Thread.start {
      _ = bench.waitForEvent("input.queued")
      gate.open()
    }.detach()
    let result = try run(bench, [#"!{"type":"input.queued","text":"MORE WORDS"}"#], [])
    #expect(result.status == 0, "\(result.output) \(result.errors)")
    #expect(bench.server.bodies.last?.text.contains("MORE WORDS") == true)
  }

  /// Tools do not get the descriptor.
  @Test func toolsHaveNoControl() throws {
    let bench = try TurnBench([.toolCall("bash", ["command": "ls /proc/self/fd"]), .text("ok")])
    #expect(try run(bench, [Self.allow]).status == 0)
    let output = TurnToolCallTests.outputs(bench.server.bodies[1]).values.first
    #expect(
      output?.split(separator: "\n").allSatisfy { ["0", "1", "2", "3"].contains($0) } == true,
      "\(output ?? "")")
  }
}
