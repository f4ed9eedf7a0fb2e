import AgentCore
import AgentJSON
import AgentSystem
import AgentTesting
import Glibc
import Testing

/// Events as they come to who follows them.
@Suite struct ServeEventTests {
  private func session(_ bench: ServeBench) throws -> String {
    String(decoding: try bench.output("agent-session", "new").dropLast(), as: UTF8.self)
  }

  private func append(_ bench: ServeBench, _ id: String, _ count: Int = 1) throws {
    let line = #"{"type":"notice","level":"info","code":"x","message":"y"}"# + "\n"
    let input = Array(String(repeating: line, count: count).utf8)
    let result = try bench.command("agent-session").run("append", id, "-q", stdin: input)
    #expect(result.status == 0)
  }

  private func follow(_ bench: ServeBench, _ query: String, _ headers: String...) throws -> ServeClient {
    let client = try bench.connect()
    // Version 1.0 has no chunks between the lines.
    try client.write(
      "GET /events\(query) HTTP/1.0\r\nHost: localhost\r\n" + headers.map { $0 + "\r\n" }.joined() + "\r\n")
    let head = try client.head()
    #expect(head.status == 200)
    return client
  }

  private func event(_ client: ServeClient) throws -> (id: String?, type: String, data: String) {
    while true {
      let lines = try client.read(to: "\n\n").split(separator: "\n")
      func field(_ name: String) -> String? {
        lines.first { $0.hasPrefix("\(name): ") }.map { String($0.dropFirst(name.count + 2)) }
      }
      if let type = field("event") { return (field("id"), type, field("data") ?? "") }
    }
  }

  @Test func theLinesAreTheLogsAndTheIdsGoOn() throws {
    let bench = try ServeBench()
    let id = try session(bench)
    try append(bench, id, 3)
    let client = try follow(bench, "?session=\(id)&after=1")
    let log = try bench.output("agent-session", "show", id, "-j").split(separator: 0x0a).map {
      String(decoding: $0, as: UTF8.self)
    }
    for number in 2...4 {
      let (name, type, data) = try event(client)
      #expect(name == "\(id)-\(number)" && type == "notice" && data == log[number - 1])
    }
    try append(bench, id)
    #expect(try event(client).id == "\(id)-5")
    // What any process appends comes, whoever it is.
    let again = try follow(bench, "?session=\(id)&after=0", "Last-Event-ID: \(id)-4")
    #expect(try event(again).id == "\(id)-5")
    let lines = try follow(bench, "?session=\(id)&after=3", "Accept: application/x-ndjson")
    #expect(try lines.read(to: "\n") == log[3] + "\n")
  }

  @Test func withoutAPlaceItBeginsNow() throws {
    let bench = try ServeBench()
    let id = try session(bench)
    try append(bench, id, 3)
    let client = try follow(bench, "?session=\(id)")
    try append(bench, id)
    #expect(try event(client).id == "\(id)-5")
    #expect(try bench.ask("GET", "/events?session=nosuch").status == 404)
  }

