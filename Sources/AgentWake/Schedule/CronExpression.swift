public import AgentCore
import AgentSystem
import AgentTime

/// Five fields as crontab(5) has them: minute, hour, day of the month, month, day of the week.
///
/// Where both days are given, either will do; a field that begins with `*` does not count as given.
public struct CronExpression: Sendable, Equatable {
  /// As it was written.
  public let text: String
  let minutes: UInt64
  let hours: UInt64
  let days: UInt64
  let months: UInt64
  let weekdays: UInt64
  private let eitherDay: Bool

  private static let words: [String: String] = [
    "@yearly": "0 0 1 1 *", "@annually": "0 0 1 1 *", "@monthly": "0 0 1 * *", "@weekly": "0 0 * * 0",
    "@daily": "0 0 * * *", "@midnight": "0 0 * * *", "@hourly": "0 * * * *",
  ]
  private static let monthNames = [
    "jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec",
  ]
  private static let dayNames = ["sun", "mon", "tue", "wed", "thu", "fri", "sat"]
  /// The longest text, in bytes.
  private static let limit = 512

  public init(_ text: String) throws(AgentError) {
    guard text.utf8.count <= Self.limit else { throw Self.wrong("longer than \(Self.limit) bytes") }
    let plain = Self.words[text] ?? text
    if plain == "@reboot" {
      throw Self.wrong("@reboot is no time", hint: "schedule a unit of systemd or cron")
    }
    let fields = plain.utf8.split { $0 == 0x20 || $0 == 0x09 }.map { Array($0) }
    guard fields.count == 5 else {
      throw Self.wrong("has \(fields.count) fields and not 5", hint: "as in '0 7 * * 1-5', or @daily")
    }
    self.text = text
    minutes = try Self.field(fields[0], "minute", 0...59)
    hours = try Self.field(fields[1], "hour", 0...23)
    days = try Self.field(fields[2], "day of the month", 1...31)
    months = try Self.field(fields[3], "month", 1...12, names: Self.monthNames)
    let given = try Self.field(fields[4], "day of the week", 0...7, names: Self.dayNames)
    weekdays = (given | given >> 7) & 0x7f
    eitherDay = fields[2].first != UInt8(ascii: "*") && fields[4].first != UInt8(ascii: "*")
  }

  private static func wrong(_ message: String, hint: String? = nil) -> AgentError {
    AgentError(.badData, message, object: "schedule", hint: hint)
  }

  /// A list of `*`, `n`, `a-b`, each perhaps with `/step`, as a set of bits.
  private static func field(
    _ bytes: [UInt8], _ name: String, _ range: ClosedRange<Int>, names: [String] = []
  ) throws(AgentError) -> UInt64 {
    var set: UInt64 = 0
    for part in bytes.split(separator: UInt8(ascii: ","), omittingEmptySubsequences: false) {
      let pieces = part.split(separator: UInt8(ascii: "/"), maxSplits: 1, omittingEmptySubsequences: false)
      var step = 1
      if pieces.count > 1 {
        guard let given = number(pieces[1]), given > 0 else { throw odd(part, name) }
        step = given
      }
      let ends = pieces[0].split(separator: UInt8(ascii: "-"), maxSplits: 1, omittingEmptySubsequences: false)
      let first: Int
      var last: Int
      if pieces[0].elementsEqual("*".utf8) {
        (first, last) = (range.lowerBound, range.upperBound == 7 ? 6 : range.upperBound)
      } else {
        guard let start = value(ends[0], range, names) else { throw odd(part, name) }
        first = start
        last = pieces.count > 1 ? range.upperBound : start
        if ends.count > 1 {
          guard let end = value(ends[1], range, names) else { throw odd(part, name) }
          // Sunday is the last day, too: fri-sun.
          last = end == 0 && range.upperBound == 7 && first > 0 ? 7 : end
        }
      }
      if first > last { throw odd(part, name, "begins after its end") }
      for number in stride(from: first, through: last, by: step) { set |= 1 << UInt64(number) }
    }
    return set
  }

  private static func number(_ bytes: ArraySlice<UInt8>) -> Int? {
    if bytes.isEmpty || bytes.count > 4 || !bytes.allSatisfy({ (0x30...0x39).contains($0) }) { return nil }
    return bytes.reduce(0) { $0 * 10 + Int($1 - 0x30) }
  }

  private static func value(_ bytes: ArraySlice<UInt8>, _ range: ClosedRange<Int>, _ names: [String]) -> Int?
  {
    if let number = number(bytes) { return range.contains(number) ? number : nil }
    let lower = bytes.map { (0x41...0x5a).contains($0) ? $0 | 0x20 : $0 }
    return names.firstIndex { $0.utf8.elementsEqual(lower) }.map { $0 + range.lowerBound }
  }

  private static func odd(_ part: ArraySlice<UInt8>, _ name: String, _ why: String = "is none") -> AgentError
  {
    let text = Terminal.sanitized(String(decoding: part.prefix(40), as: UTF8.self))
    return wrong("'\(text)' as \(name) \(why)")
  }

  /// Whether a day, counted from 1970, is one of its days.
  func matches(day: Int, _ date: CivilDate) -> Bool {
    guard months >> UInt64(date.month) & 1 == 1 else { return false }
    let isDay = days >> UInt64(date.day) & 1 == 1
    let isWeekday = weekdays >> UInt64(ZoneRules.weekday(ofDay: day)) & 1 == 1
    return eitherDay ? isDay || isWeekday : isDay && isWeekday
  }
}
