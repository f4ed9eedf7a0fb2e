/// A moment in milliseconds since 1970-01-01T00:00:00Z.
public struct Timestamp: Sendable, Hashable, Comparable, CustomStringConvertible {
  public var milliseconds: Int

  public init(milliseconds: Int) { self.milliseconds = milliseconds }

  public static func < (left: Timestamp, right: Timestamp) -> Bool { left.milliseconds < right.milliseconds }

  public static func + (left: Timestamp, milliseconds: Int) -> Timestamp {
    Timestamp(milliseconds: left.milliseconds + milliseconds)
  }

  /// RFC 3339 in UTC with milliseconds: `2026-01-02T03:04:05.678Z`.
  public var description: String { formatted("y-m-dTh:i:s.fZ") }

  /// The basic form of ISO 8601, which sorts and suits file names: `20260102T030405.678Z`.
  public var basic: String { formatted("ymdThis.fZ") }

  /// For people: `2026-01-02 03:04`.
  public var minute: String { formatted("y-m-d h:i") }

  /// The pattern with year, month, day, hour, minute (i), second and milliseconds (f) for their letters.
  private func formatted(_ pattern: StaticString) -> String {
    let day = milliseconds.floorDivided(by: 86_400_000)
    let rest = milliseconds - day * 86_400_000
    let date = CivilDate(daysSince1970: day)
    // A year has at most 9 digits and a sign, since milliseconds have 19.
    return String(unsafeUninitializedCapacity: 40) { buffer in
      var count = 0
      func put(_ value: Int, _ width: Int) {
        if value < 0 {
          buffer[count] = 0x2d
          count += 1
        }
        var width = width
        var bound = width == 4 ? 10_000 : 1000
        while width > 3, value.magnitude >= bound {
          width += 1
          bound *= 10
        }
        var rest = value.magnitude
        for index in (count..<count + width).reversed() {
          buffer[index] = UInt8(0x30 + rest % 10)
          rest /= 10
        }
        count += width
      }
      for index in 0..<pattern.utf8CodeUnitCount {
        switch pattern.utf8Start[index] {
        case UInt8(ascii: "y"): put(date.year, 4)
        case UInt8(ascii: "m"): put(date.month, 2)
        case UInt8(ascii: "d"): put(date.day, 2)
        case UInt8(ascii: "h"): put(rest / 3_600_000, 2)
        case UInt8(ascii: "i"): put(rest / 60_000 % 60, 2)
        case UInt8(ascii: "s"): put(rest / 1000 % 60, 2)
        case UInt8(ascii: "f"): put(rest % 1000, 3)
        case let byte:
          buffer[count] = byte
          count += 1
        }
      }
      return count
    }
  }

  /// Parses RFC 3339 (`2026-01-02T03:04:05Z`, any fraction, `Z` or `±hh:mm`; a space may stand for `T`).
  /// Digits after the third of a fraction are dropped; a leap second reads as the first of the next minute.
  public init?(_ text: String) {
    var text = text
    guard let time = text.withUTF8({ Timestamp(utf8: $0) }) else { return nil }
    self = time
  }

  /// The same from the bytes of a text.
  public init?(utf8 bytes: UnsafeBufferPointer<UInt8>) {
    func number(_ from: Int, _ count: Int) -> Int? {
      guard from + count <= bytes.count else { return nil }
      var value = 0
      for byte in bytes[from..<from + count] {
        guard (0x30...0x39).contains(byte) else { return nil }
        value = value * 10 + Int(byte - 0x30)
      }
      return value
    }
    guard bytes.count >= 20, let year = number(0, 4), bytes[4] == 0x2d, let month = number(5, 2),
      bytes[7] == 0x2d, let day = number(8, 2), [0x54, 0x74, 0x20].contains(bytes[10]),
      let hour = number(11, 2), bytes[13] == 0x3a, let minute = number(14, 2), bytes[16] == 0x3a,
      let second = number(17, 2), (1...12).contains(month),
      (1...CivilDate.days(inMonth: month, of: year)).contains(day), hour < 24, minute < 60, second <= 60
    else { return nil }
    var index = 19
    var fraction = 0
    if bytes[index] == 0x2e {
      index += 1
      var scale = 100
      let start = index
      while index < bytes.count, (0x30...0x39).contains(bytes[index]) {
        fraction += Int(bytes[index] - 0x30) * scale
        scale /= 10
        index += 1
      }
      if index == start { return nil }
    }
    guard index < bytes.count else { return nil }
    var offset = 0
    switch bytes[index] {
    case 0x5a, 0x7a: index += 1
    case 0x2b, 0x2d:
      guard let hours = number(index + 1, 2), index + 5 < bytes.count, bytes[index + 3] == 0x3a,
        let minutes = number(index + 4, 2), hours < 24, minutes < 60
      else { return nil }
      offset = (bytes[index] == 0x2b ? 1 : -1) * (hours * 60 + minutes)
      index += 6
    default: return nil
    }
    guard index == bytes.count else { return nil }
    let days = CivilDate(year: year, month: month, day: day).daysSince1970
    milliseconds = ((days * 24 + hour) * 60 + minute - offset) * 60_000 + second * 1000 + fraction
  }
}

/// A day of the proleptic Gregorian calendar. The arithmetic is Howard Hinnant's `days_from_civil` and its
/// inverse (http://howardhinnant.github.io/date_algorithms.html).
public struct CivilDate: Sendable, Hashable {
  public var year: Int
  public var month: Int
  public var day: Int

  public init(year: Int, month: Int, day: Int) {
    self.year = year
    self.month = month
    self.day = day
  }

  public init(daysSince1970: Int) {
    let shifted = daysSince1970 + 719_468
    let era = shifted.floorDivided(by: 146_097)
    let dayOfEra = shifted - era * 146_097
    let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let shiftedMonth = (5 * dayOfYear + 2) / 153
    day = dayOfYear - (153 * shiftedMonth + 2) / 5 + 1
    month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
    year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
  }

  /// Days of a month, from 1.
  public static func days(inMonth month: Int, of year: Int) -> Int {
    let isLeap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
    return month == 2 ? (isLeap ? 29 : 28) : [4, 6, 9, 11].contains(month) ? 30 : 31
  }

  public var daysSince1970: Int {
    let shiftedYear = month <= 2 ? year - 1 : year
    let era = shiftedYear.floorDivided(by: 400)
    let yearOfEra = shiftedYear - era * 400
    let dayOfYear = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1
    return era * 146_097 + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - 719_468
  }
}

extension Int {
  /// Division that rounds towards minus infinity.
  public func floorDivided(by divisor: Int) -> Int {
    let quotient = self / divisor
    return self % divisor < 0 ? quotient - 1 : quotient
  }
}
