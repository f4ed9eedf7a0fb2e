import AgentCore
import AgentJSON
import AgentSession
import AgentSystem
import AgentTesting
import Glibc
import Testing

/// SIGKILL at random moments: what was acknowledged is there, once, whole and in order.
struct KillLoopTests {
  /// Rounds in one session, so that a log does not grow without end.
  private static let roundsPerSession = 20

  @Test func appenders() throws {
    let rounds = TestDose.count(20, full: 500)
    var generator = SeededGenerator()
    var midRun = 0
    let tool = SessionTool()
    var round = 0
    while round < rounds {
      let id = try tool.make()
      var acknowledged: [[Int]] = []
      for _ in 0..<min(Self.roundsPerSession, rounds - round) {
        let numbers = try killedAppender(tool, id, round: acknowledged.count, &generator)
        if !numbers.isEmpty { midRun += 1 }
        acknowledged.append(numbers)
        round += 1
      }
      try check(tool, id, acknowledged)
    }
    print("kills: append: \(rounds) rounds, \(midRun) in mid-run")
    #expect(midRun * 10 >= rounds * 3)
  }

  /// Feeds an appender without end and kills it: every other one after some acknowledgements, the rest at
  /// any moment from its start on.
  /// - Returns: the numbers it has acknowledged.
  private func killedAppender(
    _ tool: SessionTool, _ id: String, round: Int, _ generator: inout SeededGenerator
  ) throws -> [Int] {
    let sizes = (0..<8).map { _ in Int.random(in: 1...6000, using: &generator) }
    let wanted = round % 2 == 0 ? Int.random(in: 1...12, using: &generator) : 0
    let delay = UInt32.random(in: 0...(round % 2 == 0 ? 3000 : 60_000), using: &generator)
    let child = try tool.command.spawn(
      ["append", id, "--durability", round % 3 == 0 ? "power" : "process"], input: .pipe, error: .null)
    let (input, output) = (child.standardInput, child.standardOutput)
    let writer = Thread.start {
      signal(SIGPIPE, SIG_IGN)
      var line = 0
      var writes = true
      while writes {
        let text = "r\(round) \(line) " + String(repeating: "z", count: sizes[line % sizes.count])
        writes = (try? IO.writeAll(input, Array((SessionTool.note(text) + "\n").utf8))) != nil
        line += 1
      }
      close(input)
    }
    var lines = LineReader()
    var numbers: [Int] = []
    func take(_ bytes: [UInt8]) throws {
      lines.append(bytes)
      while let line = try lines.next() { numbers.append(try JSON(parsing: line.bytes)["seq"]?.int ?? 0) }
    }
    while numbers.count < wanted {
      let bytes = try IO.read(output)
      if bytes.isEmpty { break }
      try take(bytes)
    }
    usleep(delay)
    child.signal(SIGKILL)
    #expect(child.wait() == .signal(SIGKILL))
    try take(try IO.readToEnd(output))
    close(output)
    writer.join()
    return numbers
  }

  private func check(_ tool: SessionTool, _ id: String, _ acknowledged: [[Int]]) throws {
    #expect(try tool.run("append", id, stdin: SessionTool.note("after")).status == 0)
    let sound = try tool.run("fsck", id)
    #expect(sound.status == 0, "\(sound.output)")
    var reader = try SessionReader(path: tool.path(id))
    var found: [Int: (line: Int, sequence: Int)] = [:]
    while let record = try reader.next() {
      let words = (record.json()?["message"]?.string ?? "").split(separator: " ")
      guard words.count > 1, let round = Int(words[0].dropFirst()), let line = Int(words[1]) else { continue }
      // Each round's lines are there from its first on, without a gap, once, in their order.
      #expect(line == (found[round]?.line ?? -1) + 1, "round \(round)")
      let sequence = try #require(record.sequence)
      if acknowledged[round].indices.contains(line) {
        #expect(acknowledged[round][line] == sequence, "round \(round) line \(line)")
      }
      found[round] = (line, sequence)
    }
    for (round, numbers) in acknowledged.enumerated() where !numbers.isEmpty {
      #expect((found[round]?.line ?? -1) + 1 >= numbers.count, "round \(round): acknowledged lines are lost")
    }
  }

