import AgentCore
import AgentJSON
import AgentSession
import AgentSystem

/// What is going on, settings and tools.
enum StateRoutes {
  static let all: [Route] = [
    Route("GET", "/health") { _, serving in
      let session = try serving.sessionIfAny()
      return .json([
        "ok": true, "busy": .bool(session.map { serving.sessions.turnHolder($0) != nil } ?? false),
        "session_id": JSON(session), "version": .string(serving.version),
      ])
    },
    Route("GET", "/status", status),
    Route("GET", "/config") { _, serving in
      .json(try serving.output(of: ["agent-config", "get", "--format", "json"]))
    },
    Route("PATCH", "/config", changeConfiguration),
    Route("GET", "/tools") { request, serving in
      .json(
        try serving.output(
          of: ["agent-tool", "list", "--format", "json"] + (try request.flag("all") ? ["--all"] : [])))
    },
    Route("POST", "/restart", restart),
    Route("GET", "/tui", gone), Route("POST", "/tui/open", gone), Route("POST", "/tui/close", gone),
  ]

  /// What agent-session(1) says, and behind it what else the predecessor's clients look for.
  private static let status: Route.Body = { request, serving in
    let selector = request.query("session")
    let session = selector == nil ? try serving.sessionIfAny() : try serving.session(selector)
    var status: JSONObject = ["type": "status", "v": 1, "session": nil, "busy": false]
    if let session {
      let told = try serving.output(of: ["agent-session", "status", session, "--format", "json"])
      status = try JSON(parsing: told).object ?? status
    }
    let (tokens, limit) = (status["context_tokens"]?.int, status["context_limit"]?.int)
    let isBusy = status["busy"]?.bool ?? false
    let turn = status["turn"]?.int
    let state = serving.state()
    let more: JSONObject = [
      "session_id": JSON(session),
      "current_turn_id": isBusy ? session.flatMap { id in turn.map { .string("\(id).\($0)") } } ?? nil : nil,
      "context_current_tokens": tokens.map(JSON.int) ?? nil,
      "context_limit_tokens": limit.map(JSON.int) ?? nil,
      "context_percent": limit.flatMap { limit in
        tokens.flatMap { limit > 0 ? JSON(Double($0 * 1000 / limit) / 10) : nil }
      } ?? nil,
      "source": "serve", "version": .string(serving.version),
      "server_pid": .int(Int(ProcessIdentity.current()?.pid ?? 0)),
      "subscribers": .int(state.subscribers), "connections": .int(state.connections),
      "server_turns": .int(state.turns), "event_backlog": 0,
    ]
    for member in more where status[member.key] == nil { status.append(member.key, member.value) }
    return .json(.object(status))
  }

  private static let changeConfiguration: Route.Body = { request, serving in
    let body = try BodyMembers(request, known: ["values", "save"])
    guard let values = body["values"]?.object, !values.isEmpty else {
      throw AgentError(.badRequest, "must be an object of settings", object: "values")
    }
    guard try body.boolean("save") ?? true else {
      throw AgentError(
        .badRequest, "settings are always saved; for one turn give them to POST /turns", object: "save")
    }
    var assignments: [String] = []
    for member in values {
      // On a command line other users could read it.
      if ConfigurationKey.all.first(where: { $0.name == member.key })?.isSecret ?? false {
        throw AgentError(
          .sandbox, "is not set this way", object: member.key, hint: "agent-config set \(member.key)")
      }
      assignments.append("\(member.key)=\(member.value.text)")
    }
    // Unknown names and values of another kind are the client's mistake.
    let outcome = try serving.run(["agent-config", "set", "--format", "json", "--"] + assignments)
    if var error = outcome.error {
      if error.code == .config || error.code == .usage {
        error = AgentError(.badRequest, error.message, hint: error.hint)
      }
      throw error
    }
    return .json(try serving.output(of: ["agent-config", "get", "--format", "json"]))
  }

  /// Stored first and restarted then, so that the continuation comes once whatever becomes of the restart.
  private static let restart: Route.Body = { request, serving in
    let body = try BodyMembers(request, known: ["prompt", "title"])
    let prompt = try body.text("prompt") ?? ""
    if !prompt.allSatisfy(\.isWhitespace) {
      var arguments: JSONObject = ["prompt": .string(prompt)]
      arguments.append("title", ifPresent: try body.text("title").map(JSON.string))
      let session = try serving.sessionIfAny()
      _ = try serving.output(
        of: ["agent-wake", "--tool", "scheduler_restart_and_wakeup"], input: JSON.object(arguments).bytes,
        environment: session.map { ["AGENT_SESSION": $0] } ?? [:])
      try serving.detach(["agent-wake", "run", "-q"])
    } else {
      try serving.detach(["agent-serve", "restart", "-q"])
    }
    let isStored = !prompt.allSatisfy(\.isWhitespace)
    return .json(
      [
        "restarting": true, "restart_pending": true, "already_pending": false,
        "wakeup_persisted": .bool(isStored),
        "service": "agent-serve",
      ], status: 202)
  }

  private static let gone: Route.Body = { _, serving in
    let session = try? serving.sessionIfAny()
    throw AgentError(
      .inputMissing, "there is no window to open; in a terminal: agent -s \(session ?? "ID")", object: "/tui",
      status: 410)
  }
}
