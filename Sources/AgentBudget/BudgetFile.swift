public import AgentCore
import AgentJSON
public import AgentSystem
import Glibc

/// `budgets.json` in the runtime directory, and the one way to change it: under a lock, all or nothing.
///
/// A file that is not in the shape is told and never replaced, and nothing is spent on it.
public struct BudgetFile: Sendable {
  public let runtime: RuntimeDirectory

  public init(_ runtime: RuntimeDirectory) { self.runtime = runtime }

  public var path: String { runtime.file("budgets.json") }

  private static let sizeLimit = 4 << 20
  /// How long the lock is waited for, and how long by somebody who is to stop at once.
  private static let patience = 10_000
  private static let shortPatience = 1_000

  public func read() throws(AgentError) -> BudgetLedger {
    let bytes: [UInt8]?
    do throws(SystemError) {
      bytes = try contents()
    } catch {
      throw AgentError(error)
    }
    guard let bytes else { return BudgetLedger() }
    return try parse(bytes)
  }

  /// Nil where there is none; a pipe or a device in its place would never end.
  private func contents() throws(SystemError) -> [UInt8]? {
    guard let status = try Files.status(path) else { return nil }
    if status.st_mode & S_IFMT != S_IFREG { throw SystemError("read", path, number: ENOTSUP) }
    return try Files.readIfPresent(path, limit: Self.sizeLimit)
  }

  private func parse(_ bytes: [UInt8]) throws(AgentError) -> BudgetLedger {
    let way = "mend it, or move it away: what has been spent is forgotten then"
    do {
      return try BudgetLedger(parsing: try JSON(parsing: bytes))
    } catch let error as AgentError {
      throw AgentError(error.code, error.message, object: path, hint: error.hint ?? way)
    } catch {
      throw AgentError(.badData, "is not JSON: \(error)", object: path, hint: way)
    }
  }

  /// Changes the ledger. The file is replaced as a whole, or not at all when `change` throws or changes nothing.
  public func update<Result>(
    _ cancellation: Cancellation, _ change: (inout BudgetLedger) throws(AgentError) -> Result
  ) throws(AgentError) -> Result {
    try runtime.prepare(.locks)
    let lock = try lock(cancellation)
    return try withExtendedLifetime(lock) { () throws(AgentError) in
      let before = try read()
      var after = before
      let result = try change(&after)
      if after == before { return result }
      do throws(SystemError) {
        try Files.replace(path, with: Array((after.json.prettyText + "\n").utf8))
      } catch {
        throw AgentError(error)
      }
      return result
    }
  }

  private func lock(_ cancellation: Cancellation) throws(AgentError) -> FileLock {
    let path = "\(runtime.folder(.locks))/budgets.lock"
    let last = Deadline.after(milliseconds: Self.patience)
    while true {
      do throws(SystemError) {
        return try FileLock.acquire(path, until: .after(milliseconds: Self.shortPatience))
      } catch {
        if error.number != ETIMEDOUT { throw AgentError(error) }
      }
      if let reason = cancellation.reason { throw AgentError(reason) }
      if last.hasPassed {
        throw AgentError(.sessionBusy, "another process has held the budgets for long", object: path)
      }
    }
  }
}
