import AgentCore
import AgentStore
import AgentSystem
import AgentTesting
import Glibc
import Testing

@Suite struct DatabaseTests {
  private let directory = TestDirectory()
  private var path: String { directory.path("test.db") }

  private func make() throws -> Database {
    let database = try Database(path, mode: .create)
    try Migrations(["CREATE TABLE t(x INTEGER) STRICT"]).apply(to: database)
    return database
  }

  @Test func filesAreForTheirOwnerOnlyAndTheLogIsKept() throws {
    let mask = umask(0)
    defer { umask(mask) }
    do {
      let database = try make()
      try database.write { try database.run("INSERT INTO t VALUES (?1)", 1) }
    }
    for suffix in ["", "-wal"] {
      let status = try #require(try Files.status(path + suffix))
      #expect(status.st_mode & 0o777 == 0o600)
    }
    #expect(try Database(path, mode: .read).int("SELECT x FROM t") == 1)
  }

  @Test(arguments: [Database.Mode.read, .write, .create])
  func whatOthersMayWriteIsRefused(_ mode: Database.Mode) throws {
    _ = try make()
    #expect(chmod(path, 0o666) == 0)
    let error = #expect(throws: AgentError.self) { try Database(path, mode: mode) }
    #expect(error?.code == .auth && error?.hint?.hasPrefix("chmod 600 ") == true)
  }

  @Test(.enabled(if: geteuid() == 0, "only root gives files away"))
  func whatAnotherOwnsIsRefused() throws {
    _ = try make()
    #expect(chown(path, 65_534, 65_534) == 0)
    let error = #expect(throws: AgentError.self) { try Database(path, mode: .read) }
    #expect(error?.code == .auth)
  }

  @Test func whatFailsHalfwayIsNotThere() throws {
    let database = try make()
    #expect(throws: AgentError.self) {
      try database.write {
        try database.run("INSERT INTO t VALUES (?1)", 1)
        throw AgentError(.usage, "no")
      }
    }
    #expect(try database.int("SELECT count(*) FROM t") == 0)
  }

  @Test func aWriterThatWaitsTooLongIsToldToComeAgain() throws {
    let first = try make()
    try first.execute("BEGIN IMMEDIATE")
    let second = try Database(path, mode: .write, patience: 30)
    let error = #expect(throws: AgentError.self) { try second.write {} }
    #expect(error?.exitCode == .temporary)
    #expect(try second.int("SELECT count(*) FROM t") == 0)
    try first.execute("COMMIT")
    try second.write {}
  }

  @Test func aReaderCannotWrite() throws {
    _ = try make()
    let reader = try Database(path, mode: .read)
    #expect(throws: AgentError.self) { try reader.run("INSERT INTO t VALUES (1)") }
  }

  @Test func aNewerSchemaIsRefused() throws {
    try make().execute("PRAGMA user_version = 9")
    let error = #expect(throws: AgentError.self) {
      try Migrations(["CREATE TABLE t(x)"]).apply(to: Database(path, mode: .write))
    }
    #expect(error?.code == .config)
  }

  @Test func whatIsNoDatabaseIsDamaged() throws {
    try directory.write("test.db", String(repeating: "no database ", count: 1000))
    let error = #expect(throws: AgentError.self) { _ = try Database(path, mode: .create) }
    #expect(error?.code == .sessionDamaged)
  }
}