  /// A turn prints each event when it is in the log. Whenever it is killed, what it has printed is there byte
  /// for byte, and the next turn of the session gives the killed one its end.
  @Test func turns() throws {
    let rounds = TestDose.count(16, full: 300)
    var generator = SeededGenerator()
    let bench = try TurnBench { _, number in
      number % 3 == 2 ? .text("some words of an answer, \(number)") : .toolCall("list", [:])
    }
    try bench.directory.write("work/file", "x")
    let id = try #require(try bench.session("new").lines.first)
    let whole = try duration(of: bench, in: id)
    var printed: [String] = []
    var midRun = 0
    for round in 0..<rounds {
      let child = try bench.command().spawn(
        bench.address + ["-s", id, "-j", "question \(round)"], error: .null)
      var bytes: [UInt8] = []
      // Every other one is killed after it has said something, the rest at any moment from its start on.
      if round % 2 == 0 { bytes = try IO.read(child.standardOutput) }
      usleep(
        UInt32.random(
          in: 0...(round % 2 == 0 ? whole.answering : whole.starting + whole.answering), using: &generator))
      child.signal(SIGKILL)
      _ = child.wait()
      bytes += try IO.readToEnd(child.standardOutput)
      close(child.standardOutput)
      let lines = String(decoding: bytes, as: UTF8.self).split(separator: "\n").map(String.init)
      let durable = lines.filter { $0.contains("\"seq\":") }
      if !durable.isEmpty, !durable.contains(where: { $0.hasPrefix("{\"type\":\"turn.completed\"") }) {
        midRun += 1
      }
      printed += durable
    }
    print("kills: turn: \(rounds) rounds, \(midRun) in mid-run")
    #expect(midRun * 10 >= rounds * 3)
    #expect(try bench.run("-s", id, "the last").status == 0)
    #expect(try bench.session("fsck").status == 0)
    let log = try bench.log(id)
    #expect(Set(log).isSuperset(of: printed))
    try checkTurns(bench.events(id))
  }

  /// How long a turn takes here that nobody kills, in microseconds: until it says something, and from there to
  /// its end. Kills are aimed by it, so that they hit turns on slow machines and on fast ones.
  private func duration(of bench: TurnBench, in id: String) throws -> (starting: UInt32, answering: UInt32) {
    var measured: [(starting: UInt32, answering: UInt32)] = []
    for _ in 0..<3 {
      let begin = ContinuousClock.now
      let child = try bench.command().spawn(bench.address + ["-s", id, "-j", "how long?"], error: .null)
      _ = try IO.read(child.standardOutput)
      let said = ContinuousClock.now
      _ = try IO.readToEnd(child.standardOutput)
      #expect(child.wait() == .code(0))
      close(child.standardOutput)
      func microseconds(_ duration: Swift.Duration) -> UInt32 { UInt32(duration / .microseconds(1)) }
      measured.append((microseconds(said - begin), microseconds(.now - said)))
    }
    return measured.min { $0.answering < $1.answering } ?? (0, 0)
  }

  /// Turns stand one behind the other, and each has one end.
  private func checkTurns(_ events: [JSON]) throws {
    #expect(events.compactMap { $0["seq"]?.int } == Array(1...events.count))
    var open: Int?
    var last = 0
    for event in events {
      guard let turn = event["turn"]?.int else { continue }
      switch event["type"]?.string {
      case "turn.started":
        #expect(open == nil && turn == last + 1)
        open = turn
        last = turn
      case "turn.completed", "turn.failed":
        #expect(open == turn)
        open = nil
      default: #expect(turn == open ?? last)
      }
    }
    #expect(open == nil)
  }
}
