import AgentHTTP
import AgentSystem

/// How long a server asks us to wait, in milliseconds, from the places where it may say so.
enum RetryAfter {
  /// `retry-after-ms`, else `retry-after` in seconds (with a fraction) or as a date.
  static func inHeaders(_ headers: HTTPHeaders, now: Timestamp) -> Int? {
    if let text = headers["retry-after-ms"], let value = milliseconds(text, unit: 1) { return value }
    guard let text = headers["retry-after"] else { return nil }
    if let value = milliseconds(text, unit: 1000) { return value }
    return HTTPDate.parse(text).map { max(0, $0.milliseconds - now.milliseconds) }
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

/// The date of an HTTP field: `Sun, 06 Nov 1994 08:49:37 GMT` (RFC 9110, section 5.6.7, the preferred form).
enum HTTPDate {
  static func parse(_ text: String) -> Timestamp? {
    let parts = text.split(separator: " ")
    let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
    guard parts.count == 6, parts[5] == "GMT", let month = months.firstIndex(of: String(parts[2])) else {
      return nil
    }
    let number = month < 9 ? "0\(month + 1)" : "\(month + 1)"
    return Timestamp("\(parts[3])-\(number)-\(parts[1])T\(parts[4])Z")
  }
}
