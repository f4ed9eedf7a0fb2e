import AgentStore

/// The place of a text at which most of the words that were looked for stand together. Pure.
public struct Snippet: Sendable, Equatable {
  /// One line: what ends lines or steers terminals is a blank.
  public let text: String
  /// Where the words are, in bytes of ``text``; apart and in order.
  public let marks: [Range<Int>]
  /// Whether the text goes on before and behind.
  public let isCut: (before: Bool, behind: Bool)

  public static func == (left: Snippet, right: Snippet) -> Bool {
    left.text == right.text && left.marks == right.marks && left.isCut == right.isCut
  }

  /// Bytes that are shown, or a few less.
  static let width = 240
  /// Bytes before the first word, so that it does not stand alone.
  private static let lead = 60

  /// - Parameters:
  ///   - tokens: the words of the text.
  ///   - wanted: the terms that were looked for.
  init(_ text: String, tokens: [Tokenizer.Token], wanted: Set<String>) {
    let bytes = Array(text.utf8)
    let found = tokens.filter { wanted.contains($0.term) && $0.end <= bytes.count && $0.start < $0.end }
    var begin = Self.start(of: found)
    begin = Self.boundary(bytes, from: max(0, begin - Self.lead), to: begin)
    var end = min(bytes.count, begin + Self.width)
    if end < bytes.count {
      // Behind a word, where one ends in the last part of the line; else behind a whole character.
      let floor = end - Self.lead
      let blank = (floor..<end).last { bytes[$0] <= 0x20 }
      if let blank { end = blank }
      while end > begin, bytes[end] & 0xc0 == 0x80 { end -= 1 }
    }
    while begin < end, bytes[begin] <= 0x20 { begin += 1 }
    while end > begin, bytes[end - 1] <= 0x20 { end -= 1 }
    var marks: [Range<Int>] = []
    for token in found where token.start >= begin && token.end <= end {
      let mark = token.start - begin..<token.end - begin
      if let last = marks.last, mark.lowerBound < last.upperBound {
        marks[marks.count - 1] = last.lowerBound..<max(last.upperBound, mark.upperBound)
      } else {
        marks.append(mark)
      }
    }
    let shown = bytes[begin..<end].map { $0 < 0x20 || $0 == 0x7f ? 0x20 : $0 }
    self.text = String(decoding: shown, as: UTF8.self)
    self.marks = marks
    isCut = (bytes[..<begin].contains { $0 > 0x20 }, bytes[end...].contains { $0 > 0x20 })
  }

  /// Where the first of the words stands that have the most different ones behind them within the width.
  private static func start(of found: [Tokenizer.Token]) -> Int {
    var best = (start: 0, count: 0)
    var last = 0
    var within: [String: Int] = [:]
    for (index, token) in found.enumerated() {
      while last < found.count, found[last].end - token.start <= width - lead || last == index {
        within[found[last].term, default: 0] += 1
        last += 1
      }
      if within.count > best.count { best = (token.start, within.count) }
      if let count = within[token.term] { within[token.term] = count == 1 ? nil : count - 1 }
    }
    return best.start
  }

  /// The first beginning of a word in a range, else its end.
  private static func boundary(_ bytes: [UInt8], from low: Int, to high: Int) -> Int {
    if low == 0 { return 0 }
    return (low..<high).first { bytes[$0 - 1] <= 0x20 } ?? high
  }
}
