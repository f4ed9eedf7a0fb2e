import AgentCLI
import AgentCore
import AgentJSON
import AgentMemory
import AgentSystem

extension CommandContext {
  /// The store, or nil where nothing has been remembered yet.
  func memory() throws -> MemoryStore? { told(try MemoryStore.read(runtime, clock: clock)) }

  /// The store for changing what is in it; where there is none, nothing can be named.
  func memory(for name: String) throws -> MemoryStore {
    guard try memory() != nil else { throw MemoryStore.missing(name) }
    return try memoryForWriting()
  }

  /// The store, made where it is missing.
  func memoryForWriting() throws -> MemoryStore {
    let store = try MemoryStore.write(runtime, clock: clock)
    return told(store) ?? store
  }

  /// Tells what of the predecessor's could not be taken over.
  private func told(_ store: MemoryStore?) -> MemoryStore? {
    if let notice = store?.adoptionNotice { diagnostics.damage(notice) }
    return store
  }

  /// Scopes that a question is answered from; nil for all.
  /// - Parameter scope: as the user gave it; without one the repository around the working directory, and
  /// `global`.
  func scopes(_ scope: String?) throws -> [String]? {
    if scope == MemoryScope.all { return nil }
    let chosen: String
    if let scope {
      chosen = try usage("--scope") { try MemoryScope.parse(scope, workingDirectory: workingDirectory) }
    } else {
      chosen = MemoryScope.ofProject(workingDirectory) ?? MemoryScope.global
    }
    return MemoryScope.withAncestors(chosen)
  }

  /// A moment, or the moment a span ago.
  func past(_ text: String?, _ option: String) throws(AgentError) -> Timestamp? {
    guard let text else { return nil }
    if let time = MemoryTime.parse(text) { return time }
    if let span = Duration.parse(text) { return clock.now() + -span }
    throw AgentError(
      .usage, "'\(text)' is neither a time nor a span", object: option, hint: "as in 2026-01-31 or 7d")
  }

  /// A moment, or the moment in a span.
  func future(_ text: String?, _ option: String) throws(AgentError) -> Timestamp? {
    guard let text else { return nil }
    if let time = MemoryTime.moment(text, now: clock.now()) { return time }
    throw AgentError(
      .usage, "'\(text)' is neither a time nor a span", object: option, hint: "as in 2026-01-31 or 7d")
  }

  func kind(_ text: String?) throws(AgentError) -> MemoryKind? {
    guard let text else { return nil }
    if let kind = MemoryKind(rawValue: text) { return kind }
    throw AgentError(
      .usage, "unknown kind '\(Terminal.sanitized(text))'", object: "--kind",
      hint: "one of \(MemoryKind.allCases.map(\.rawValue).joined(separator: ", "))")
  }
}

/// Entries for people.
enum EntryText {
  /// One line: id, day, kind, beginning of the text.
  /// - Parameter passage: what is shown instead of the beginning of the text.
  static func line(_ entry: MemoryEntry, passage: String? = nil) -> String {
    let mark = entry.isPinned ? "*" : " "
    let state = entry.state == "live" ? "" : "[\(entry.state)] "
    return
      "\(entry.id) \(mark) \(entry.created.minute)  \(entry.kind.rawValue)  \(state)\(head(entry, passage: passage))"
  }

  /// Title and text in one line, cut.
  static func head(_ entry: MemoryEntry, passage: String? = nil, limit: Int = 160) -> String {
    let text = (entry.title.map { $0 + ": " } ?? "") + (passage.map { "… " + $0 } ?? entry.text)
    return oneLine(text, limit: limit)
  }
}
