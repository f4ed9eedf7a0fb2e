/// Whether a text has the shape of an answer. Words alone cannot tell the turn of a conversation that asks for
/// something from the one that tells it: the former often has more of a question's words. So an entry of nothing but
/// questions counts a little less, and one with a time or a number a little more where the question is for one.
///
/// It is told by English words and by question marks; for other languages by the latter.
struct AnswerShape {
  enum Verdict: Equatable {
    case asks, fits, unknown
  }

  private enum Wanted {
    case time, number
  }

  private let wanted: Wanted?

  /// Bytes up to which a text is looked at: that a long one has a time or a number says little.
  private static let reach = 500

  init(question: String) {
    var words: [String] = []
    Self.eachWord(of: question.utf8.prefix(400)) { words.append($0) }
    wanted = words.indices.lazy.compactMap { Self.kind(words, at: $0) }.first
  }

  private static func kind(_ words: [String], at index: Int) -> Wanted? {
    let next = index + 1 < words.count ? words[index + 1] : ""
    switch words[index] {
    // In the middle of a question it is no question word: "how did it feel when …".
    case "when": return index <= 1 ? .time : nil
    case "what", "which": return ["date", "day", "month", "time", "year"].contains(next) ? .time : nil
    case "how": return ["many", "much", "long", "often", "old"].contains(next) ? .number : nil
    default: return nil
    }
  }

  func verdict(on text: String) -> Verdict {
    if text.utf8.count > Self.reach { return .unknown }
    let told = SpokenText.words(of: text).utf8
    if Self.onlyAsks(told) { return .asks }
    guard let wanted else { return .unknown }
    var fits = false
    Self.eachWord(of: told) { word in
      if fits { return }
      fits =
        wanted == .time
        ? Self.times.contains(word) || Self.isYear(word)
        : Self.numbers.contains(word) || word.utf8.first.map { (0x30...0x39).contains($0) } ?? false
    }
    return fits ? .fits : .unknown
  }

  /// Whether every sentence ends with a question mark.
  private static func onlyAsks(_ text: Substring.UTF8View) -> Bool {
    var asks = false
    var isOpen = false
    for byte in text {
      switch byte {
      case UInt8(ascii: "?"):
        if isOpen { asks = true }
        isOpen = false
      case UInt8(ascii: "."), UInt8(ascii: "!"):
        if isOpen { return false }
      case UInt8(ascii: " "), UInt8(ascii: "\n"), UInt8(ascii: "\""), UInt8(ascii: ")"): break
      default: isOpen = true
      }
    }
    return asks && !isOpen
  }

  /// Letters and digits in a row, in lower case.
  private static func eachWord(of bytes: some Sequence<UInt8>, _ body: (String) -> Void) {
    var word: [UInt8] = []
    for byte in bytes {
      switch byte {
      case 0x30...0x39, 0x61...0x7a, 0x80...: word.append(byte)
      case 0x41...0x5a: word.append(byte | 0x20)
      default:
        if !word.isEmpty { body(String(decoding: word, as: UTF8.self)) }
        word.removeAll(keepingCapacity: true)
      }
    }
    if !word.isEmpty { body(String(decoding: word, as: UTF8.self)) }
  }

  private static func isYear(_ word: String) -> Bool {
    word.utf8.count == 4 && (word.hasPrefix("19") || word.hasPrefix("20")) && Int(word) != nil
  }

  private static let times: Set<String> = Set(
    """
    yesterday today tonight tomorrow ago last next week weeks month months year years weekend morning night evening
    monday tuesday wednesday thursday friday saturday sunday january february march april june july august september
    october november december recently
    """.split(whereSeparator: \.isWhitespace).map(String.init))

  private static let numbers: Set<String> = Set(
    """
    one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen
    nineteen twenty thirty forty fifty sixty seventy eighty ninety hundred thousand dozen couple once twice times year
    years month months week weeks
    """.split(whereSeparator: \.isWhitespace).map(String.init))
}
