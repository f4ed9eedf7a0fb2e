public import AgentSystem
public import AgentTime

/// How long a budget lasts until it begins anew, by the clock on the wall.
public enum BudgetPeriod: String, Sendable, CaseIterable {
  case hour, day
  /// From Monday on.
  case week
  case month
  /// For ever.
  case total

  /// One period: from a moment on and up to another, which is in the next; nil for no end.
  public struct Span: Sendable, Equatable {
    public var start: Timestamp
    public var end: Timestamp?
  }

  /// The period in which a moment is.
  public func span(at now: Timestamp, in zone: ZoneRules) -> Span {
    let local = now.seconds + zone.offset(at: now.seconds)
    switch self {
    case .total: return Span(start: now, end: nil)
    case .hour:
      let start = now.seconds - (local - local.floorDivided(by: 3600) * 3600)
      return Span(start: Self.moment(start), end: Self.moment(start + 3600))
    case .day, .week, .month:
      var days = days(around: local.floorDivided(by: 86_400))
      // Where clocks are set back over midnight, the rest of a day comes again after it has ended.
      if now >= Self.beginning(of: days.next, in: zone) { days = self.days(around: days.next) }
      if now < Self.beginning(of: days.first, in: zone) { days = self.days(around: days.first - 1) }
      return Span(
        start: Self.beginning(of: days.first, in: zone), end: Self.beginning(of: days.next, in: zone))
    }
  }

  /// The first day of the period that a day is in, and that of the next one, as days since 1970.
  private func days(around day: Int) -> (first: Int, next: Int) {
    switch self {
    case .week:
      let monday = day - (ZoneRules.weekday(ofDay: day) + 6) % 7
      return (monday, monday + 7)
    case .month:
      let date = CivilDate(daysSince1970: day)
      let first = CivilDate(year: date.year, month: date.month, day: 1).daysSince1970
      return (first, first + CivilDate.days(inMonth: date.month, of: date.year))
    default: return (day, day + 1)
    }
  }

  private static func beginning(of day: Int, in zone: ZoneRules) -> Timestamp {
    moment(zone.moment(ofLocal: day * 86_400))
  }

  private static func moment(_ seconds: Int) -> Timestamp { Timestamp(milliseconds: seconds * 1000) }
}
