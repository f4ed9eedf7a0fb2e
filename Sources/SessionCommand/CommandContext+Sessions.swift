import AgentCLI
import AgentCore
import AgentIndex
import AgentSession
import AgentSystem
import ArgumentParser
import Glibc

extension CommandContext {
  var sessions: SessionStore {
    SessionStore(runtime, clock: clock) { [diagnostics] in diagnostics.note($0) }
  }

  /// The id that an operand means; `latest` where there is none.
  func session(_ operand: String?) throws(AgentError) -> String { try sessions.resolve(operand ?? "latest") }

  /// A moment, or the moment a span ago.
  func past(_ text: String, _ option: String) throws(AgentError) -> Timestamp {
    if let time = Timestamp(text) { return time }
    if let time = Timestamp("\(text)T00:00:00Z") { return time }
    if let span = Duration.parse(text) { return clock.now() + -span }
    throw AgentError(
      .usage, "'\(text)' is neither a time nor a span", object: option, hint: "as in 2026-01-31 or 7d")
  }

  /// Takes what those of the sessions said that have gone out of the search index, too.
  func forget(_ ids: [String]) {
    let gone = Set(ids).filter { !Files.exists(sessions.path($0)) }
    do {
      try IndexFile(runtime).forget(gone)
    } catch {
      diagnostics.note("the search index forgets it with the next search: \(AgentError(wrapping: error))")
    }
  }

  /// The log that an operand names: of a session, or a file, where a path may be given.
  func log(_ operand: String?) throws(AgentError) -> NamedLog {
    if let operand, operand.contains("/") || operand.hasSuffix(".ndjson") {
      let path = absolute(operand)
      if !Files.exists(path) { throw AgentError(.inputMissing, "no such file", object: operand) }
      if Files.isDirectory(path) { throw AgentError(.badData, "is a directory", object: operand) }
      let kind = ((try? Files.status(path)) ?? nil)?.st_mode ?? S_IFREG
      if kind & S_IFMT != S_IFREG { throw AgentError(.badData, "is no regular file", object: operand) }
      return NamedLog(id: nil, name: operand, path: path)
    }
    let id = try session(operand)
    return NamedLog(id: id, name: id, path: sessions.path(id))
  }

  /// The one line that tells of damage in a log.
  func tellDamage(_ state: LogState, in log: NamedLog) {
    guard let text = state.text else { return }
    let hint = log.id.map { " (try 'agent-session fsck \($0)')" } ?? ""
    diagnostics.damage("\(log.name): \(text)\(hint)")
  }
}

/// In what state a log was when it was read.
struct LogState {
  var records = 0
  var damaged = 0
  /// Events that must have been there.
  var missing = 0

  var hasSoundRecord: Bool { records > damaged }

  /// What is wrong, or nil.
  var text: String? {
    if records == 0 { return "the log is empty" }
    var parts: [String] = []
    if damaged > 0 { parts.append("\(damaged) damaged record\(damaged == 1 ? "" : "s") passed over") }
    if missing > 0 { parts.append(missing == 1 ? "1 event is missing" : "\(missing) events are missing") }
    return parts.isEmpty ? nil : parts.joined(separator: ", ")
  }
}

/// A log that a command reads: where it is, and the session it is when it is one of the runtime directory.
struct NamedLog {
  let id: String?
  let name: String
  let path: String
}

/// The operand that most verbs take.
struct SessionArgument: ParsableArguments {
  @Argument(
    help: ArgumentHelp("Id, beginning of an id, 'latest', '@-N' or title [latest].", valueName: "session"),
    completion: .session())
  var session: String?
}

extension Transcript {
  var state: LogState { LogState(records: recordCount, damaged: damagedCount, missing: missingCount) }
}
