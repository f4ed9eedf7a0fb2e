public import AgentCore
public import AgentSystem
public import AgentTime

/// A schedule in one text, as `agent-wake parse` takes it: five fields of cron, a span (`1h`: every hour from
/// now on), or a time; `every`, `in`, `at` and `cron` before it say which is meant.
public enum ScheduleText {
  public static func parse(_ text: String, zone: ZoneRules, now: Timestamp) throws(AgentError) -> Schedule {
    let words = text.utf8.split(separator: 0x20, maxSplits: 1).map { String(Substring($0)) }
    guard let first = words.first else { throw AgentError(.badData, "is empty", object: "schedule") }
    let rest = words.count > 1 ? words[1] : ""
    switch first {
    case "every": return Schedule(try every(rest, from: nil, now: now))
    case "in": return Schedule(.once(now + (try span(rest))))
    case "at": return Schedule(.once(try time(rest, zone: zone, now: now)))
    case "cron": return Schedule(.cron(try CronExpression(rest), zone: zone.name))
    default:
      if Duration.parse(text) != nil { return Schedule(try every(text, from: nil, now: now)) }
      if let time = LocalTime.parse(text, zone: zone, now: now) { return Schedule(.once(time)) }
      return Schedule(.cron(try CronExpression(text), zone: zone.name))
    }
  }

  /// - Parameter from: its first moment; one period from now when not given.
  public static func every(_ text: String, from: Timestamp?, now: Timestamp) throws(AgentError)
    -> Schedule.Kind
  {
    let period = try span(text)
    guard Schedule.periods.contains(period) else {
      throw AgentError(.badData, "the period '\(text)' is not from 1s to 3650d")
    }
    return .every(period: period, from: from ?? now + period)
  }

  /// Milliseconds of at most ten years.
  public static func span(_ text: String) throws(AgentError) -> Int {
    guard let span = Duration.parse(text), span <= Schedule.periods.upperBound else {
      throw AgentError(.badData, "'\(clean(text))' is no span of time", hint: "as in 10m, 2h or 7d")
    }
    return span
  }

  public static func time(_ text: String, zone: ZoneRules, now: Timestamp) throws(AgentError) -> Timestamp {
    if let time = LocalTime.parse(text, zone: zone, now: now) { return time }
    throw AgentError(
      .badData, "'\(clean(text))' is no time",
      hint: "as in 2026-01-31T07:00:00Z, '2026-01-31 07:00' or 07:00")
  }

  private static func clean(_ text: String) -> String { Terminal.sanitized(String(text.prefix(80))) }
}
