import AgentHTTP
import AgentSystem

/// How long a server asks us to wait, in milliseconds, from the places where it may say so.
enum RetryAfter {
  /// `retry-after-ms`, else `retry-after` in seconds (with a fraction) or as a date.
  static func inHeaders(_ headers: HTTPHeaders, now: Timestamp) -> Int? {
    if let text = headers["retry-after-ms"], let value = milliseconds(text, unit: 1) { return value }
    guard let text = headers["retry-after"] else { return nil }
    if let value = milliseconds(text, unit: 1000) { return value }
    return HTTPDate.parse(text, now: now).map { max(0, $0.milliseconds - now.milliseconds) }
  }

  /// The time in a sentence such as `Please try again in 1.2s.`, `… in 500ms`, `… in 1m30s`.
  static func inMessage(_ message: String) -> Int? {
    let words = "try again in "
    let text = message.lowercased()
    var start = text.startIndex
    while start < text.endIndex, !text[start...].hasPrefix(words) { start = text.index(after: start) }
    var rest = text[start...].dropFirst(words.count)
    var total: Double?
    while true {
      while rest.first == " " { rest.removeFirst() }
      let digits = rest.prefix { $0.isASCII && $0.isNumber || $0 == "." }
      rest = rest.dropFirst(digits.count)
      while rest.first == " " { rest.removeFirst() }
      let unit = rest.prefix { $0.isLetter }
      rest = rest.dropFirst(unit.count)
      // The full stop of the sentence is no part of the number.
      guard let value = Double(digits.hasSuffix(".") ? digits.dropLast() : digits), let size = size(of: unit)
      else { break }
      total = (total ?? 0) + value * size
    }
    return total.flatMap { $0 < 1e12 ? Int($0.rounded(.up)) : nil }
  }

  private static func size(of unit: Substring) -> Double? {
    switch unit {
    case "ms", "millisecond", "milliseconds": 1
    case "s", "sec", "secs", "second", "seconds": 1000
    case "m", "min", "mins", "minute", "minutes": 60_000
    case "h", "hour", "hours": 3_600_000
    case "d", "day", "days": 86_400_000
    default: nil
    }
  }

  private static func milliseconds(_ text: String, unit: Double) -> Int? {
    guard let value = Double(text), value >= 0, value * unit < 1e12 else { return nil }
    return Int((value * unit).rounded(.up))
  }
}

/// The date of an HTTP field in the three forms that must be understood (RFC 9110, section 5.6.7):
/// `Sun, 06 Nov 1994 08:49:37 GMT`, `Sunday, 06-Nov-94 08:49:37 GMT`, `Sun Nov  6 08:49:37 1994`.
enum HTTPDate {
  private static let months = [
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
  ]

  /// - Parameter now: a year of two digits that would be more than 50 years ahead of it is one of the past.
  static func parse(_ text: String, now: Timestamp) -> Timestamp? {
    var parts = text.split(separator: " ")
    if parts.count == 4, parts[3] == "GMT" {
      let date = parts[1].split(separator: "-")
      guard date.count == 3, date[2].count == 2, let year = Int(date[2]),
        let thisYear = Int("\(now)".prefix(4))
      else { return nil }
      var full = thisYear - thisYear % 100 + year
      if full > thisYear + 50 { full -= 100 }
      parts = [parts[0], date[0], date[1], "\(full)", parts[2], parts[3]]
    } else if parts.count == 5 {
      parts = [parts[0], parts[2], parts[1], parts[4], parts[3], "GMT"]
    }
    guard parts.count == 6, parts[5] == "GMT", let month = months.firstIndex(of: String(parts[2])) else {
      return nil
    }
    let day = parts[1].count == 1 ? "0\(parts[1])" : "\(parts[1])"
    let number = month < 9 ? "0\(month + 1)" : "\(month + 1)"
    return Timestamp("\(parts[3])-\(number)-\(day)T\(parts[4])Z")
  }
}
