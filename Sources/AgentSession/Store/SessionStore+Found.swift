import AgentCore
import AgentSystem

extension SessionStore {
  /// Imports the sessions of codex-agent-framework that are found in the folder, each once; their files are
  /// left as they are.
  ///
  /// `NAME.json.imported` says what has become of `NAME.json`. The id is made of the file's time and name, so
  /// that an import whose process was killed before it could write that is not done twice. What cannot be
  /// imported now hinders nobody: a list of sessions is wanted, not this.
  /// - Parameter names: what is in the folder and no log.
  /// - Returns: the names of the logs that were made.
  func importFound(_ names: [String]) -> [String] {
    let found = names.filter { $0.hasSuffix(".json") }
    if found.isEmpty { return [] }
    let present = Set(names)
    let fresh = found.filter { !present.contains($0 + Self.importedMark) }
    if fresh.isEmpty || (try? runtime.prepare(.locks)) == nil { return [] }
    let lockPath = "\(runtime.folder(.locks))/import.lock"
    guard let lock = try? FileLock.acquire(lockPath, until: .after(milliseconds: 10_000)) else { return [] }
    defer { withExtendedLifetime(lock) {} }
    return fresh.compactMap { name in
      do throws(AgentError) {
        return try importFound(name).map { "\($0).ndjson" }
      } catch {
        notice("\(runtime.folder(.sessions))/\(name): not imported: \(error.description)")
        return nil
      }
    }
  }

  private static let importedMark = ".imported"

  /// - Returns: the id, or nil when the log was there already or another process was faster.
  private func importFound(_ name: String) throws(AgentError) -> String? {
    let file = "\(runtime.folder(.sessions))/\(name)"
    let mark = file + Self.importedMark
    if Files.exists(mark) { return nil }
    let bytes = try system { () throws(SystemError) in try Files.read(file, limit: 1 << 30) }
    let moment = try system { () throws(SystemError) in Timestamp(fileTime: try LogFile.modified(file)) }
    let digest = SHA256.hexDigest(Array(name.utf8))
    let id = SessionID.make(at: moment, suffix: String(digest.prefix(4)))
    let isThere = exists(id)
    do throws(AgentError) {
      if !isThere {
        let messages = try ImportSource.readMessages(bytes, file)
        _ = try importMessages(messages, nil, nil, preferring: id)
      }
    } catch {
      // Said once: the next list need not read it again.
      if error.code == .badData { try write("not imported: \(error.message)", to: mark) }
      throw error
    }
    try write(id, to: mark)
    notice("\(file): imported as \(id); the file is left as it is")
    return isThere ? nil : id
  }

  private func write(_ text: String, to mark: String) throws(AgentError) {
    try system { () throws(SystemError) in try Files.replace(mark, with: Array("\(text)\n".utf8)) }
  }
}
