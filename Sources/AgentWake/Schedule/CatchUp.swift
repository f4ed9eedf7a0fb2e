import AgentSystem

/// What is done with slots that nobody was there for.
public enum CatchUp: String, Sendable, CaseIterable {
  /// They become one run, for the newest of them.
  case one
  /// Each runs, but no more than ``limit``, of which the newest.
  case all
  /// None runs; only what is due just now does.
  case none

  /// Slots that `all` runs at most.
  public static let limit = 100
  /// Milliseconds that a slot may be late and still count as being due just now: cron and timers look once a
  /// minute.
  static let grace = 90_000

  /// Which of the slots that are due run, and how many before them do not.
  struct Plan: Equatable {
    var runs: [Timestamp] = []
    /// The first and last that do not, how many they are, and why.
    var skipped: (first: Timestamp, last: Timestamp, count: Int, reason: String)?

    static func == (left: Plan, right: Plan) -> Bool {
      left.runs == right.runs && left.skipped?.first == right.skipped?.first
        && left.skipped?.last == right.skipped?.last && left.skipped?.count == right.skipped?.count
    }
  }

  /// - Parameters:
  ///   - lateness: milliseconds since the newest was to be run, on purpose late or not.
  ///   - runsLeft: how many more may run at all.
  func plan(_ due: DueSlots, lateness: Int, runsLeft: Int?) -> Plan {
    var kept: Int
    switch self {
    case .one: kept = 1
    case .all: kept = Self.limit
    case .none: kept = lateness <= Self.grace ? 1 : 0
    }
    kept = min(kept, due.count, runsLeft.map { max(0, $0) } ?? .max)
    var plan = Plan(runs: Array(due.newest.suffix(kept)))
    if let first = due.first, due.count > kept, let last = due.newest.dropLast(kept).last {
      plan.skipped = (
        first, last, due.count - kept, self == .all ? "more than \(Self.limit) were missed" : "missed"
      )
    }
    return plan
  }
}