  @Test func anIdOfTheFutureIsToldOnce() throws {
    let bench = try ServeBench()
    let id = try session(bench)
    for last in ["\(id)-99", "20200101T000000.000Z-0000-1", "nonsense"] {
      let client = try follow(bench, "?session=\(id)", "Last-Event-ID: \(last)")
      let (name, type, data) = try event(client)
      let newest = try bench.ask("GET", "/status?session=\(id)").json["seq"]?.int ?? 0
      #expect(
        type == "resync" && name == "\(id)-\(newest)" && data.contains("\"newest\":\(newest)"), "\(last)")
      try append(bench, id)
      #expect(try event(client).id == "\(id)-\(newest + 1)")
    }
  }

  @Test func allSessionsAndTheRuntimeLogAreOneStream() throws {
    let bench = try ServeBench()
    let old = try session(bench)
    let client = try follow(bench, "", "Last-Event-ID: \(old)-1")
    #expect(try event(client).type == "notice")
    try append(bench, old)
    #expect(try event(client).id == "\(old)-2")
    let new = try session(bench)
    #expect(try event(client).id == "\(new)-1")
    _ = try bench.output("agent-config", "set", "max_requests=9")
    let (name, type, _) = try event(client)
    #expect(name == "runtime-1" && type == "config.changed")
  }

  @Test func aSessionThatIsArchivedSaysSo() throws {
    let bench = try ServeBench(model: try ScriptedModelServer())
    let id = try session(bench)
    for prompt in ["one", "two"] { _ = try bench.output("agent-turn", "-s", id, "--no-stdin", prompt) }
    let end =
      try JSON(parsing: bench.output("agent-session", "status", id, "--format", "json"))["seq"]?.int ?? 0
    let compacted = #"{"type":"compaction.completed","after_tokens":1,"summary":"s"}"# + "\n"
    _ = try bench.command("agent-session").run("append", id, "-q", stdin: Array(compacted.utf8))
    #expect(try bench.command("agent-session").run("archive", id).status == 0)
    let first = try #require(
      try JSON(parsing: bench.output("agent-session", "show", id, "-j").split(separator: 0x0a)[0])["seq"]?.int
    )
    let client = try follow(bench, "?session=\(id)&after=0")
    let (name, type, _) = try event(client)
    #expect(name == "\(id)-\(first)")
    #expect(type == (first > 1 ? "session.archived" : "session.created"))
    #expect(end > 0)
  }

  @Test func deltasComeToWhoWantsThem() throws {
    let bench = try ServeBench(model: try ScriptedModelServer(then: .text("one two three").deltas(of: 3)))
    let id = try session(bench)
    let (plain, full) = (try follow(bench, "?session=\(id)"), try follow(bench, "?session=\(id)&deltas=1"))
    #expect(try bench.ask("POST", "/turns?wait=1", ["prompt": "x", "session": .string(id)]).status == 200)
    func types(_ client: ServeClient) throws -> [String] {
      var types: [String] = []
      while types.last != "turn.completed" { types.append(try event(client).type) }
      return types
    }
    let few = try types(plain)
    #expect(!few.contains("item.delta"))
    let all = try types(full)
    #expect(all.contains("item.delta"))
  }

  @Test func aDeletedSessionAndAServerThatEndsSayGoodbye() throws {
    let bench = try ServeBench()
    let (one, two) = (try session(bench), try session(bench))
    let first = try follow(bench, "?session=\(one)")
    let second = try follow(bench, "?session=\(two)", "Accept: application/x-ndjson")
    _ = try bench.output("agent-session", "delete", "--yes", one)
    while try event(first).type != "bye" {}
    #expect(first.isEnded)
    bench.child.signal(SIGTERM)
    #expect(try second.read(to: "\n").hasPrefix("{\"type\":\"bye\""))
    #expect(bench.child.wait() == .code(0))
    #expect(!Files.exists(bench.directory.path("runtime/serve.json")))
    #expect(!Files.exists(bench.directory.path("runtime/serve.sock")))
    try bench.restart()
  }

  /// Many who follow, some who stall and some who come again and again, and a server that is started anew or killed.
  @Test(arguments: ["none", "restart", "kill"]) func nothingIsLostOrTwice(_ trouble: String) throws {
    let directory = TestDirectory()
    let full = TestDose.isFull
    let result = try BuiltCommand("/usr/bin/python3", in: directory).run(
      Checkout.path("Tests/Peers/sse_load.py"), BuiltCommand.directory, directory.runtime,
      full ? "1000" : "100", full ? "2000" : "300", full ? "20" : "5", full ? "100" : "10", trouble,
      timeout: 300_000)
    try #require(result.status == 0, "\(result.errors)")
    let told = try JSON(parsing: result.stdout)
    #expect(told["lost"] == 0 && told["repeated"] == 0, "\(told.text) \(result.errors)")
    #expect(told["peak_kb"]?.int ?? .max < 100 << 10, "\(told.text)")
  }
}
