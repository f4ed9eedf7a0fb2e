import AgentCLI
import AgentCore
import AgentSystem
import ArgumentParser

/// Many turns in one process.
struct LoopOptions: ParsableArguments {
  @Flag(name: .long, help: "Serve turns: one JSON object a line in, their events out.")
  var loop = false

  @Option(name: .long, help: ArgumentHelp("End a loop in which nothing happens.", valueName: "time"))
  var idleExit: String?

  func validate() throws {
    if idleExit != nil, !loop { throw ValidationError("--idle-exit goes with --loop") }
    if let idleExit, Duration.parse(idleExit).map({ $0 > 0 }) != true {
      throw ValidationError("--idle-exit takes a duration such as 30m, not '\(idleExit)'")
    }
  }

  var idleMilliseconds: Int? { idleExit.flatMap(Duration.parse) }
}

extension TurnRoot {
  /// Refuses what is about one turn only.
  func requireLoopOptions() throws(AgentError) {
    let excluded = [
      ("a prompt", !input.prompt.isEmpty), ("--stdin", input.stdin), ("--no-stdin", input.noStdin),
      ("--file", !input.file.isEmpty), ("--image", !input.image.isEmpty), ("--output", result.output != nil),
      ("--ephemeral", session.ephemeral), ("--resume", session.resume),
      ("--idempotency-key", session.idempotencyKey != nil),
      ("--lock queue", session.lock == .queue),
      ("--dry-run", dryRun.dryRun), ("--key-fd 0", model.keyFd == 0),
    ]
    for (name, isGiven) in excluded where isGiven {
      throw AgentError(.usage, "--loop and \(name) exclude one another")
    }
  }
}
