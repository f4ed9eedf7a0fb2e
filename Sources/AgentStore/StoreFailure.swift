import AgentCore
import CSQLite

/// What SQLite's result codes mean to whoever runs a command.
enum StoreFailure {
  static func error(_ code: Int32, _ database: OpaquePointer?, path: String) -> AgentError {
    let reason = database.map { String(cString: sqlite3_errmsg($0)) } ?? String(cString: sqlite3_errstr(code))
    switch code & 0xff {
    case SQLITE_BUSY, SQLITE_LOCKED, SQLITE_PROTOCOL:
      return AgentError(.sessionBusy, "is busy: other processes write it", object: path, hint: "try again")
    case SQLITE_CORRUPT, SQLITE_NOTADB, SQLITE_FORMAT:
      return damaged(reason, path)
    case SQLITE_FULL: return AgentError(.io, "the disk is full", object: path)
    case SQLITE_READONLY, SQLITE_PERM, SQLITE_AUTH:
      return AgentError(.sandbox, "cannot be written: \(reason)", object: path)
    case SQLITE_CANTOPEN:
      return AgentError(.io, "cannot be opened: \(reason)", object: path, exit: .cannotCreate)
    case SQLITE_TOOBIG: return AgentError(.tooLarge, "too large for the store", object: path)
    case SQLITE_NOMEM, SQLITE_IOERR: return AgentError(.io, reason, object: path)
    default: return AgentError(.internalError, "\(reason) (SQLite \(code))", object: path)
    }
  }

  static func damaged(_ why: String, _ path: String) -> AgentError {
    AgentError(
      .sessionDamaged, "is damaged: \(why)", object: path, hint: "restore a backup"
    )
  }
}
