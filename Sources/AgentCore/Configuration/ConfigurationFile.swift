public import AgentJSON
import AgentSystem
import Glibc

/// The user's settings file and the one way to change it: under a lock, all or nothing, and without losing
/// what is not understood.
public struct ConfigurationFile: Sendable {
  public let runtime: RuntimeDirectory

  public init(_ runtime: RuntimeDirectory) { self.runtime = runtime }

  public var path: String { runtime.configurationFile }

  /// Where a file of the predecessor is kept as it was before its first change.
  public var originalPath: String { path + ".orig" }

  /// The settings in the file; empty when there is none.
  public func read() throws(AgentError) -> JSONObject { try Configuration.readFile(path) ?? JSONObject() }

  /// Changes the settings. The file is replaced as a whole, or not at all when `change` throws or changes
  /// nothing.
  /// - Returns: whether the file was written.
  @discardableResult
  public func update(_ change: (inout JSONObject) throws(AgentError) -> Void) throws(AgentError) -> Bool {
    try withLock { () throws(AgentError) in
      let before = try read()
      var after = before
      try change(&after)
      if after == before { return false }
      try replace(with: Array((JSON.object(after).prettyText + "\n").utf8), previous: before)
      return true
    }
  }

  /// Replaces the whole text, such as an editor left it, if the file still is what it was.
  /// - Throws: 75 when somebody else has changed the file since `original` was read, 78 when `text` is not
  ///   a settings file.
  public func replace(_ original: [UInt8]?, with text: [UInt8]) throws(AgentError) {
    try withLock { () throws(AgentError) in
      let current: [UInt8]?
      do throws(SystemError) {
        current = try Files.readIfPresent(path)
      } catch {
        throw AgentError(error)
      }
      if current != original {
        throw AgentError(.sessionBusy, "another process has changed it meanwhile", object: path)
      }
      try replace(with: text, previous: try read())
    }
  }

  private func withLock<Result>(_ body: () throws(AgentError) -> Result) throws(AgentError) -> Result {
    try runtime.prepare(.locks)
    let lockFile = "\(runtime.folder(.locks))/config.lock"
    let lock: FileLock
    do {
      lock = try FileLock.acquire(lockFile, until: .after(milliseconds: 10_000))
    } catch {
      if error.number == ETIMEDOUT {
        throw AgentError(.sessionBusy, "another process is changing the settings", object: lockFile)
      }
      throw AgentError(error)
    }
    return try withExtendedLifetime(lock) { () throws(AgentError) in try body() }
  }

  private func replace(with bytes: [UInt8], previous: JSONObject) throws(AgentError) {
    do {
      if Self.isPredecessors(previous), !Files.exists(originalPath) {
        try Files.replace(originalPath, with: try Files.read(path))
      }
      try Files.replace(path, with: bytes)
    } catch {
      throw AgentError(error)
    }
  }

  /// Whether the predecessor wrote the file. It writes all of its settings, these two among them, which
  /// have no effect here.
  static func isPredecessors(_ values: JSONObject) -> Bool {
    values["auto_proceed"] != nil && values.keys.contains("history")
  }
}
