/// Lines of conversations, as people and their programs write them down: `Name: what was said`, `<name> what was said`,
/// `**Name:** what was said`, each with a time before it or without.
enum SpokenText {
  /// What was said, without who said it and when.
  static func words(of text: String) -> Substring {
    guard let line = line(text) else { return text[...] }
    return text[line.begin...]
  }

  /// Who speaks; nil where the text does not say, or is no line of a conversation.
  static func actor(of text: String) -> String? { line(text)?.name }

  /// Bytes within which the name ends.
  private static let reach = 96
  /// The longest name.
  private static let nameLimit = 48

  private static func line(_ text: String) -> (name: String, begin: String.Index)? {
    let bytes = text.utf8
    let end = bytes.index(bytes.startIndex, offsetBy: reach, limitedBy: bytes.endIndex) ?? bytes.endIndex
    var rest = bytes[..<end]
    skipTime(&rest)
    guard let (name, after) = name(rest), after < bytes.endIndex, isBlank(bytes[after]) else { return nil }
    return (name, after)
  }

  /// The name at the beginning, and the place behind what ends it.
  private static func name(_ rest: Substring.UTF8View) -> (String, String.Index)? {
    if rest.first == UInt8(ascii: "<") {
      guard let close = rest.firstIndex(of: UInt8(ascii: ">")) else { return nil }
      guard let name = checked(rest[rest.index(after: rest.startIndex)..<close]) else { return nil }
      return (name, rest.index(after: close))
    }
    guard let colon = rest.firstIndex(of: UInt8(ascii: ":")) else { return nil }
    var (name, after) = (rest[..<colon], rest.index(after: colon))
    let stars = [UInt8(ascii: "*"), UInt8(ascii: "*")]
    if name.starts(with: stars) {
      name = name.dropFirst(2)
      if name.suffix(2).elementsEqual(stars) {
        name = name.dropLast(2)
      } else if rest[after...].starts(with: stars) {
        after = rest.index(after, offsetBy: 2)
      } else {
        return nil
      }
    }
    if name.first == UInt8(ascii: "@") { name = name.dropFirst() }
    return checked(name).map { ($0, after) }
  }

  /// Passes over `[2024-03-01 10:15]`, `(10:15)` or `01/03/2024, 10:15 -`.
  private static func skipTime(_ rest: inout Substring.UTF8View) {
    var time = rest
    if let open = rest.first, let close = [UInt8(ascii: "["): UInt8(ascii: "]"), 0x28: 0x29][open] {
      guard let end = rest.firstIndex(of: close) else { return }
      time = rest[rest.index(after: rest.startIndex)..<end]
      if !isTime(time) { return }
      rest = rest[rest.index(after: end)...]
    } else {
      time = rest.prefix { isPartOfTime($0) || $0 == 0x20 }
      // A name may begin with a letter of AM.
      while let last = time.last, last != 0x20 { time.removeLast() }
      guard isTime(time) else { return }
      rest = rest[time.endIndex...]
    }
    rest = rest.drop { $0 == 0x20 || $0 == UInt8(ascii: "-") }
  }

  private static func isTime(_ bytes: Substring.UTF8View) -> Bool {
    bytes.contains(UInt8(ascii: ":")) && bytes.filter { (0x30...0x39).contains($0) }.count >= 3
      && bytes.allSatisfy { isPartOfTime($0) || $0 == 0x20 }
  }

  private static func isPartOfTime(_ byte: UInt8) -> Bool {
    (0x30...0x39).contains(byte) || "-/:.,+TZAPMapm".utf8.contains(byte)
  }

  private static func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x0a }

  /// One to three words that begin with a capital letter, the name of a role, or one word such as people call themselves
  /// by in chats.
  private static func checked(_ bytes: Substring.UTF8View) -> String? {
    guard !bytes.isEmpty, bytes.count <= nameLimit else { return nil }
    let name = Substring(bytes)
    if roles.contains(name.lowercased()) { return String(name) }
    let words = name.split(separator: " ", omittingEmptySubsequences: false)
    let isName =
      (1...3).contains(words.count)
      && words.allSatisfy { word in
        word.first?.isUppercase == true
          && word.allSatisfy { $0.isLetter || $0 == "." || $0 == "-" || $0 == "'" }
      }
    return isName || isHandle(bytes) ? String(name) : nil
  }

  private static func isHandle(_ bytes: Substring.UTF8View) -> Bool {
    guard let first = bytes.first, (0x61...0x7a).contains(first), (2...24).contains(bytes.count) else {
      return false
    }
    let isWord = bytes.allSatisfy { byte in
      (0x61...0x7a).contains(byte) || (0x30...0x39).contains(byte) || "_.-".utf8.contains(byte)
    }
    return isWord && !labels.contains(String(Substring(bytes)))
  }

  /// Who speaks in a conversation with a program, however it is written.
  private static let roles: Set = ["user", "assistant", "human", "system", "ai"]

  /// What stands before a colon and is nobody.
  private static let labels: Set<String> = Set(
    """
    note notes todo fix feat chore docs test tests refactor warning error info debug summary title subject date time re
    fwd cc ps nb edit update http https ftp mailto file example answer question result reason tip hint see also from to
    url link id key value name type status version decision fact idea plan goal step task bug issue output input
    """.split(whereSeparator: \.isWhitespace).map(String.init))
}
