import AgentCore

/// The lines of a text, shown the way `read` shows them: `017|text`.
struct NumberedLines {
  private let lines: [ArraySlice<UInt8>]
  private let width: Int

  init(_ bytes: [UInt8]) {
    var lines = bytes.split(separator: 0x0a, omittingEmptySubsequences: false)
    if lines.last?.isEmpty == true { lines.removeLast() }
    self.lines = lines.map { $0.last == 0x0d ? $0.dropLast() : $0 }
    width = max(3, String(lines.count).count)
  }

  var count: Int { lines.count }

  /// The lines from one number to another (from 1), as far as there are any.
  func text(from first: Int = 1, to last: Int = .max) -> String {
    let first = max(1, first)
    let last = min(last, lines.count)
    if first > last { return "" }
    var output: [UInt8] = []
    for number in first...last {
      let digits = String(number).utf8
      output.append(contentsOf: repeatElement(0x30, count: max(0, width - digits.count)))
      output.append(contentsOf: digits)
      output.append(UInt8(ascii: "|"))
      output.append(contentsOf: lines[number - 1])
      output.append(0x0a)
    }
    return String(decoding: output, as: UTF8.self)
  }

  /// The neighbourhoods of the matching lines, merged where they touch; nil when no line matches.
  /// - Parameters:
  ///   - first, last: the lines that are looked at.
  ///   - neighbours: lines shown before and after a match.
  ///   - check: called before each line; what it throws ends the search.
  func snippets(
    around pattern: Pattern, from first: Int, to last: Int, neighbours: Int,
    check: () throws(AgentError) -> Void
  ) throws(AgentError) -> String? {
    var ranges: [ClosedRange<Int>] = []
    var number = max(1, first)
    while number <= min(last, lines.count) {
      try check()
      if pattern.matches(lines[number - 1]) {
        let range = max(1, number - neighbours)...min(lines.count, number + neighbours)
        if let last = ranges.last, range.lowerBound <= last.upperBound + 1 {
          ranges[ranges.count - 1] = last.lowerBound...range.upperBound
        } else {
          ranges.append(range)
        }
      }
      number += 1
    }
    if ranges.isEmpty { return nil }
    return ranges.enumerated().map { index, range in
      "--- match snippet \(index + 1)/\(ranges.count): lines \(range.lowerBound)-\(range.upperBound) ---\n"
        + text(from: range.lowerBound, to: range.upperBound)
    }.joined()
  }
}
