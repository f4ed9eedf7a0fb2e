import AgentCore

/// What a turn is started with.
package struct TurnRequest: Sendable, Equatable {
  /// The prompt: text, or records where `isNDJSON`.
  package var prompt: [UInt8]
  /// Whether ``prompt`` is NDJSON, as agent-turn(1) reads it on its standard input.
  package var isNDJSON = false
  /// An id, `latest`, `new` or a title.
  package var session = "latest"
  package var title: String?
  /// When another turn runs: `fail`, `queue`, `wait`, `wait=SECONDS` or `fork`.
  package var lock = "fail"
  package var ephemeral = false
  package var resume = false
  /// One `turn` record at the end instead of events.
  package var isRecord = false
  /// Also what is not durable.
  package var deltas = false
  package var idempotencyKey: String?
  package var workspace: String?
  /// Further options of agent-turn(1), as on its command line.
  package var options: [String] = []

  package init(prompt: String) { self.prompt = Array(prompt.utf8) }

  /// - Parameter workspace: where the turn runs when nobody says.
  func arguments(runtime: RuntimeDirectory) -> [String] {
    var arguments = isRecord ? ["--format", "json"] : ["-j"]
    arguments += ["--origin", "serve", "--runtime-dir", runtime.path]
    arguments += ["--workspace", workspace ?? runtime.folder(.workfolder)]
    arguments += resume ? ["--no-stdin"] : ["--stdin", "--input", isNDJSON ? "ndjson" : "text"]
    arguments += ephemeral ? ["--ephemeral"] : ["--session=\(session)", "--lock", lock]
    if let title { arguments.append("--title=\(title)") }
    if resume { arguments.append("--resume") }
    if deltas, !isRecord { arguments.append("--deltas") }
    if let idempotencyKey { arguments.append("--idempotency-key=\(idempotencyKey)") }
    return arguments + options
  }
}
