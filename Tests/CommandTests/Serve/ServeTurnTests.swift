import AgentCore
import AgentJSON
import AgentSystem
import AgentTesting
import Glibc
import Testing

/// Turns that clients start.
@Suite struct ServeTurnTests {
  private func sessions(_ bench: ServeBench) throws -> [JSON] {
    try JSON(parsing: bench.output("agent-session", "list", "--all", "--format", "json")).array ?? []
  }

  private func events(_ bench: ServeBench, _ id: String) throws -> [JSON] {
    try bench.output("agent-session", "show", id, "-j").split(separator: 0x0a).map { try JSON(parsing: $0) }
  }

  private func waitForEnd(_ bench: ServeBench, _ id: String, turns: Int = 1) throws {
    for _ in 0..<800 {
      let ended = try events(bench, id).filter {
        ["turn.completed", "turn.failed"].contains($0["type"]?.string)
      }
      if ended.count >= turns { return }
      usleep(25_000)
    }
    Issue.record("the turn does not end")
  }

  @Test func aTurnIsTakenAtOnceAndRunsInTheWorkfolder() throws {
    let bench = try ServeBench(model: try ScriptedModelServer())
    let answer = try bench.ask("POST", "/turns", ["prompt": "hello there"])
    #expect(answer.status == 202)
    let id = try #require(answer.json["session"]?.string)
    #expect(answer.json["turn_id"]?.string == "\(id).1" && answer.json["queued"] == false)
    #expect(answer.headers["location"] == answer.json["events"]?.string)
    try waitForEnd(bench, id)
    let events = try events(bench, id)
    let started = try #require(events.first { $0["type"] == "turn.started" })
    #expect(started["origin"] == "serve" && started["turn_id"]?.string == "\(id).1")
    #expect(
      events.first { $0["type"] == "thread.started" }?["cwd"]?.string
        == bench.directory.path("runtime/workfolder"))
    // The next one goes on in the same session.
    #expect(try bench.ask("POST", "/turns", ["prompt": "more"]).json["turn_id"]?.string == "\(id).2")
  }

  @Test func whatIsAskedIsChecked() throws {
    let bench = try ServeBench(model: try ScriptedModelServer())
    for (body, status) in [
      (["prompt": " \n"], 400), ([:], 400), (["prompt": 1], 400), (["prompt": "x", "modle": "y"], 400),
      (["prompt": "x", "session": "nosuch"], 404), (["prompt": "x", "lock": "never"], 400),
      (["prompt": "x", "sandbox": "wide"], 400), (["prompt": "x", "max_time": "soon"], 400),
      (["prompt": "x", "workspace": "relative"], 400),
    ] as [(JSON, Int)] {
      let answer = try bench.ask("POST", "/turns", body)
      #expect(answer.status == status, "\(body.text): \(answer.text)")
      #expect(answer.headers["content-type"] == "application/problem+json")
    }
    #expect(try sessions(bench).isEmpty)
    #expect(bench.model?.requests.isEmpty == true)
    #expect(
      try bench.ask("POST", "/turns", ["prompt": "x"], headers: ["Idempotency-Key: a b"]).status == 400)
  }

  @Test func oneThatIsWaitedForIsTheRecordOfTheCommand() throws {
    let bench = try ServeBench(model: try ScriptedModelServer())
    let record = try bench.ask("POST", "/turns?wait=1", ["prompt": "hello there", "model": "other"]).json
    #expect(record["type"] == "turn" && record["text"] == "hello there" && record["exit_code"] == 0)
    #expect(bench.model?.bodies.last?["model"] == "other")
    let streamed = try bench.ask("POST", "/turns?stream=1", ["prompt": "again"])
    #expect(streamed.headers["content-type"] == "text/event-stream")
    #expect(streamed.text.hasSuffix("\n\n") && streamed.text.contains("event: turn.completed\n"))
    let lines = try bench.ask(
      "POST", "/turns?stream=1", ["prompt": "again"], headers: ["Accept: application/x-ndjson"])
    let id = try #require(record["session"]?.string)
    let log = try bench.output("agent-session", "show", id, "--turn", "3", "-j")
    // What belongs to the process and to no turn, and what is not durable, is not in a turn's part of the log.
    let durable = lines.body.split(separator: 0x0a).filter {
      $0.suffix(18).starts(with: ",\"crc\"".utf8) && !$0.starts(with: "{\"type\":\"thread.".utf8)
    }
    #expect(Array(durable.joined(separator: [0x0a])) + [0x0a] == log)
  }

  @Test func aBusySessionIsToldOrQueuedFor() throws {
    let bench = try ServeBench(model: try ScriptedModelServer(then: .text("slow answer").stalled(at: 10)))
    let id = try #require(try bench.ask("POST", "/turns", ["prompt": "one"]).json["session"]?.string)
    #expect(bench.model?.waitForRequests(1) == true)
    #expect(try bench.ask("GET", "/health").json["busy"] == true)
    #expect(try bench.ask("GET", "/status").json["current_turn_id"]?.string == "\(id).1")
    let busy = try bench.ask("POST", "/turns", ["prompt": "two"])
    #expect(busy.status == 409 && busy.json["code"] == "session_busy" && busy.headers["retry-after"] != nil)
    #expect(try bench.ask("POST", "/turns?stream=1", ["prompt": "two"]).status == 409)
    #expect(try bench.ask("POST", "/turns?wait=1", ["prompt": "two"]).status == 409)
    let queued = try bench.ask("POST", "/turns", ["prompt": "three", "lock": "queue"])
    #expect(queued.status == 202 && queued.json["queued"] == true)
    #expect(queued.json["pending_message_id"]?.string?.isEmpty == false)
    #expect(try bench.ask("POST", "/sessions/\(id)/load").status == 409)
    #expect(try bench.ask("DELETE", "/sessions/\(id)").status == 409)
    #expect(try bench.ask("POST", "/interrupt", ["reason": "--enough"]).json["interrupted"] == true)
    try waitForEnd(bench, id)
    let queuedEvents = try events(bench, id).filter { $0["type"] == "input.queued" }
    #expect(queuedEvents.contains { $0["text"] == "--enough" })
  }

  /// The same key is the same turn, also where the server was killed before it could answer.
  @Test func aKeyIsOneTurn() throws {
    let bench = try ServeBench(model: try ScriptedModelServer())
    let key = ["Idempotency-Key: k-1"]
    let first = try bench.ask("POST", "/turns", ["prompt": "once"], headers: key).json
    let second = try bench.ask("POST", "/turns", ["prompt": "once"], headers: key).json
    #expect(first["turn_id"] == second["turn_id"] && first["turn_id"]?.string != nil)
    let id = try #require(first["session"]?.string)
    try waitForEnd(bench, id)
    bench.kill()
    try bench.restart()
    let third = try bench.ask("POST", "/turns?wait=1", ["prompt": "once"], headers: key).json
    #expect(third["text"] == "once" && third["session"]?.string == id && third["turn"] == 1)
    #expect(bench.model?.requests.count == 1)
  }

  @Test func keysOverKillsAreOneTurnEach() throws {
    let bench = try ServeBench(model: try ScriptedModelServer())
    var generator = SeededGenerator()
    let count = TestDose.count(6, full: 200)
    for number in 0..<count {
      let client = try bench.connect()
      try client.send(
        "POST", "/turns", JSON.object(["prompt": .string("p\(number)"), "session": "new"]).bytes,
        headers: ["Idempotency-Key: kill-\(number)"])
      usleep(UInt32.random(in: 0..<60_000, using: &generator))
      bench.kill()
      try bench.restart()
      let answer = try bench.ask(
        "POST", "/turns?wait=1", ["prompt": .string("p\(number)"), "session": "new"],
        headers: ["Idempotency-Key: kill-\(number)"])
      #expect(answer.status == 200 && answer.json["text"]?.string == "p\(number)", "\(answer.text)")
    }
    var prompts: [String: Int] = [:]
    for session in try sessions(bench) {
      let id = session["id"]?.string ?? ""
      for event in try events(bench, id) where event["type"] == "turn.started" {
        let text = event["input"]?[0]?["content"]?[0]?["text"]?.string ?? ""
        prompts[text, default: 0] += 1
      }
    }
    #expect(prompts.count == count && prompts.values.allSatisfy { $0 == 1 }, "\(prompts)")
  }

  @Test func aTurnOutlivesTheServer() throws {
    let bench = try ServeBench(
      model: try ScriptedModelServer(then: .text("slow answer").delayed(milliseconds: 1_000)))
    let id = try #require(try bench.ask("POST", "/turns", ["prompt": "one"]).json["session"]?.string)
    #expect(bench.model?.waitForRequests(1) == true)
    bench.kill()
    try waitForEnd(bench, id)
    #expect(try events(bench, id).last?["type"] == "turn.completed")
    try bench.restart()
    #expect(try bench.ask("GET", "/messages").text.contains("slow answer"))
  }

  @Test func aKilledTurnLeavesTheServerWhole() throws {
    let bench = try ServeBench(model: try ScriptedModelServer([.text("x").stalled(at: 10)]))
    let client = try bench.connect()
    try client.send("POST", "/turns?wait=1", JSON.object(["prompt": "one"]).bytes)
    #expect(bench.model?.waitForRequests(1) == true)
    let pid = try #require(try bench.ask("GET", "/status").json["pid"]?.int)
    Glibc.kill(Int32(pid), SIGKILL)
    let answer = try client.answer()
    #expect(answer.status == 500, "\(answer.text)")
    #expect(try bench.ask("POST", "/turns?wait=1", ["prompt": "two"]).json["text"] == "two")
  }
}
