public import AgentCore
import AgentSystem
import CSQLite
import Glibc

/// A SQLite file that many short processes share.
///
/// Write-ahead log, no checkpoint when a connection is closed (a command would pay four syncs for it), every
/// writing transaction begun as a writer (a reader that becomes one later fails at once where another has
/// written meanwhile), and a wait of random steps for others. Used by one thread.
public final class Database {
  public enum Mode: Sendable {
    /// Only to be read; it must be there.
    case read
    /// It must be there.
    case write
    /// Made where it is missing.
    case create
  }

  public let path: String
  let handle: OpaquePointer
  private let busy: BusyWait
  private var prepared: [String: Statement] = [:]
  private var walPages = 0

  /// Milliseconds for which other writers are waited for.
  public static let patience = 5_000

  /// From so many pages in the log on they are brought into the database (4 MB), and from so many on the log
  /// is emptied, which waits for readers.
  private static let passivePages = 1_000
  private static let truncatedPages = 3_000

  public init(_ path: String, mode: Mode, patience: Int = Database.patience) throws(AgentError) {
    self.path = path
    if csqlite_open() == 0 { throw AgentError(lacking: "libsqlite3.so.0", package: "libsqlite3-0") }
    try Self.refuseForeign(path)
    if mode == .create { try Self.make(path) }
    var opened: OpaquePointer?
    let code = path.system.withUnsafeBufferPointer {
      sqlite3_open_v2($0.baseAddress, &opened, SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX, nil)
    }
    guard let opened else { throw StoreFailure.error(code, nil, path: path) }
    handle = opened
    busy = BusyWait(limit: patience)
    if code != SQLITE_OK {
      let error = StoreFailure.error(code, opened, path: path)
      sqlite3_close_v2(opened)
      throw error
    }
    busy.install(handle)
    sqlite3_extended_result_codes(handle, 1)
    csqlite_keep_wal_on_close(handle)
    csqlite_distrust_schema(handle)
    if mode != .read { try configure() }
    if mode == .read { try execute("PRAGMA query_only = 1") }
  }

  deinit {
    prepared.removeAll()
    sqlite3_close_v2(handle)
  }

  /// What another user owns or may write is not used: who can change the file can change what is done with it.
  private static func refuseForeign(_ path: String) throws(AgentError) {
    guard let found = try? Files.status(path) else { return }
    if found.st_uid != geteuid() {
      throw AgentError(
        .auth, "belongs to another user", object: path, hint: "chown \"$(id -un)\" \(path.quotedForShell)")
    }
    if found.st_mode & S_IFMT == S_IFREG, found.st_mode & 0o022 != 0 {
      throw AgentError(.auth, "others may write it", object: path, hint: "chmod 600 \(path.quotedForShell)")
    }
  }

  /// An empty file with our mode, which SQLite gives to the files beside it, too.
  private static func make(_ path: String) throws(AgentError) {
    do throws(SystemError) {
      _ = try Descriptor(opening: path, O_RDWR | O_CREAT, mode: 0o600)
    } catch {
      if error.isOfTheSystem { throw AgentError(error) }
      throw AgentError(.io, "cannot create: \(error.reason)", object: path, exit: .cannotCreate)
    }
  }

  private func configure() throws(AgentError) {
    let statement = try query("PRAGMA journal_mode")
    let journal = try statement.step() ? statement.text(0) : ""
    statement.reset()
    if journal != "wal" { try switchToLog() }
    try execute("PRAGMA synchronous = NORMAL; PRAGMA secure_delete = ON; PRAGMA journal_size_limit = 4194304")
    sqlite3_wal_hook(
      handle,
      { context, _, _, pages in
        guard let context else { return SQLITE_OK }
        Unmanaged<Database>.fromOpaque(context).takeUnretainedValue().walPages = Int(pages)
        return SQLITE_OK
      }, Unmanaged.passUnretained(self).toOpaque())
  }

