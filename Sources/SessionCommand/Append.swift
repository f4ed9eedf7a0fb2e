import AgentCLI
import AgentCore
import AgentJSON
import AgentSession
import AgentSystem
import ArgumentParser

/// `agent-session append`: the primitive that others build on.
///
/// Lines that arrive together are written and synced together; each is acknowledged only then.
struct Append: AgentCommand {
  static let configuration = CommandConfiguration(
    commandName: "append",
    abstract: "Append events from standard input, and acknowledge each",
    discussion: """
      One event a line, without its envelope. For each, {"type":"ack","seq":N} is
      printed once it is as durable as asked. The first wrong line ends it (65);
      those before it are in.

      Example:
        echo '{"type":"notice","level":"info","code":"ci","message":"built"}' |
          agent-session append build --create
      """)

  @Argument(help: "Id, beginning of an id, 'latest', '@-N' or title.", completion: .session())
  var session: String

  @Flag(help: "Make the session if there is none: with this id, or with this title.")
  var create = false

  @Option(help: "What an acknowledged event survives: none, process (SIGKILL), power.")
  var durability: PromisedDurability = .process

  @OptionGroup var dry: DryRunOption
  @OptionGroup var common: CommonOptions

  func run(in context: CommandContext) throws -> ExitStatus {
    let log = try open(context).map { SessionLog($0, store: context.sessions) }
    let sink = RecordSink(try outputFormat(), context.output)
    do {
      try appendInput(to: log, in: context.sessions, sink)
    } catch let error as AgentError {
      // In JSON there is one value: what was acknowledged, and the failure behind it.
      guard try outputFormat() == .json, error.code != .outputClosed else { throw error }
      context.diagnostics.error(error)
      try sink.add(error.record)
      try sink.finish()
      return error.exitCode
    }
    if dry.dryRun { try context.tellRehearsal("would append what was given to \(session)", to: sink) }
    try sink.finish()
    return .done
  }

  func validate() throws { if create { try SessionTitle.validate(session) } }

  /// The session's id, made if need be; nil for a dry run, which makes none.
  private func open(_ context: CommandContext) throws(AgentError) -> String? {
    if !dry.dryRun, create {
      return try context.sessions.resolveOrCreate(session, workingDirectory: context.workingDirectory)
    }
    do throws(AgentError) {
      let id = try context.session(session)
      return dry.dryRun ? nil : id
    } catch {
      guard create, error.code == .sessionMissing, session != "latest", !session.hasPrefix("@-") else {
        throw error
      }
      return nil
    }
  }

  private func appendInput(to log: SessionLog?, in store: SessionStore, _ sink: RecordSink) throws {
    var lines = LineReader()
    while true {
      let chunk = try IO.read(0, upTo: 1 << 16, of: "standard input")
      lines.append(chunk)
      try appendWholeLines(&lines, atEnd: chunk.isEmpty, to: log, in: store, sink)
      if chunk.isEmpty { return }
    }
  }

  /// Appends what has come; a wrong line stops it after those before it are in and acknowledged.
  private func appendWholeLines(
    _ lines: inout LineReader, atEnd: Bool, to log: SessionLog?, in store: SessionStore, _ sink: RecordSink
  ) throws(AgentError) {
    var events: [GivenEvent] = []
    var failure: AgentError?
    do throws(AgentError) {
      while let line = try next(&lines, atEnd: atEnd) { events.append(try parse(line, store)) }
    } catch {
      failure = error
    }
    guard let log else {
      if let failure { throw failure }
      return
    }
    for run in events.chunked() {
      let appended = try log.append(run.events, turn: run.turn, durability: durability.value)
      for event in appended { try sink.add(event.acknowledgement) }
    }
    if let failure { throw failure }
  }

  private func next(_ lines: inout LineReader, atEnd: Bool) throws(AgentError) -> LineReader.Line? {
    do throws(JSONError) {
      if let line = try lines.next() { return line }
      return atEnd ? try lines.finish() : nil
    } catch {
      throw AgentError(.badData, "\(error)", object: "standard input")
    }
  }

  private func parse(_ line: LineReader.Line, _ store: SessionStore) throws(AgentError) -> GivenEvent {
    let place = "standard input: line \(line.number)"
    let value: JSON
    do throws(JSONError) {
      value = try JSON(parsing: line.bytes)
    } catch {
      throw AgentError(.badData, "invalid JSON: \(error)", object: place)
    }
    do throws(AgentError) {
      let given = try GivenEvent(value)
      try store.requireAcceptable(given, length: line.bytes.count)
      return given
    } catch {
      let object = error.object.map { "\(place): \($0)" } ?? place
      throw AgentError(error.code, error.message, object: object, hint: error.hint)
    }
  }
}

/// ``Durability`` as an option spells it.
enum PromisedDurability: String, ExpressibleByArgument, CaseIterable {
  case none, process, power

  var value: Durability {
    switch self {
    case .none: .none
    case .process: .process
    case .power: .power
    }
  }
}

extension [GivenEvent] {
  /// Neighbours of the same turn together.
  fileprivate func chunked() -> [(turn: Int?, events: [Event])] {
    var runs: [(turn: Int?, events: [Event])] = []
    for given in self {
      if let last = runs.indices.last, runs[last].turn == given.turn {
        runs[last].events.append(given.event)
      } else {
        runs.append((given.turn, [given.event]))
      }
    }
    return runs
  }
}
