public import AgentSystem

/// Times as people give them: RFC 3339, or the clock on the wall of a zone.
public enum LocalTime {
  /// `2026-01-31T07:00:00+01:00`, `2026-01-31 07:00[:30]`, `2026-01-31` (midnight), `07:00` (the next one).
  public static func parse(_ text: String, zone: ZoneRules, now: Timestamp) -> Timestamp? {
    if let time = Timestamp(text) { return time }
    let bytes = Array(text.utf8)
    if bytes.count == 5, let time = clock(bytes[...]) {
      let local = now.seconds + zone.offset(at: now.seconds)
      let day = local.floorDivided(by: 86_400)
      let moments = [day, day + 1].map { zone.moment(ofLocal: $0 * 86_400 + time) }
      return moments.first { $0 > now.seconds }.map { Timestamp(milliseconds: $0 * 1000) }
    }
    guard bytes.count >= 10, let day = day(bytes[..<10]) else { return nil }
    var time = 0
    if bytes.count > 10 {
      guard [0x20, 0x54, 0x74].contains(bytes[10]), let given = clock(bytes[11...]) else { return nil }
      time = given
    }
    return Timestamp(milliseconds: zone.moment(ofLocal: day * 86_400 + time) * 1000)
  }

  private static func number(_ bytes: ArraySlice<UInt8>) -> Int? {
    bytes.allSatisfy { (0x30...0x39).contains($0) } ? bytes.reduce(0) { $0 * 10 + Int($1 - 0x30) } : nil
  }

  /// `yyyy-mm-dd` as the number of the day.
  private static func day(_ bytes: ArraySlice<UInt8>) -> Int? {
    guard bytes[4] == 0x2d, bytes[7] == 0x2d, let year = number(bytes[..<4]),
      let month = number(bytes[5..<7]),
      let day = number(bytes[8...]), (1...12).contains(month),
      (1...CivilDate.days(inMonth: month, of: year)).contains(day)
    else { return nil }
    return CivilDate(year: year, month: month, day: day).daysSince1970
  }

  /// `hh:mm[:ss]` as seconds.
  private static func clock(_ bytes: ArraySlice<UInt8>) -> Int? {
    let parts = bytes.split(separator: 0x3a, omittingEmptySubsequences: false)
    guard (2...3).contains(parts.count), parts.allSatisfy({ $0.count == 2 }) else { return nil }
    let numbers = parts.compactMap { number($0) }
    guard numbers.count == parts.count, numbers[0] < 24, numbers.dropFirst().allSatisfy({ $0 < 60 }) else {
      return nil
    }
    return numbers[0] * 3600 + numbers[1] * 60 + (numbers.count > 2 ? numbers[2] : 0)
  }
}

extension Timestamp {
  /// Whole seconds since 1970.
  public var seconds: Int { milliseconds.floorDivided(by: 1000) }
}
