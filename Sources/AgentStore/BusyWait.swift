import AgentSystem
import CSQLite
import Glibc

/// Waits for other writers: pauses of random length, so that many processes do not come back in step.
///
/// SQLite asks with the number of times it has asked before; the time begins at the first.
final class BusyWait {
  private let limit: Int
  private var deadline = Deadline.after(milliseconds: 0)

  /// - Parameter limit: milliseconds.
  init(limit: Int) { self.limit = limit }

  /// - Returns: whether to try again.
  func wait(_ count: Int) -> Bool {
    if count == 0 { deadline = .after(milliseconds: limit) }
    if deadline.hasPassed { return false }
    usleep(UInt32.random(in: 1_000...20_000))
    return true
  }

  func install(_ database: OpaquePointer) {
    sqlite3_busy_handler(
      database,
      { context, count in
        guard let context else { return 0 }
        return Unmanaged<BusyWait>.fromOpaque(context).takeUnretainedValue().wait(Int(count)) ? 1 : 0
      }, Unmanaged.passUnretained(self).toOpaque())
  }
}
