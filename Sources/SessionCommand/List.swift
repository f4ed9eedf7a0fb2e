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
      limit: limit, since: try since.map { try Self.time($0, context.clock.now()) },
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
    for session in sessions {
      let time = session.updated?.minute ?? ""
      // Made in place: an interpolation costs as much as reading the session did.
      var line = session.id
      line += "  "
      line += time.padded(to: 16)
      line += "  "
      line += String(session.turns).paddedAtStart(to: 4)
      line += "  "
      line += session.state.padded(to: 7)
      line += "  "
      line += Self.line(session.title ?? "")
      try context.output.text(line.trimmedEnd)
      try context.output.text("\n")
    }
  }

  /// A title in one line, safe to print.
  private static func line(_ title: String) -> String {
    if title.utf8.allSatisfy({ (0x20..<0x7f).contains($0) }) { return title }
    return Terminal.sanitized(title).split(whereSeparator: \.isNewline).joined(separator: " ")
  }

  /// A moment, or the moment a span ago.
  static func time(_ text: String, _ now: Timestamp) throws(AgentError) -> Timestamp {
    if let time = Timestamp(text) { return time }
    if let time = Timestamp("\(text)T00:00:00Z") { return time }
    if let span = Duration.parse(text) { return now + -span }
    throw AgentError(
      .usage, "'\(text)' is neither a time nor a span", object: "--since", hint: "as in 2026-01-31 or 7d")
  }
}

extension String {
  /// For ASCII, as are all columns but the last.
  func padded(to width: Int) -> String { utf8.count < width ? self + blanks(to: width) : self }

  func paddedAtStart(to width: Int) -> String { utf8.count < width ? blanks(to: width) + self : self }

  private func blanks(to width: Int) -> String { String(repeating: " ", count: width - utf8.count) }

  var trimmedEnd: String {
    if utf8.last != 0x20 { return self }
    var text = Substring(self)
    while text.last == " " { text.removeLast() }
    return String(text)
  }
}
