import AgentCLI
import AgentCore
import AgentJSON
import AgentSession
import AgentSystem
import ArgumentParser
import Glibc

/// `agent-session follow`: the event bus on a pipe.
struct Follow: AgentCommand {
  static let configuration = CommandConfiguration(
    commandName: "follow",
    abstract: "Print events as they come",
    discussion: """
      With -j the lines are the log's own. It ends when its reader goes, when the
      session is deleted, or after --timeout.

      Example:
        agent-session follow --all --type 'turn.*' -j --timeout 1h
      """)

  @OptionGroup var operand: SessionArgument

  @Flag(help: "All sessions, those to come too, and the runtime log.")
  var all = false

  @Option(
    help: ArgumentHelp("Only events of these types, as in 'turn.*'; may be repeated.", valueName: "glob"))
  var type: [String] = []

  @Option(help: ArgumentHelp("Begin with this event [what comes from now on].", valueName: "seq"))
  var from: Int?

  @Flag(help: "Events of running turns that are not durable, too.")
  var deltas = false

  @Option(help: ArgumentHelp("End after so long, as in 10s.", valueName: "time"))
  var timeout: String?

  @OptionGroup var common: CommonOptions

  func outputFormat() throws(AgentError) -> OutputFormat { try common.outputFormat([.text, .ndjson]) }

  func run(in context: CommandContext) throws -> ExitStatus {
    let scope = try scope(context)
    let deadline = try timeout.map { (text) throws(AgentError) -> Deadline in
      guard let milliseconds = Duration.parse(text) else {
        throw AgentError(.usage, "'\(text)' is not a duration", object: "--timeout", hint: "as in 10s")
      }
      return .after(milliseconds: milliseconds)
    }
    let follower = try SessionFollower(context.sessions, scope, deltas: deltas)
    let isText = try outputFormat() == .text
    defer { tellDamage(follower, context) }
    tellFailures(follower, context)
    while true {
      let records = try follower.next(until: deadline, output: 1)
      tellFailures(follower, context)
      for record in records where isWanted(record) && record.isSound {
        if isText {
          try context.output.text(EventLineText.text(of: record, withSession: all))
        } else {
          try context.output.line(record.bytes)
        }
      }
      try context.output.flush()
      if !records.isEmpty { continue }
      if follower.isOver { return .done }
      if let deadline, deadline.hasPassed { return .done }
      throw AgentError(.outputClosed, "standard output was closed by its reader")
    }
  }

  private func scope(_ context: CommandContext) throws(AgentError) -> SessionFollower.Scope {
    if !all { return .session(try context.session(operand.session), from: from) }
    if operand.session != nil { throw AgentError(.usage, "a session and --all exclude each other") }
    if from != nil { throw AgentError(.usage, "--all is live only: --from needs a session") }
    return .all
  }

  private func isWanted(_ record: LogRecord) -> Bool {
    guard let name = record.type, !type.isEmpty else { return true }
    return type.contains { fnmatch($0, name, 0) == 0 }
  }

  /// A session that cannot be read keeps no other from being followed.
  private func tellFailures(_ follower: SessionFollower, _ context: CommandContext) {
    for failure in follower.takeFailures() { context.diagnostics.error(failure) }
  }

  private func tellDamage(_ follower: SessionFollower, _ context: CommandContext) {
    let count = follower.damagedCount
    if count > 0 { context.diagnostics.damage("\(count) damaged records passed over") }
  }
}
