import AgentSystem

/// The rule for all time to come at the end of a TZif file, as POSIX spells it: `CET-1CEST,M3.5.0,M10.5.0/3`.
struct PosixZone: Sendable, Equatable {
  /// A day of the year and a time of that day, in the local time that ends there.
  struct Change: Sendable, Equatable {
    enum Day: Sendable, Equatable {
      /// The `week`th `weekday` (0 is Sunday) of a month; week 5 is the last.
      case weekday(month: Int, week: Int, weekday: Int)
      /// From 1 to 365; February 29 has no number.
      case julian(Int)
      /// From 0 to 365.
      case ordinal(Int)
    }

    var day: Day
    /// Seconds after midnight; from -167 to 167 hours.
    var time: Int

    /// Local seconds since 1970 in a year.
    func seconds(in year: Int) -> Int {
      let first = CivilDate(year: year, month: 1, day: 1).daysSince1970
      let days: Int
      switch day {
      case .julian(let number):
        let isLeap = CivilDate.days(inMonth: 2, of: year) == 29
        days = first + number - 1 + (isLeap && number >= 60 ? 1 : 0)
      case .ordinal(let number): days = first + number
      case .weekday(let month, let week, let weekday):
        let start = CivilDate(year: year, month: month, day: 1).daysSince1970
        let ahead = (weekday - ZoneRules.weekday(ofDay: start) + 7) % 7
        let length = CivilDate.days(inMonth: month, of: year)
        var day = ahead + (week - 1) * 7
        while day >= length { day -= 7 }
        days = start + day
      }
      return days * 86_400 + time
    }
  }

  /// Seconds east of Greenwich.
  var standard: Int
  var summer: (offset: Int, start: Change, end: Change)?

  static func == (left: PosixZone, right: PosixZone) -> Bool {
    left.standard == right.standard && left.summer?.offset == right.summer?.offset
      && left.summer?.start == right.summer?.start && left.summer?.end == right.summer?.end
  }

  init?(_ text: some Collection<UInt8>) {
    var parser = Parser(rest: Array(text)[...])
    guard parser.name(), let west = parser.offset() else { return nil }
    standard = -west
    if parser.rest.isEmpty { return }
    guard parser.name() else { return nil }
    var offset = standard + 3600
    if parser.rest.first != UInt8(ascii: ",") {
      guard let west = parser.offset() else { return nil }
      offset = -west
    }
    guard parser.skip(","), let start = parser.change(), parser.skip(","), let end = parser.change(),
      parser.rest.isEmpty
    else { return nil }
    summer = (offset, start, end)
  }

  /// The changes of a year in order.
  func changes(in year: Int) -> [ZoneRules.Change] {
    guard let summer else { return [] }
    let changes = [
      ZoneRules.Change(
        at: summer.start.seconds(in: year) - standard, before: standard, after: summer.offset),
      ZoneRules.Change(
        at: summer.end.seconds(in: year) - summer.offset, before: summer.offset, after: standard),
    ]
    return changes.sorted { $0.at < $1.at }
  }

  func offset(at second: Int) -> Int {
    if summer == nil { return standard }
    let year = CivilDate(daysSince1970: second.floorDivided(by: 86_400)).year
    let past = (year - 1...year + 1).flatMap(changes).last { $0.at <= second }
    return past?.after ?? standard
  }

  private struct Parser {
    var rest: ArraySlice<UInt8>

    mutating func skip(_ letter: Unicode.Scalar) -> Bool {
      if rest.first != UInt8(ascii: letter) { return false }
      rest.removeFirst()
      return true
    }

    /// `CET`, or `<+01>`.
    mutating func name() -> Bool {
      if skip("<") {
        guard let end = rest.firstIndex(of: UInt8(ascii: ">")) else { return false }
        rest = rest[(end + 1)...]
        return true
      }
      let letters = rest.prefix { (0x41...0x5a).contains($0) || (0x61...0x7a).contains($0) }
      rest = rest.dropFirst(letters.count)
      return letters.count >= 3
    }

    mutating func number(_ limit: Int) -> Int? {
      let digits = rest.prefix { (0x30...0x39).contains($0) }
      if digits.isEmpty || digits.count > 3 { return nil }
      rest = rest.dropFirst(digits.count)
      let value = digits.reduce(0) { $0 * 10 + Int($1 - 0x30) }
      return value <= limit ? value : nil
    }

    /// `[+-]hh[:mm[:ss]]` in seconds.
    mutating func offset() -> Int? {
      let sign = skip("-") ? -1 : 1
      if sign == 1 { _ = skip("+") }
      guard let hours = number(167) else { return nil }
      var seconds = hours * 3600
      for unit in [60, 1] {
        guard skip(":") else { break }
        guard let value = number(59) else { return nil }
        seconds += value * unit
      }
      return sign * seconds
    }

    mutating func change() -> Change? {
      let day: Change.Day
      if skip("M") {
        guard let month = number(12), month > 0, skip("."), let week = number(5), week > 0, skip("."),
          let weekday = number(6)
        else { return nil }
        day = .weekday(month: month, week: week, weekday: weekday)
      } else if skip("J") {
        guard let number = number(365), number > 0 else { return nil }
        day = .julian(number)
      } else {
        guard let number = number(365) else { return nil }
        day = .ordinal(number)
      }
      guard skip("/") else { return Change(day: day, time: 7200) }
      return offset().map { Change(day: day, time: $0) }
    }
  }
}
