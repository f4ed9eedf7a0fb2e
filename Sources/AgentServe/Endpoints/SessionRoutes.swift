import AgentCore
import AgentJSON
import AgentSession

/// Sessions and what was said in them, as agent-session(1) tells it.
enum SessionRoutes {
  static let all: [Route] = [
    Route("GET", "/session") { request, serving in
      try show(try serving.session(request.query("session")), serving)
    },
    Route("GET", "/sessions") { request, serving in
      var command = ["agent-session", "list", "--format", "json"]
      if let limit = request.query("limit") { command.append("--limit=\(limit)") }
      if let since = request.query("since") { command.append("--since=\(since)") }
      if try request.flag("all") { command.append("--all") }
      // 2: the file of some session cannot be read, and the others are listed.
      return .json(try serving.output(of: command, accepted: [2]))
    },
    Route("GET", "/messages") { request, serving in
      let id = try serving.session(request.query("session"))
      return .json(try serving.output(of: ["agent-session", "export", id, "--format", "seed"]))
    },
    Route("POST", "/sessions/new") { request, serving in
      let title = try BodyMembers(request, known: ["title"]).text("title")
      return .json(
        try serving.output(
          of: ["agent-session", "new", "--format", "json"] + (title.map { ["--title=\($0)"] } ?? [])))
    },
    // Which session is shown is the client's business; that one is there, and free, is ours.
    Route("POST", "/sessions/{id}/load") { request, serving in
      let id = try serving.session(request.parameters["id"])
      if let holder = serving.sessions.turnHolder(id) {
        throw AgentError(.sessionBusy, "a turn runs in it (\(holder.description))", object: id)
      }
      return try show(id, serving)
    },
    Route("POST", "/sessions/navigate/{direction}", navigate),
    Route("DELETE", "/sessions/{id}") { request, serving in
      let id = try serving.session(request.parameters["id"])
      _ = try serving.output(of: ["agent-session", "delete", "--yes", "--format", "json", id])
      return .json(["deleted": .string(id)])
    },
    Route("POST", "/interrupt", interrupt),
    Route("GET", "/events/replay", replay),
  ]

  private static func show(_ id: String, _ serving: Serving) throws(AgentError) -> ServeAnswer {
    .json(try serving.output(of: ["agent-session", "show", id, "--format", "json"]))
  }

  private static let navigate: Route.Body = { request, serving in
    let verb: String
    switch request.parameters["direction"] {
    case "next", "newer": verb = "next"
    case "previous", "prev", "older": verb = "previous"
    default:
      throw AgentError(.inputMissing, "is next, newer, previous, prev or older", object: "direction")
    }
    let body = try BodyMembers(request, known: ["session"])
    let id = try serving.session(try body.text("session") ?? request.query("session"))
    let outcome = try serving.run(["agent-session", verb, id, "--format", "json"])
    if outcome.status == 1 {
      throw AgentError(.sessionMissing, "there is none beyond it", object: id)
    }
    if let error = outcome.error { throw error }
    guard let next = try JSON(parsing: outcome.output)["id"]?.string else {
      throw AgentError(.internalError, "names no session", object: "agent-session \(verb)")
    }
    return try show(next, serving)
  }

  private static let interrupt: Route.Body = { request, serving in
    let body = try BodyMembers(request, known: ["reason", "session", "finish"])
    let selector = try body.text("session") ?? request.query("session")
    guard let id = selector == nil ? try serving.sessionIfAny() : try serving.session(selector) else {
      return .json(["interrupted": false, "session": nil])
    }
    var command = ["agent-session", "interrupt", "--format", "json"]
    if try body.boolean("finish") ?? false { command.append("--finish") }
    command += ["--", id]
    if let reason = try body.text("reason"), !reason.isEmpty { command.append(reason) }
    let outcome = try serving.run(command)
    // 1: no turn runs.
    if outcome.status > 1, let error = outcome.error { throw error }
    return .json(["interrupted": .bool(outcome.status == 0), "session": .string(id)])
  }

  /// The events of the latest turn, each with the bytes that the log has.
  private static let replay: Route.Body = { request, serving in
    let id = try serving.session(request.query("session") ?? request.query("session_id"))
    var before = Int.max
    if let text = request.query("before_sequence") {
      guard let number = Int(text), number >= 0 else {
        throw AgentError(.badRequest, "must be a number", object: "before_sequence")
      }
      before = number
    }
    let turns = try serving.sessions.summary(id).turns
    var body = Array("{\"session_id\":\"\(id)\",\"events\":[".utf8)
    if turns > 0 {
      let lines = try serving.output(of: ["agent-session", "show", id, "--turn", "\(turns)", "-j"])
      let events = lines.split(separator: 0x0a).filter { (LogEnvelope($0)?.sequence ?? 0) < before }
      body += Array(events.joined(separator: [UInt8(ascii: ",")]))
    }
    return .json(body + Array("]}\n".utf8))
  }
}
