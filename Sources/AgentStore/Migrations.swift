public import AgentCore

/// The versions of a schema, as `user_version` counts them: each step leads to the next one.
public struct Migrations: Sendable {
  private let steps: [String]

  public init(_ steps: [String]) { self.steps = steps }

  /// The newest version.
  public var current: Int { steps.count }

  /// Brings the database to the newest version; whoever comes second finds it there.
  /// - Returns: whether the database was new.
  @discardableResult
  public func apply(to database: Database) throws -> Bool {
    if try version(of: database) == steps.count { return false }
    return try database.write {
      let found = try version(of: database)
      if found == steps.count { return false }
      for step in steps[found...] { try database.execute(step) }
      try database.execute("PRAGMA user_version = \(steps.count)")
      return found == 0
    }
  }

  /// The version that was found; one that is newer than this program is refused.
  public func version(of database: Database) throws(AgentError) -> Int {
    let found = try database.int("PRAGMA user_version") ?? 0
    guard (0...steps.count).contains(found) else {
      throw AgentError(
        .config, "was written by a newer version (schema \(found))", object: database.path,
        hint: "install that version")
    }
    return found
  }
}
