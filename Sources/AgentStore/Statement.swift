public import AgentCore
import CSQLite

/// A prepared statement that is being stepped through.
///
/// Belongs to its database and is used by one thread. What a column gives is copied, so that it outlives the
/// step.
public final class Statement {
  private let handle: OpaquePointer
  private unowned let database: Database

  init(_ sql: String, _ database: Database) throws(AgentError) {
    var prepared: OpaquePointer?
    let code = sqlite3_prepare_v3(
      database.handle, sql, -1, UInt32(SQLITE_PREPARE_PERSISTENT), &prepared, nil)
    guard code == SQLITE_OK, let prepared else { throw database.failure(code) }
    handle = prepared
    self.database = database
  }

  deinit { sqlite3_finalize(handle) }

  /// Binds values from the first parameter on, and begins anew.
  func start(_ values: [StoreValue]) throws(AgentError) {
    sqlite3_reset(handle)
    for (index, value) in values.enumerated() {
      let place = Int32(index + 1)
      let code: Int32
      switch value {
      case .null: code = sqlite3_bind_null(handle, place)
      case .int(let value): code = sqlite3_bind_int64(handle, place, Int64(value))
      case .real(let value): code = sqlite3_bind_double(handle, place, value)
      case .text(let text):
        let count = Int32(clamping: text.utf8.count)
        code = text.withCString { csqlite_bind_text(handle, place, $0, count) }
      case .blob(let bytes):
        code = bytes.withUnsafeBytes {
          $0.baseAddress.map { base in csqlite_bind_blob(handle, place, base, Int32(clamping: bytes.count)) }
            ?? sqlite3_bind_zeroblob(handle, place, 0)
        }
      }
      if code != SQLITE_OK { throw database.failure(code) }
    }
  }

  /// The next row; false at the end, where the statement lets go of what it has locked.
  public func step() throws(AgentError) -> Bool {
    let code = sqlite3_step(handle)
    if code == SQLITE_ROW { return true }
    sqlite3_reset(handle)
    if code == SQLITE_DONE { return false }
    throw database.failure(code)
  }

  /// Ends it before its last row.
  public func reset() { sqlite3_reset(handle) }

  public func isNull(_ column: Int) -> Bool { sqlite3_column_type(handle, Int32(column)) == SQLITE_NULL }
  public func int(_ column: Int) -> Int { Int(sqlite3_column_int64(handle, Int32(column))) }
  public func optionalInt(_ column: Int) -> Int? { isNull(column) ? nil : int(column) }
  public func real(_ column: Int) -> Double { sqlite3_column_double(handle, Int32(column)) }

  public func text(_ column: Int) -> String {
    guard let bytes = sqlite3_column_text(handle, Int32(column)) else { return "" }
    let count = Int(sqlite3_column_bytes(handle, Int32(column)))
    return String(decoding: UnsafeBufferPointer(start: bytes, count: count), as: UTF8.self)
  }

  public func optionalText(_ column: Int) -> String? { isNull(column) ? nil : text(column) }

  public func blob(_ column: Int) -> [UInt8] { withBlob(column) { Array($0) } }

  /// The bytes of a column without a copy, until the next step.
  public func withBlob<Result>(_ column: Int, _ body: (UnsafeRawBufferPointer) -> Result) -> Result {
    let bytes = sqlite3_column_blob(handle, Int32(column))
    let count = bytes == nil ? 0 : Int(sqlite3_column_bytes(handle, Int32(column)))
    return body(UnsafeRawBufferPointer(start: bytes, count: count))
  }
}
