import AgentCore
import AgentJSON
import AgentSystem
import AgentTesting
import Glibc
import Testing

/// Every endpoint, against what the command says whose JSON it has.
@Suite struct EndpointTests {
  @Test func whatIsReadHasTheBytesOfTheCommands() throws {
    let bench = try ServeBench(model: try ScriptedModelServer())
    let empty = try bench.ask("GET", "/status")
    #expect(empty.status == 200 && empty.json["session"]?.isNull == true)
    #expect(try bench.ask("GET", "/health").json["session_id"]?.isNull == true)
    #expect(try bench.ask("GET", "/session").status == 404)
    _ = try bench.output("agent-turn", "--no-stdin", "hello there")
    let id = try #require(
      try JSON(parsing: bench.output("agent-session", "list", "--format", "json"))[0]?["id"]?.string)
    let other = String(decoding: try bench.output("agent-session", "new"), as: UTF8.self).dropLast()
    _ = try bench.output("agent-wake", "add", "--in", "1h", "Is it done?")
    for (target, command) in [
      ("/config", ["agent-config", "get"]), ("/tools", ["agent-tool", "list"]),
      ("/tools?all=1", ["agent-tool", "list", "--all"]), ("/sessions", ["agent-session", "list"]),
      ("/sessions?limit=1", ["agent-session", "list", "--limit=1"]),
      ("/session", ["agent-session", "show", id]),
      ("/session?session=\(other)", ["agent-session", "show", "\(other)"]),
      ("/wakeups", ["agent-wake", "list"]), ("/wakeups?include_done=1", ["agent-wake", "list", "--all"]),
    ] {
      let printed = try bench.command(command[0]).run(Array(command.dropFirst()) + ["--format", "json"])
      let answer = try bench.ask("GET", target)
      #expect(answer.status == 200, "\(target)")
      #expect(answer.headers["content-type"] == "application/json", "\(target)")
      #expect(answer.body == printed.stdout, "\(target)")
      #expect(answer.headers["access-control-allow-origin"] == nil)
    }
    let messages = try bench.output("agent-session", "export", id, "--format", "seed")
    #expect(try bench.ask("GET", "/messages").body == messages)
    let status = try JSON(parsing: bench.output("agent-session", "status", id, "--format", "json"))
    let answer = try bench.ask("GET", "/status").json
    for member in status.object ?? [:] { #expect(answer[member.key] == member.value, "\(member.key)") }
    #expect(
      answer["session_id"]?.string == id && answer["busy"] == false
        && answer["current_turn_id"]?.isNull == true)
    let replay = try bench.ask("GET", "/events/replay").json
    #expect(replay["events"]?.array?.last?["type"] == "turn.completed")
    let early = try bench.ask("GET", "/events/replay?before_sequence=4").json["events"]?.array ?? []
    #expect(!early.isEmpty && early.allSatisfy { $0["seq"]?.int ?? 9 < 4 })
    let head = try bench.connect()
    try head.send("HEAD", "/config")
    #expect(try head.answer(toHead: true).headers["content-length"] != "0")
  }

  @Test func sessionsAreMadeShownAndTakenAway() throws {
    let bench = try ServeBench()
    let made = try bench.ask("POST", "/sessions/new", ["title": "First"])
    let first = try #require(made.json["id"]?.string)
    #expect(made.status == 200 && made.json["title"] == "First")
    let second = try #require(try bench.ask("POST", "/sessions/new").json["id"]?.string)
    for (direction, from, to) in [
      ("next", first, second), ("newer", first, second), ("previous", second, first), ("prev", second, first),
      ("older", second, first),
    ] {
      let answer = try bench.ask("POST", "/sessions/navigate/\(direction)?session=\(from)")
      #expect(answer.status == 200 && answer.json["id"]?.string == to, "\(direction)")
    }
    #expect(try bench.ask("POST", "/sessions/navigate/next?session=\(second)").status == 404)
    #expect(try bench.ask("POST", "/sessions/navigate/up").status == 404)
    #expect(try bench.ask("POST", "/sessions/First/load").json["id"]?.string == first)
    #expect(try bench.ask("POST", "/sessions/nosuch/load").status == 404)
    #expect(try bench.ask("DELETE", "/sessions/\(first)").json["deleted"]?.string == first)
    #expect(try bench.ask("DELETE", "/sessions/\(first)").status == 404)
    #expect(try bench.ask("POST", "/interrupt").json["interrupted"] == false)
  }

  @Test func settingsAreSavedAndNeverShowAKey() throws {
    let bench = try ServeBench()
    let changed = try bench.ask(
      "PATCH", "/config", ["values": ["max_requests": 7, "verbosity": "low", "model": "true"]])
    #expect(changed.status == 200)
    let printed = try bench.output("agent-config", "get", "--format", "json")
    #expect(changed.body == printed)
    #expect(changed.json["max_requests"] == 7 && changed.json["verbosity"] == "low")
    #expect(changed.json["model"] == "true")
    #expect(try bench.ask("PATCH", "/config", ["values": ["mdel": "x"]]).status == 400)
    #expect(try bench.ask("PATCH", "/config", ["values": ["max_requests": "x"]]).status == 400)
    #expect(try bench.ask("PATCH", "/config", ["values": [:]]).status == 400)
    #expect(try bench.ask("PATCH", "/config", ["values": ["model": "x"], "save": false]).status == 400)
    #expect(try bench.ask("PATCH", "/config", ["values": ["openai_api_key": "sk-canary-1"]]).status == 403)
    _ = try bench.output("agent-config", "set", "openai_api_key=sk-canary-2")
    for target in ["/config", "/status", "/health"] {
      let text = try bench.ask("GET", target).text
      #expect(!text.contains("canary"), "\(target)")
    }
  }

  @Test func wakeupsComeAndGo() throws {
    let bench = try ServeBench()
    let made = try bench.ask(
      "POST", "/wakeups", ["prompt": "--help", "delay_seconds": 3600, "title": "-x", "max_time": "10m"])
    #expect(made.status == 201)
    let id = try #require(made.json["id"]?.string)
    #expect(made.json["prompt"] == "--help" && made.json["title"] == "-x")
    #expect(try bench.ask("POST", "/wakeups", ["prompt": "x", "interval_seconds": 60.5]).status == 201)
    #expect(
      try bench.ask("POST", "/wakeups", ["prompt": "x", "cron": "0 7 * * *", "tz": "Europe/Paris"]).status
        == 201)
    #expect(
      try bench.ask("POST", "/wakeups", ["prompt": "x", "run_at": "2100-01-01T00:00:00Z"]).status == 201)
    for wrong in [
      ["prompt": " ", "delay_seconds": 1], ["prompt": "x"], ["prompt": "x", "cron": "61 * * * *"],
      ["prompt": "x", "delay_seconds": "1"], ["prompt": "x", "delay_seconds": -1],
      ["prompt": "x", "delay_seconds": 1, "on_done": "touch /tmp/x"], [:],
    ] as [JSON] {
      #expect(try bench.ask("POST", "/wakeups", wrong).status == 400, "\(wrong.text)")
    }
    #expect(try bench.ask("POST", "/wakeups/\(id)/cancel").json["state"] == "cancelled")
    #expect(try bench.ask("GET", "/wakeups").json.array?.count == 3)
    #expect(try bench.ask("DELETE", "/wakeups/\(id)").json["id"]?.string == id)
    #expect(try bench.ask("DELETE", "/wakeups/\(id)").status == 404)
    #expect(try bench.ask("POST", "/wakeups/--help/cancel").status == 404)
  }

  @Test func whatThereIsNotIsTold() throws {
    let bench = try ServeBench()
    let gone = try bench.ask("POST", "/tui/open")
    #expect(gone.status == 410 && gone.text.contains("agent -s "))
    #expect(try bench.ask("GET", "/tui").status == 410)
    let nothing = try bench.ask("GET", "/nothing")
    #expect(nothing.status == 404 && nothing.headers["content-type"] == "application/problem+json")
    let method = try bench.ask("DELETE", "/config")
    #expect(method.status == 405 && method.headers["allow"] == "GET, PATCH")
    #expect(try bench.ask("OPTIONS", "/config").status == 405)
  }
}
