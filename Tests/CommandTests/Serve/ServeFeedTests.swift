import AgentCore
import AgentJSON
import AgentSystem
import AgentTesting
import Glibc
import Testing

/// Who comes in the middle of a turn, and who follows all sessions and is slow: neither loses or repeats anything.
@Suite struct ServeFeedTests {
  private func session(_ bench: ServeBench) throws -> String {
    String(decoding: try bench.output("agent-session", "new").dropLast(), as: UTF8.self)
  }

  private func follow(_ bench: ServeBench, _ query: String) throws -> ServeClient {
    let client = try bench.connect()
    try client.write(
      "GET /events\(query) HTTP/1.0\r\nHost: localhost\r\nAccept: application/x-ndjson\r\n\r\n")
    #expect(try client.head().status == 200)
    return client
  }

  private func append(_ bench: ServeBench, _ id: String, _ count: Int) throws {
    let text = String(repeating: "y", count: 400)
    let line = #"{"type":"notice","level":"info","code":"x","message":"\#(text)"}"# + "\n"
    let result = try bench.command("agent-session").run(
      "append", id, "-q", stdin: Array(String(repeating: line, count: count).utf8))
    #expect(result.status == 0, "\(result.errors)")
  }

  /// The text of the deltas until there are so many bytes of it, with a check that none is missing or there twice.
  private func text(_ client: ServeClient, bytes: Int) throws -> String {
    var text = ""
    while text.utf8.count < bytes {
      let event = try JSON(parsing: Array(client.read(to: "\n").utf8))
      guard event["type"] == "item.delta" else { continue }
      #expect(event["offset"]?.int == text.utf8.count)
      text += event["delta"]?.string ?? ""
    }
    return text
  }

  @Test func whoComesInTheMiddleOfATurnGetsItsDeltas() throws {
    let answer = "one two three four five six seven eight nine ten"
    let reply = ScriptedReply.text(answer).deltas(of: 4)
    // The events of six deltas come, and no more.
    let stream = String(decoding: reply.streamBytes(path: "/v1/responses"), as: UTF8.self)
    let sixth = try #require(stream.firstRange(bytes: "\"ive \""))
    let rest = String(stream[sixth.upperBound...])
    let end = try #require(rest.firstRange(bytes: "\n\n"))
    let stall = stream.utf8.count - rest.utf8.distance(from: end.upperBound, to: rest.endIndex)
    let model = try ScriptedModelServer([reply.stalled(at: stall)])
    let bench = try ServeBench(model: model)
    let id = try session(bench)
    #expect(
      try bench.ask("POST", "/turns", ["prompt": "x", "session": .string(id)]).status == 202)
    // The first reader sees the part that has come; so it is in the live file.
    let first = try follow(bench, "?session=\(id)&after=0&deltas=1")
    let begun = try text(first, bytes: 24)
    #expect(answer.hasPrefix(begun))
    // In the feed that is open, and in a new one; from a place on, and from now on.
    for query in ["&after=0", ""] {
      let late = try follow(bench, "?session=\(id)\(query)&deltas=1")
      #expect(try text(late, bytes: begun.utf8.count) == begun)
    }
    bench.kill()
    try bench.restart()
    let again = try follow(bench, "?session=\(id)&deltas=1")
    #expect(try text(again, bytes: begun.utf8.count) == begun)
    // Who does not want them gets none.
    let plain = try follow(bench, "?session=\(id)&after=0")
    var types: [String] = []
    while types.last != "turn.started" {
      types.append(try JSON(parsing: Array(plain.read(to: "\n").utf8))["type"]?.string ?? "")
    }
    #expect(!types.contains("item.delta"))
    _ = try bench.ask("POST", "/interrupt", ["session": .string(id)])
  }

  /// Far more than the server keeps in memory, in several sessions and the runtime log, while nothing is read.
  @Test func aSlowReaderOfAllSessionsGetsEverything() throws {
    let bench = try ServeBench()
    let ids = try (0..<3).map { _ in try session(bench) }
    let slow = try follow(bench, "")
    let other = try follow(bench, "")
    let rounds = TestDose.count(3, full: 20)
    for round in 0..<rounds {
      for id in ids { try append(bench, id, 1_000) }
      _ = try bench.output("agent-config", "set", "max_requests=\(round + 1)")
    }
    let new = try session(bench)
    for client in [slow, other] {
      var last: [String: Int] = [:]
      var missing = 0
      func isOver() -> Bool {
        ids.allSatisfy { last[$0] == rounds * 1_000 + 1 } && last["runtime"] == rounds && last[new] == 1
      }
      for id in ids { last[id] = 1 }
      while !isOver() {
        let event = try JSON(parsing: Array(client.read(to: "\n").utf8))
        #expect(event["code"] != "events_lost", "\(event.text)")
        guard let sequence = event["seq"]?.int else { continue }
        let name = event["session"]?.string ?? "runtime"
        if sequence != last[name, default: 0] + 1 { missing += 1 }
        last[name] = sequence
      }
      #expect(missing == 0)
    }
    // Both are back where what is new comes from.
    try append(bench, new, 1)
    for client in [slow, other] {
      let event = try JSON(parsing: Array(client.read(to: "\n").utf8))
      #expect(event["session"]?.string == new && event["seq"] == 2, "\(event.text)")
    }
    #expect(AbuseTests.memory(bench) < 100 << 10)
  }
}