  /// Two that make the file at once both ask for it; the busy handler is not asked in every one of these
  /// cases.
  private func switchToLog() throws(AgentError) {
    var attempt = 0
    while true {
      do {
        try execute("PRAGMA journal_mode = WAL")
        return
      } catch {
        guard error.code == .sessionBusy, busy.wait(attempt) else { throw error }
        attempt += 1
      }
    }
  }

  func failure(_ code: Int32) -> AgentError { StoreFailure.error(code, handle, path: path) }

  /// Something that should not be there was read.
  public func damaged(_ why: String) -> AgentError { StoreFailure.damaged(why, path) }

  /// Runs statements that give no rows.
  public func execute(_ sql: String) throws(AgentError) {
    let code = sqlite3_exec(handle, sql, nil, nil, nil)
    if code != SQLITE_OK { throw failure(code) }
  }

  /// A statement, ready to be stepped. The same text is prepared once, so it must not be asked for again
  /// while its rows are being read.
  public func query(_ sql: String, _ values: StoreValue...) throws(AgentError) -> Statement {
    try query(sql, values)
  }

  public func query(_ sql: String, _ values: [StoreValue]) throws(AgentError) -> Statement {
    let statement: Statement
    if let known = prepared[sql] {
      statement = known
    } else {
      statement = try Statement(sql, self)
      prepared[sql] = statement
    }
    try statement.start(values)
    return statement
  }

  /// Runs a statement to its end.
  public func run(_ sql: String, _ values: StoreValue...) throws(AgentError) {
    let statement = try query(sql, values)
    while try statement.step() {}
  }

  public func run(_ sql: String, _ values: [StoreValue]) throws(AgentError) {
    let statement = try query(sql, values)
    while try statement.step() {}
  }

  /// The first column of the first row as a number.
  public func int(_ sql: String, _ values: StoreValue...) throws(AgentError) -> Int? {
    let statement = try query(sql, values)
    defer { statement.reset() }
    return try statement.step() ? statement.optionalInt(0) : nil
  }

  /// Rows changed by the last statement.
  public var changes: Int { Int(sqlite3_changes(handle)) }

  // MARK: - Transactions

  /// What `body` reads is of one moment.
  public func read<Result>(_ body: () throws -> Result) throws -> Result {
    try execute("BEGIN")
    defer { try? execute("ROLLBACK") }
    return try body()
  }

  /// All that `body` writes or nothing of it, and no other writer meanwhile.
  /// - Parameter sync: whether it must survive a power cut when this returns.
  @discardableResult
  public func write<Result>(sync: Bool = false, _ body: () throws -> Result) throws -> Result {
    try execute(sync ? "PRAGMA synchronous = FULL; BEGIN IMMEDIATE" : "BEGIN IMMEDIATE")
    let result: Result
    do {
      result = try body()
      try execute("COMMIT")
    } catch {
      try? execute("ROLLBACK")
      throw error
    }
    if sync { try execute("PRAGMA synchronous = NORMAL") }
    checkpointIfDue()
    return result
  }

  /// What is committed stands; a checkpoint that fails is the next writer's.
  private func checkpointIfDue() {
    if walPages >= Self.truncatedPages {
      try? emptyLog()
    } else if walPages >= Self.passivePages {
      sqlite3_wal_checkpoint_v2(handle, nil, SQLITE_CHECKPOINT_PASSIVE, nil, nil)
    }
    walPages = 0
  }

  /// Brings everything into the database file and empties the log.
  ///
  /// Whoever begins a log anew syncs its header; that is done here at once, so that it is not the next one
  /// who adds something that pays for it.
  public func emptyLog() throws(AgentError) {
    let code = sqlite3_wal_checkpoint_v2(handle, nil, SQLITE_CHECKPOINT_TRUNCATE, nil, nil)
    if code != SQLITE_OK { throw failure(code) }
    let version = try int("PRAGMA user_version") ?? 0
    try execute("BEGIN IMMEDIATE; PRAGMA user_version = \(version); COMMIT")
  }
}
