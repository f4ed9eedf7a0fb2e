public import AgentCore
import AgentJSON
public import AgentSystem
import Glibc

/// The sessions of a runtime directory: where their files are, and how they begin and end.
public struct SessionStore: Sendable {
  public let runtime: RuntimeDirectory
  public let clock: Clock
  /// Told of what is done unasked: the import of sessions that another program has left.
  let notice: @Sendable (String) -> Void

  public init(
    _ runtime: RuntimeDirectory, clock: Clock = .system,
    notice: @escaping @Sendable (String) -> Void = { _ in }
  ) {
    self.runtime = runtime
    self.clock = clock
    self.notice = notice
  }

  public var blobs: BlobStore { BlobStore(runtime) }

  /// The log of a session: `sessions/ID.ndjson`.
  public func path(_ id: String) -> String { "\(runtime.folder(.sessions))/\(id).ndjson" }
  public func turnLockPath(_ id: String) -> String { "\(runtime.folder(.locks))/\(id).turn" }
  func logLockPath(_ id: String) -> String { "\(runtime.folder(.locks))/\(id).log" }

  public func exists(_ id: String) -> Bool { SessionID.isValid(id) && Files.exists(path(id)) }

  /// The ids of all sessions, oldest id first.
  public func ids() throws(AgentError) -> [String] {
    let folder = runtime.folder(.sessions)
    if !Files.exists(folder) { return [] }
    let names = try system { () throws(SystemError) in try Files.list(folder) }
    var logs = names.filter { $0.hasSuffix(".ndjson") }
    if logs.count < names.count {
      let others = names.filter { !$0.hasSuffix(".ndjson") }
      removeAbandoned(others)
      logs = (logs + importFound(others)).sorted()
    }
    return logs.compactMap(SessionID.ofLog)
  }

  /// The process that runs a turn of the session now.
  public func turnHolder(_ id: String) -> TurnHolder? { TurnHolder.read(turnLockPath(id)) }

  func eventLog(_ id: String) -> EventLog {
    EventLog(path: path(id), lockPath: logLockPath(id), session: id, blobs: blobs, clock: clock)
  }

  func requireSession(_ id: String) throws(AgentError) {
    if !exists(id) { throw .noSuchSession(id) }
  }

  // MARK: - Creating

  /// Makes a session whose log holds `session.created`, synced with its directory, and returns its id.
  public func create(title: String? = nil, workingDirectory: String, forkedFrom: String? = nil)
    throws(AgentError) -> String
  {
    let creation = Self.creation(title: title, workingDirectory: workingDirectory, forkedFrom: forkedFrom)
    return try createFile { [clock, blobs] (id) throws(AgentError) in
      let line = try EventLine.encode(
        creation, sequence: 1, time: clock.now(), session: id, turn: nil, blobs: blobs)
      return line + [0x0a]
    }
  }

  /// Makes the session `id`, which must not exist.
  public func create(id: String, title: String? = nil, workingDirectory: String) throws(AgentError) {
    let creation = Self.creation(title: title, workingDirectory: workingDirectory, forkedFrom: nil)
    let line = try EventLine.encode(
      creation, sequence: 1, time: clock.now(), session: id, turn: nil, blobs: blobs)
    if try !writeNew(id, line + [0x0a]) {
      throw AgentError(.badData, "exists already", object: id, exit: .cannotCreate)
    }
  }

  /// The session that `name` means; where there is none it is made, with that id or else with that title. Any
  /// number of processes may ask at once: one makes it.
  public func resolveOrCreate(_ name: String, workingDirectory: String) throws(AgentError) -> String {
    if let found = try resolveIfPresent(name) { return found }
    try runtime.prepare(.locks)
    let lock = try system { () throws(SystemError) in
      try FileLock.acquire("\(runtime.folder(.locks))/create.lock")
    }
    defer { withExtendedLifetime(lock) {} }
    if let found = try resolveIfPresent(name) { return found }
    if !SessionID.isValid(name) { return try create(title: name, workingDirectory: workingDirectory) }
    let creation = Self.creation(title: nil, workingDirectory: workingDirectory, forkedFrom: nil)
    let line = try EventLine.encode(
      creation, sequence: 1, time: clock.now(), session: name, turn: nil, blobs: blobs)
    // Somebody else may have made it otherwise, by an import: it is there.
    _ = try writeNew(name, line + [0x0a])
    return name
  }

  private func resolveIfPresent(_ name: String) throws(AgentError) -> String? {
    do throws(AgentError) {
      return try resolve(name)
    } catch {
      if error.code == .sessionMissing, name != "latest", !name.hasPrefix("@-") { return nil }
      throw error
    }
  }

  /// Finds a free id and writes the file that `contents` makes for it.
  func createFile(time: Timestamp? = nil, _ contents: (String) throws(AgentError) -> [UInt8])
    throws(AgentError) -> String
  {
    for _ in 0..<100 {
      let id = SessionID.make(at: clock.now())
      if try writeNew(id, contents(id), time: time) { return id }
    }
    throw AgentError(
      .io, "no free session id", object: runtime.folder(.sessions), exit: .cannotCreate)
  }

  /// Creates the log with its contents, whole or not at all, synced; false when the name is taken.
  /// - Parameter time: the time of the last event, by which lists are ordered; nil for the present.
  func writeNew(_ id: String, _ bytes: [UInt8], time: Timestamp? = nil) throws(AgentError) -> Bool {
    try runtime.prepare(.sessions, .locks)
    do throws(SystemError) {
      try Files.create(path(id), with: bytes, modified: time?.fileTime)
      return true
    } catch {
      if error.number == EEXIST { return false }
      let isRefused = [EACCES, EPERM, EROFS, ENOENT, ENOTDIR].contains(error.number)
      throw AgentError(
        .io, "cannot create the session: \(error.reason)", object: path(id),
        exit: isRefused ? .cannotCreate : nil)
    }
  }

  static func creation(title: String?, workingDirectory: String?, forkedFrom: String?) -> Event {
    var payload: JSONObject = ["title": JSON(title), "cwd": JSON(workingDirectory)]
    payload.append("forked_from", ifPresent: forkedFrom.map(JSON.string))
    return Event(.sessionCreated, payload)
  }

  /// What a log begins with that had lost everything.
  static let emptyCreation = creation(title: nil, workingDirectory: nil, forkedFrom: nil)
}
