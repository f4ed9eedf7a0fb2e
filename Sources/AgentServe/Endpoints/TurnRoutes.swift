import AgentCore
import AgentJSON
import AgentSession

/// Turns: each is a child that goes on whatever becomes of the client and of us.
enum TurnRoutes {
  static let all: [Route] = [Route("POST", "/turns", start)]

  /// Members that are options of agent-turn(1) with a value.
  static let options = [
    "model": "--model", "provider": "--provider", "effort": "--effort", "verbosity": "--verbosity",
    "max_output_tokens": "--max-output-tokens", "temperature": "--temperature", "system": "--system",
    "profile": "--profile", "tools": "--tools", "sandbox": "--sandbox", "net": "--net",
    "approve": "--approve", "on_denied": "--on-denied", "memory": "--memory", "skills": "--skills",
    "providers": "--providers", "max_requests": "--max-requests", "max_tool_calls": "--max-tool-calls",
    "max_tokens": "--max-tokens", "max_cost": "--max-cost", "budget": "--budget", "max_time": "--max-time",
    "tool_timeout": "--tool-timeout",
    "overflow": "--overflow",
  ]
  private static let own = [
    "prompt", "session", "title", "lock", "workspace", "resume", "ephemeral", "deltas",
  ]

  private static let start: Route.Body = { request, serving in
    let isWaiting = try request.flag("wait")
    let isStreaming = try request.flag("stream")
    var turn = try parse(request, serving)
    turn.isRecord = isWaiting && !isStreaming
    let asked = turn
    if isStreaming {
      let ndjson = EventRoutes.wantsNDJSON(request)
      return .streamed(headers: [("content-type", EventRoutes.mediaType(ndjson))]) { sink in
        try stream(try serving.turn(asked), to: sink, ndjson: ndjson)
      }
    }
    return .later {
      let child = try serving.turn(asked)
      return isWaiting ? try record(child) : try accepted(child)
    }
  }

  private static func parse(_ request: ServeRequest, _ serving: Serving) throws(AgentError) -> TurnRequest {
    let body = try BodyMembers(request, known: own + options.keys.sorted())
    let prompt = try body.text("prompt") ?? ""
    var turn = TurnRequest(prompt: prompt)
    turn.resume = try body.boolean("resume") ?? false
    if !turn.resume, prompt.allSatisfy(\.isWhitespace) {
      throw AgentError(.badRequest, "is blank", object: "prompt")
    }
    turn.ephemeral = try body.boolean("ephemeral") ?? false
    let (deltas, queue) = (try request.flag("deltas"), try request.flag("queue"))
    turn.deltas = try body.boolean("deltas") ?? deltas
    turn.title = try body.text("title")
    turn.workspace = try body.text("workspace")
    if let workspace = turn.workspace, workspace.utf8.first != UInt8(ascii: "/") {
      throw AgentError(.badRequest, "must be an absolute path", object: "workspace")
    }
    turn.lock = try body.text("lock") ?? (queue ? "queue" : "fail")
    guard ["fail", "queue", "wait", "fork"].contains(turn.lock) || turn.lock.hasPrefix("wait=") else {
      throw AgentError(.badRequest, "is fail, queue, wait, wait=SECONDS or fork", object: "lock")
    }
    if let profile = try body.text("profile") { try serving.requireProfile(profile) }
    turn.options = try body.options(options)
    if !turn.ephemeral {
      let selector = try body.text("session") ?? request.query("session")
      let found = selector == nil ? try serving.sessionIfAny() : nil
      turn.session = found ?? "new"
      if let selector, selector != "new" { turn.session = try serving.session(selector) }
    }
    if let key = request.header("idempotency-key") {
      guard (1...255).contains(key.utf8.count), key.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7f }) else {
        throw AgentError(.badRequest, "must be 1 to 255 characters without blanks", object: "Idempotency-Key")
      }
      turn.idempotencyKey = key
    }
    return turn
  }

  /// Answers as soon as the prompt is on the disk.
  private static func accepted(_ child: TurnChild) throws(AgentError) -> ServeAnswer {
    while let line = try child.nextLine() {
      guard let envelope = LogEnvelope(line), let session = envelope.session else { continue }
      switch envelope.type {
      case "turn.started":
        let id = "\(session).\(envelope.turn ?? 0)"
        let after = max(0, (envelope.sequence ?? 1) - 1)
        let events = "/events?session=\(session)&after=\(after)"
        return .whole(
          status: 202, headers: [("content-type", "application/json"), ("location", events)],
          body: JSON.object([
            "accepted": true, "queued": false, "id": .string(id), "turn_id": .string(id),
            "session": .string(session), "turn": JSON.int(envelope.turn ?? 0), "after": .int(after),
            "pending_message_id": nil, "events": .string(events),
          ]).bytes)
      case "input.queued": return queued(line, session)
      default: continue
      }
    }
    throw child.failure
  }

  private static func queued(_ line: [UInt8], _ session: String) -> ServeAnswer {
    let id = (try? JSON(parsing: line))?["id"] ?? nil
    return .json(
      [
        "accepted": true, "queued": true, "id": id, "turn_id": nil, "session": .string(session), "turn": nil,
        "pending_message_id": id,
      ], status: 202)
  }

  /// Waits for the end: the record that `agent-turn --format json` prints, also of a turn that failed.
  private static func record(_ child: TurnChild) throws(AgentError) -> ServeAnswer {
    while let line = try child.nextLine() {
      if line.starts(with: "{\"type\":\"turn\"".utf8) { return .json(line + [0x0a]) }
      if let envelope = LogEnvelope(line), envelope.type == "input.queued" {
        return queued(line, envelope.session ?? "")
      }
    }
    throw child.failure
  }

  /// The events of the turn as they come. What fails before it begins is no stream.
  private static func stream(_ child: TurnChild, to sink: any AnswerSink, ndjson: Bool) throws(AgentError) {
    var hasBegun = false
    while let line = try child.nextLine() {
      let envelope = LogEnvelope(line)
      if !hasBegun, envelope?.session == nil { break }
      hasBegun = true
      if ndjson {
        try sink.write(line + [0x0a])
      } else if let envelope {
        var bytes: [UInt8] = []
        ServerEvent.write(line, envelope, to: &bytes)
        try sink.write(bytes)
      }
    }
    if !hasBegun { throw child.failure }
  }
}
