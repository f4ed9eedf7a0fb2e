import AgentSystem
import AgentTime

/// The moments of a cron expression in a zone, one after the other.
///
/// The clock on the wall is walked through minute by minute of those that match, and each is turned into its
/// moment; since that never goes back (see ``ZoneRules/moment(ofLocal:)``), none is missed, and where several
/// are one moment it is given once.
struct CronSlots {
  private let expression: CronExpression
  private let zone: ZoneRules
  /// The last moment that was given, in seconds.
  private var last: Int
  /// The local day that is walked through, and the minute of it to begin with.
  private var day: Int
  private var minute: Int
  private var offset: Int?
  private var isFresh = true

  /// Days looked at until an expression counts as one that never happens: February 29 on a given weekday comes
  /// every 40 years at the latest.
  private static let horizon = 41 * 366

  /// - Parameter after: seconds; what is given comes later.
  init(_ expression: CronExpression, zone: ZoneRules, after: Int) {
    self.expression = expression
    self.zone = zone
    last = after
    let local = after + zone.offset(at: after)
    day = local.floorDivided(by: 86_400)
    minute = (local - day * 86_400) / 60
  }

  mutating func next() -> Int? {
    let end = day + Self.horizon
    while day < end {
      let date = CivilDate(daysSince1970: day)
      if expression.months >> UInt64(date.month) & 1 == 0 {
        let length = CivilDate.days(inMonth: date.month, of: date.year)
        go(to: day + length - date.day + 1)
      } else if let moment = nextOfDay(date) {
        last = moment
        return moment
      } else {
        go(to: day + 1)
      }
    }
    return nil
  }

  private mutating func go(to next: Int) {
    day = next
    minute = 0
    isFresh = true
  }

  private mutating func nextOfDay(_ date: CivilDate) -> Int? {
    guard expression.matches(day: day, date) else { return nil }
    if isFresh {
      offset = zone.steadyOffset(around: day)
      isFresh = false
    }
    while minute < 1440 {
      let hour = minute / 60
      guard expression.hours >> UInt64(hour) & 1 == 1 else {
        minute = (hour + 1) * 60
        continue
      }
      let rest = expression.minutes >> UInt64(minute % 60)
      guard rest != 0 else {
        minute = (hour + 1) * 60
        continue
      }
      minute += rest.trailingZeroBitCount
      let local = day * 86_400 + minute * 60
      minute += 1
      let moment = offset.map { local - $0 } ?? zone.moment(ofLocal: local)
      if moment > last { return moment }
    }
    return nil
  }
}
