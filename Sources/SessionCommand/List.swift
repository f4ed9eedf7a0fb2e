import AgentCLI
import AgentCore
import AgentJSON
import AgentSession
import AgentSystem
import ArgumentParser

/// `agent-session list`
struct List: AgentCommand {
  static let configuration = CommandConfiguration(
    commandName: "list",
    abstract: "List sessions, newest event first",
    discussion: """
      Exit status 2 when the file of a session cannot be read; it is told, and the
      others are listed.

      Example:
        agent-session list --since 7d --cwd .
      """)

  @Option(help: ArgumentHelp("At most so many.", valueName: "n"))
  var limit: Int?

  @Option(
    help: ArgumentHelp("Only those used since: a time (RFC 3339) or a span as in 7d.", valueName: "when"))
  var since: String?

  @Option(
    help: ArgumentHelp("Only those made in a directory or below.", valueName: "dir"), completion: .directory)
  var cwd: String?

  @Flag(help: "Those too in which only other agents began turns.")
  var all = false

  @OptionGroup var null: NullOption
  @OptionGroup var common: CommonOptions

  func run(in context: CommandContext) throws -> ExitStatus {
    if let limit, limit < 0 { throw AgentError(.usage, "must not be negative", object: "--limit") }
    let listing = try context.sessions.listing(
      limit: limit, since: try since.map { try context.past($0, "--since") },
      workingDirectory: cwd.map(context.absolute), all: all)
    let format = try outputFormat()
    let sink = RecordSink(format, context.output)
    if format == .text {
      try printText(listing.sessions, context)
      try context.output.flush()
    } else {
      for session in listing.sessions { try sink.add(session.record) }
    }
    // What could not be read is some of several, even where nothing else is there to be listed.
    var results = OperandResults(
      count: listing.sessions.count + listing.unreadable.count + 1, in: context, to: sink)
    for failure in listing.unreadable { try results.add(failure) }
    try results.finish()
    return results.status
  }

  private func printText(_ sessions: [SessionSummary], _ context: CommandContext) throws {
    if null.null {
      for session in sessions { try context.output.text(session.id + "\0") }
      return
    }
    // Bytes, put together in one place: with strings, a line costs as much as reading the session did.
    var line: [UInt8] = []
    for session in sessions {
      line.removeAll(keepingCapacity: true)
      let turns = String(session.turns)
      line += session.id.utf8
      Self.append(session.updated?.minute ?? "", to: &line, width: 16)
      Self.append(turns, to: &line, indent: 4 - turns.utf8.count)
      Self.append(session.state, to: &line, width: 7)
      Self.append(Terminal.line(session.title ?? ""), to: &line)
      while line.last == 0x20 { line.removeLast() }
      line.append(0x0a)
      try context.output.text(String(decoding: line, as: UTF8.self))
    }
  }

  /// Adds a column behind two blanks. All but the last are ASCII.
  private static func append(_ text: String, to line: inout [UInt8], width: Int = 0, indent: Int = 0) {
    line += repeatElement(0x20, count: 2 + max(0, indent))
    line += text.utf8
    line += repeatElement(0x20, count: max(0, width - text.utf8.count))
  }
}

extension String {
  var trimmedEnd: String {
    if utf8.last != 0x20 { return self }
    var text = Substring(self)
    while text.last == " " { text.removeLast() }
    return String(text)
  }
}
