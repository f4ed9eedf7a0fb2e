import AgentJSON
import AgentSystem
import AgentTesting
import Glibc
import Testing

/// Several turns on one session at once: they wait, queue, are refused or fork as they were told, and never
/// interleave.
struct TurnContentionTests {
  private static let turns = 6

  /// Starts turns at the same time, all on the session `id`.
  private func storm(_ bench: TurnBench, _ id: String, _ options: [String]) throws -> [BuiltCommand.Result] {
    let results = Monitor([Int: BuiltCommand.Result]())
    let threads = (0..<Self.turns).map { number in
      Thread.start {
        let result = try? bench.run(["-s", id, "-j"] + options + ["question \(number)"])
        results.update { $0[number] = result }
      }
    }
    for thread in threads { thread.join() }
    let all = results.withLock { $0 }
    return try (0..<Self.turns).map { try #require(all[$0]) }
  }

  /// Every turn's events stand together and in order; the questions that were put, each with its turn.
  private func turns(_ events: [JSON]) throws -> [(turn: Int, questions: [String])] {
    var turns: [(turn: Int, questions: [String])] = []
    var queued: [String: String] = [:]
    var isOpen = false
    for event in events {
      let items = (event["input"] ?? event["items"])?.array
      let text = items?.compactMap { $0["content"]?[0]?["text"]?.string } ?? []
      switch event["type"]?.string {
      case "turn.started":
        #expect(!isOpen)
        isOpen = true
        turns.append((try #require(event["turn"]?.int), text))
      case "turn.completed", "turn.failed":
        #expect(isOpen && event["turn"]?.int == turns.last?.turn)
        isOpen = false
      case "input.queued": queued[event["id"]?.string ?? ""] = event["text"]?.string ?? text.first
      case "input.taken":
        let taken = queued.removeValue(forKey: event["id"]?.string ?? "")
        let question = try #require(taken)
        if !turns.isEmpty { turns[turns.count - 1].questions.append(question) }
      default: if let turn = event["turn"]?.int { #expect(turn == turns.last?.turn) }
      }
    }
    #expect(!isOpen && queued.isEmpty)
    #expect(turns.map(\.turn) == Array(1...turns.count))
    return turns
  }

  private func bench() throws -> (TurnBench, String) {
    let bench = try TurnBench([.toolCall("list", [:])], then: .text("done"))
    return (bench, try #require(try bench.session("new").lines.first))
  }

  @Test func waiting() throws {
    let (bench, id) = try bench()
    let results = try storm(bench, id, ["--lock", "wait=60"])
    #expect(results.allSatisfy { $0.status == 0 })
    let turns = try turns(bench.events(id))
    #expect(Set(turns.flatMap(\.questions)) == Set((0..<Self.turns).map { "question \($0)" }))
    #expect(turns.count == Self.turns && bench.sessions() == [id])
  }

  @Test func refusing() throws {
    let (bench, id) = try bench()
    let results = try storm(bench, id, ["--lock", "fail"])
    #expect(results.contains { $0.status == 0 })
    for result in results where result.status != 0 {
      #expect(result.status == 75)
      #expect(result.values.last?["error"]?["code"] == "session_busy")
      #expect(result.values.last?["error"]?["retryable"] == true)
    }
    #expect(try turns(bench.events(id)).count == results.count { $0.status == 0 })
    #expect(bench.sessions() == [id])
  }

  @Test func queueing() throws {
    let (bench, id) = try bench()
    let results = try storm(bench, id, ["--lock", "queue"])
    #expect(results.allSatisfy { $0.status == 0 })
    // What came too late for a turn waits for the next.
    _ = try bench.run(["-s", id, "the last"])
    let questions = try turns(bench.events(id)).flatMap(\.questions)
    #expect(questions.sorted() == ((0..<Self.turns).map { "question \($0)" } + ["the last"]).sorted())
    #expect(bench.sessions() == [id])
  }

  @Test func forking() throws {
    let (bench, id) = try bench()
    let results = try storm(bench, id, ["--lock", "fork"])
    #expect(results.allSatisfy { $0.status == 0 })
    var questions: [String] = []
    for session in bench.sessions() {
      let last = try turns(bench.events(session)).last?.questions ?? []
      questions += last
    }
    #expect(bench.sessions().count > 1)
    #expect(Set(questions).isSubset(of: Set((0..<Self.turns).map { "question \($0)" })))
    #expect(try bench.session("fsck").status == 0)
  }

  /// Of those that wait for one that is killed, the first ends its turn, once.
  @Test func theKilledHoldersTurnIsEndedOnce() throws {
    let bench = try TurnBench { _, number in number == 0 ? .text("never").stalled(at: 10) : .text("done") }
    let id = try #require(try bench.session("new").lines.first)
    let holder = try bench.start(["-s", id, "first"])
    #expect(bench.server.waitForRequests(1))
    let waiting = try (0..<3).map { try bench.start(["-s", id, "--lock", "wait=60", "next \($0)"]) }
    holder.signal(SIGKILL)
    _ = holder.wait()
    for child in waiting { #expect(child.end(within: 60_000) == .code(0)) }
    let events = try bench.events(id)
    #expect(try turns(events).count == 4)
    let failed = events.filter { $0["type"] == "turn.failed" }
    #expect(failed.count == 1 && failed.first?["error"]?["code"] == "killed" && failed.first?["turn"] == 1)
  }
}
