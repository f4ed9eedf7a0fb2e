import AgentSystem
import AgentTime

/// Slots that are due: how many, the first, and the newest by name. A clock that was wrong for years makes more of
/// them than there is memory for. Pure.
struct DueSlots: Equatable, Sendable {
  private(set) var first: Timestamp?
  private(set) var last: Timestamp?
  private(set) var count = 0
  /// In order; at least ``CatchUp/limit`` and one more, where there are so many.
  private(set) var newest: [Timestamp] = []

  init() {}

  init(_ slots: [Timestamp]) {
    self.init()
    for slot in slots { add(slot) }
  }

  mutating func add(_ slot: Timestamp) {
    first = first ?? slot
    last = slot
    count += 1
    newest.append(slot)
    let kept = CatchUp.limit + 1
    if newest.count > 2 * kept { newest.removeFirst(kept) }
  }

  /// Counts slots that nobody names: as many as come before those that are added next.
  private mutating func pass(_ slot: Timestamp, count more: Int) {
    first = first ?? slot
    count += more
  }

  /// The slots of a wakeup that are due by now, and the first that is not.
  static func take(_ wakeup: Wakeup, now: Timestamp, zones: ZoneDirectory) throws -> (
    due: DueSlots, next: Timestamp?
  ) {
    guard let start = wakeup.slot else { return (DueSlots(), nil) }
    let schedule = wakeup.schedule
    var due = DueSlots()
    var slots = try schedule.slots(after: start + -1, zones: zones)
    var next = slots.next()
    if let first = next, let passed = schedule.stepsBefore(now, from: first), passed > 0,
      case .every(let period, _) = schedule.kind
    {
      due.pass(first, count: passed)
      slots = try schedule.slots(after: first + (passed * period - 1), zones: zones)
      next = slots.next()
    }
    while let slot = next, slot + schedule.delay(of: slot, id: wakeup.id) <= now {
      due.add(slot)
      next = slots.next()
    }
    return (due, next)
  }
}

extension Schedule {
  /// Of a grid, how many slots from one on are due beyond doubt and old enough to be counted only; nil of all else.
  fileprivate func stepsBefore(_ now: Timestamp, from first: Timestamp) -> Int? {
    guard case .every(let period, _) = kind else { return nil }
    let end = min(now.milliseconds - jitter, until?.milliseconds ?? .max)
    let named = 2 * (CatchUp.limit + 1)
    return max(0, (end - first.milliseconds) / period - named)
  }
}
