import AgentJSON
import AgentTesting
import Testing

/// What agent-turn and the session's file really say is what agent-events(5) describes.
@Suite struct EventStreamTests {
  private let page: ManualPage

  init() throws { page = try Repository.page("agent-events.5") }

  @Test func eventsHaveTheMembersOfThePage() throws {
    let directory = TestDirectory()
    try directory.write("work/note.txt", "The gate opens at nine.\n")
    let server = try ScriptedModelServer([
      .failure(429, code: "rate_limit_exceeded", message: "slow down", headers: ["retry-after-ms": "1"]),
      .answer(
        .reasoning("let me look"), .call(name: "read", arguments: #"{"path":"note.txt"}"#, id: "call_1")),
      .text("It opens at nine."),
      .failure(400, code: "invalid_request_error", message: "no"),
    ])
    defer { server.close() }
    let turn = BuiltCommand(
      "agent-turn", in: directory,
      environment: ["AGENT_BASE_URL": server.baseURL, "AGENT_MODEL": "scripted"])
    let first = try turn.run("-j", "--deltas", "When does the gate open?")
    let second = try turn.run("-j", "-c", "--max-requests", "2", "And now?")
    let log = try BuiltCommand("agent-session", in: directory).run("show", "latest", "-j")

    var seen: Set<String> = []
    for line in first.lines + second.lines + log.lines {
      let event = try #require(try JSON(parsing: Array(line.utf8)).object)
      let type = try #require(event["type"]?.string)
      seen.insert(type)
      try check(event.keys, of: type)
      if let item = event["item"]?.object { try check(item: item) }
    }
    #expect(
      seen.isSuperset(of: [
        "session.created", "thread.started", "turn.started", "request.started", "retry", "item.started",
        "item.delta", "item.completed", "request.completed", "turn.completed", "turn.failed",
      ]))
  }

  private func check(_ members: [String], of type: String) throws {
    let payloads = page.items(of: "PAYLOADS")
    let item = try #require(payloads.first { $0.names.contains(type) }, "\(type) is not described")
    var known = Set(item.members + page.items(of: "ENVELOPE").flatMap(\.names) + ["crc"])
    if type == "turn.failed" {
      known.formUnion(payloads.first { $0.names == ["turn.completed"] }?.members ?? [])
    }
    #expect(known.isSuperset(of: members), "\(type): \(Set(members).subtracting(known).sorted())")
  }

  private func check(item: JSONObject) throws {
    let type = try #require(item["type"]?.string)
    let described = page.items(of: "ITEMS").first { $0.names.contains(type) }
    let known = Set(try #require(described, "\(type) is not described").members + ["id", "type"])
    #expect(known.isSuperset(of: item.keys), "\(type): \(Set(item.keys).subtracting(known).sorted())")
  }
}
