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

  /// The lines with these numbers (from 1), as far as there are any.
  func text(_ range: some RangeExpression<Int>) -> String {
    let wanted = range.relative(to: 1..<lines.count + 1).clamped(to: 1..<lines.count + 1)
    var output: [UInt8] = []
    for number in wanted {
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
  func snippets(around pattern: Pattern, context: Int) -> String? {
    var ranges: [ClosedRange<Int>] = []
    for (index, line) in lines.enumerated() where pattern.matches(line) {
      let range = max(1, index + 1 - context)...min(lines.count, index + 1 + context)
      if let last = ranges.last, range.lowerBound <= last.upperBound + 1 {
        ranges[ranges.count - 1] = last.lowerBound...range.upperBound
      } else {
        ranges.append(range)
      }
    }
    if ranges.isEmpty { return nil }
    return ranges.enumerated().map { index, range in
      "--- match snippet \(index + 1)/\(ranges.count): lines \(range.lowerBound)-\(range.upperBound) ---\n"
        + text(range)
    }.joined()
  }
}
