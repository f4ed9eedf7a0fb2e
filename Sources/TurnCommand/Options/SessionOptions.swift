import AgentCLI
import AgentCore
import AgentSystem
import ArgumentParser

/// Which session a turn belongs to.
struct SessionOptions: ParsableArguments {
  @Option(
    name: .shortAndLong, help: ArgumentHelp("Session: an id, latest, new, or a title.", valueName: "id"),
    completion: .session(["new"]))
  var session: String?

  @Flag(name: [.customShort("c"), .customLong("continue")], help: "Go on in the latest session.")
  var continueLatest = false

  @Option(name: .long, help: ArgumentHelp("Title of a new session.", valueName: "text"))
  var title: String?

  @Flag(name: .long, help: "Work on a copy of the session.")
  var fork = false

  @Flag(name: .long, help: "Keep nothing.")
  var ephemeral = false

  @Flag(name: .long, help: "Go on after a failed or killed turn without asking anew.")
  var resume = false

  @Option(
    name: .long,
    help: ArgumentHelp(
      "When another turn runs: wait[=SECONDS], fail, queue or fork (default wait=60).", valueName: "how"),
    completion: .list(["wait", "fail", "queue", "fork"]))
  var lock: LockPolicy = .wait(milliseconds: 60_000)

  @Option(
    name: .long, help: ArgumentHelp("The same key is the same turn, never a second one.", valueName: "key"))
  var idempotencyKey: String?

  /// What `agent-session compact` asks for: no turn, but a summary in place of the conversation.
  @Flag(name: .long, help: .hidden)
  var compact = false

  @Option(name: .long, help: .hidden)
  var origin: String = "cli"

  func validate() throws {
    if continueLatest, session != nil {
      throw ValidationError("--continue and --session exclude one another")
    }
    if ephemeral, session != nil || continueLatest || fork || resume {
      throw ValidationError("--ephemeral goes with none of --session, --continue, --fork and --resume")
    }
    if let idempotencyKey {
      if idempotencyKey.isEmpty || idempotencyKey.utf8.count > 255
        || idempotencyKey.utf8.contains(where: { $0 < 0x20 || $0 == 0x7f })
      {
        throw ValidationError("--idempotency-key takes 1 to 255 bytes without control characters")
      }
      if ephemeral || compact { throw ValidationError("--idempotency-key needs a session that is kept") }
    }
    if compact, session == nil, !continueLatest { throw ValidationError("--compact needs --session") }
    if compact, fork || resume || lock == .queue || lock == .fork {
      throw ValidationError("--compact goes with none of --fork, --resume and --lock queue and fork")
    }
    if resume, lock == .queue { throw ValidationError("--resume and --lock queue exclude one another") }
    try SessionTitle.validate(title)
    if fork, resume { throw ValidationError("--fork and --resume exclude one another") }
  }
}

/// What to do when a turn is running in the session.
enum LockPolicy: Equatable, ExpressibleByArgument {
  case wait(milliseconds: Int)
  case fail
  case queue
  case fork

  init?(argument: String) {
    switch argument {
    case "wait": self = .wait(milliseconds: 60_000)
    case "fail": self = .fail
    case "queue": self = .queue
    case "fork": self = .fork
    default:
      guard argument.hasPrefix("wait="), let time = Duration.parse(String(argument.dropFirst(5))) else {
        return nil
      }
      self = .wait(milliseconds: time)
    }
  }

  var defaultValueDescription: String { "wait=60" }
}
