public import AgentCore
import AgentJSON
import AgentSystem
import Glibc

/// `planner.json` in the runtime directory, and the one way to change it: under a lock, all or nothing.
///
/// A file that is not in the shape is told and never replaced.
public struct PlanFile: Sendable {
  public let runtime: RuntimeDirectory

  public init(_ runtime: RuntimeDirectory) { self.runtime = runtime }

  public var path: String { runtime.file("planner.json") }
  /// Where a file of the predecessor is kept as it was before its first change.
  public var originalPath: String { path + ".orig" }

  static let sizeLimit = 16 << 20

  /// The plans; none where there is no file.
  public func read() throws(AgentError) -> Planner {
    try parse(try bytes())
  }

  private func bytes() throws(AgentError) -> [UInt8]? {
    do throws(SystemError) {
      return try Files.readIfPresent(path, limit: Self.sizeLimit)
    } catch {
      throw AgentError(error)
    }
  }

  private func parse(_ bytes: [UInt8]?) throws(AgentError) -> Planner {
    guard let bytes else { return Planner() }
    return try PlanFile.planner(bytes, from: path)
  }

  /// - Parameter path: for errors.
  public static func planner(_ bytes: [UInt8], from path: String) throws(AgentError) -> Planner {
    let value: JSON
    // Some editors begin a file with a mark of its byte order.
    let mark: [UInt8] = [0xef, 0xbb, 0xbf]
    do throws(JSONError) {
      value = try JSON(parsing: bytes.starts(with: mark) ? Array(bytes.dropFirst(3)) : bytes)
    } catch {
      throw AgentError(.badData, "is not JSON: \(error)", object: path, hint: "mend it, or move it away")
    }
    do throws(AgentError) {
      return try Planner(parsing: value)
    } catch {
      let message = [error.object, error.message].compactMap(\.self).joined(separator: " ")
      throw AgentError(.badData, message, object: path, hint: "mend it, or move it away")
    }
  }

  /// Changes the plans. The file is replaced as a whole, or not at all when `change` throws or changes nothing.
  @discardableResult
  public func update<Result>(_ change: (inout Planner) throws(AgentError) -> Result) throws(AgentError)
    -> (result: Result, isChanged: Bool)
  {
    try runtime.prepare(.locks)
    let lock = try lock()
    return try withExtendedLifetime(lock) { () throws(AgentError) in
      let before = try bytes()
      let plans = try parse(before)
      var after = plans
      let result = try change(&after)
      if after == plans { return (result, false) }
      try replace(before, of: plans, with: after)
      return (result, true)
    }
  }

  private func lock() throws(AgentError) -> FileLock {
    let path = "\(runtime.folder(.locks))/planner.lock"
    do throws(SystemError) {
      return try FileLock.acquire(path, until: .after(milliseconds: 10_000))
    } catch {
      if error.number == ETIMEDOUT {
        throw AgentError(.sessionBusy, "another process is changing the plans", object: path)
      }
      throw AgentError(error)
    }
  }

  private func replace(_ before: [UInt8]?, of plans: Planner, with planner: Planner) throws(AgentError) {
    let bytes = Array((planner.json.prettyText + "\n").utf8)
    if bytes.count > Self.sizeLimit {
      throw AgentError(.tooLarge, "would be larger than \(Self.sizeLimit >> 20) MiB", object: path)
    }
    do throws(SystemError) {
      if let before, !plans.isOurs, !Files.exists(originalPath) {
        try Files.replace(originalPath, with: before)
      }
      try Files.replace(path, with: bytes)
    } catch {
      throw AgentError(error)
    }
  }
}
