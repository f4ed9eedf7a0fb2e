import AgentSystem

/// A time that a question names: a day, a month or a year, as in "on 7 May 2023", "in May 2023" or "in 2022". What was
/// said then, or in the days after it, is more likely to tell of it: people speak of what has just been.
struct QuestionDate: Equatable {
  /// nil for any.
  private let year: Int?
  /// nil for the whole year, and the whole month.
  private let month: Int?
  private let day: Int?

  /// Days for which one still speaks of it.
  private static let echo = 10

  /// nil where none is named.
  init?(question: String) {
    let words = question.utf8.prefix(2_000).split { !Self.isPart($0) }.map {
      String(decoding: $0, as: UTF8.self)
    }
    guard let place = words.indices.first(where: { Self.month(words, at: $0) != nil }) else {
      guard let index = words.indices.dropFirst().first(where: { Self.year(words, $0) != nil }),
        ["in", "of", "during", "since"].contains(words[index - 1].lowercased())
      else { return nil }
      (year, month, day) = (Self.year(words, index), nil, nil)
      return
    }
    month = Self.month(words, at: place)
    let (before, after) = (Self.day(words, place - 1), Self.day(words, place + 1))
    day = before ?? after
    year = Self.year(words, place + (after == nil || before != nil ? 1 : 2))
  }

  /// Whether a moment is of that time, or soon after it.
  func contains(_ moment: Timestamp) -> Bool {
    let today = moment.milliseconds.floorDivided(by: 86_400_000)
    let own = CivilDate(daysSince1970: today).year
    let years = year.map { [$0] } ?? [own, own - 1]
    return years.contains { year in
      let first = CivilDate(year: year, month: month ?? 1, day: day ?? 1).daysSince1970
      let end = CivilDate(
        year: year, month: month ?? 12, day: day ?? CivilDate.days(inMonth: month ?? 12, of: year)
      ).daysSince1970
      return (first...max(first, end + Self.echo)).contains(today)
    }
  }

  private static func isPart(_ byte: UInt8) -> Bool {
    (0x30...0x39).contains(byte) || (0x41...0x5a).contains(byte) || (0x61...0x7a).contains(byte)
      || byte >= 0x80
  }

  private static let months = [
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
    "November",
    "December",
  ]

  /// The month of that name, with a day, a year, or a word beside it that shows that it is one: "may" and "march"
  /// are other words, too.
  private static func month(_ words: [String], at index: Int) -> Int? {
    guard let found = months.firstIndex(of: words[index]) else { return nil }
    let before = index > 0 ? words[index - 1].lowercased() : ""
    let isTime =
      day(words, index - 1) != nil || day(words, index + 1) != nil || year(words, index + 1) != nil
      || ["in", "of", "during", "since", "early", "late", "last", "mid"].contains(before)
    return isTime ? found + 1 : nil
  }

  /// "7", "7th"
  private static func day(_ words: [String], _ index: Int) -> Int? {
    guard words.indices.contains(index) else { return nil }
    let word = words[index].lowercased()
    let ending = ["st", "nd", "rd", "th"].first(where: word.hasSuffix)
    guard let day = Int(word.dropLast(ending?.count ?? 0)), (1...31).contains(day) else { return nil }
    return day
  }

  private static func year(_ words: [String], _ index: Int) -> Int? {
    guard words.indices.contains(index), words[index].utf8.count == 4, let year = Int(words[index]),
      (1900...2199).contains(year)
    else { return nil }
    return year
  }
}
