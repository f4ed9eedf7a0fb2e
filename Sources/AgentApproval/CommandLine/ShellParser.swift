/// Finds the simple commands in a line of bash: in lists, pipelines, compound commands, functions and
/// substitutions, at any depth. Pure.
///
/// It follows bash(1), "SHELL GRAMMAR" and "QUOTING", and runs nothing. It need not know every construct: one
/// that it does not know ends it with ``Misunderstood``, and nothing is then allowed on account of what was
/// found before.
struct ShellParser {
  /// Why a line was not understood, in a phrase.
  struct Misunderstood: Error, Equatable {
    let reason: String

    init(_ reason: String) { self.reason = reason }
  }

  /// How deep commands may stand in one another, substitutions counted.
  static let depthLimit = 40

  let bytes: [UInt8]
  var index = 0
  var depth: Int
  /// Whether the text is the pattern of a rule: then it is one simple command without expansions.
  let isPattern: Bool
  private(set) var commands: [SimpleCommand] = []
  /// Here-documents whose text begins behind the next newline.
  var hereDocuments: [HereDocument] = []

  init(_ bytes: [UInt8], depth: Int = 0, isPattern: Bool = false) {
    self.bytes = bytes
    self.depth = depth
    self.isPattern = isPattern
  }

  /// Parses the whole text; what was found before a failure stays in ``commands``.
  mutating func parse() throws(Misunderstood) {
    try list(until: [])
    if index < bytes.count { throw Misunderstood("'\(character)' where a command should begin") }
  }

  mutating func add(_ command: SimpleCommand) { if !command.isEmpty { commands.append(command) } }

  mutating func add(contentsOf other: [SimpleCommand]) { commands += other }

  // MARK: - Lists and pipelines

  /// Commands up to one of the `closers` (left unread), a closing parenthesis, `;;` or the end.
  mutating func list(until closers: Set<String>) throws(Misunderstood) {
    depth += 1
    defer { depth -= 1 }
    if depth > Self.depthLimit { throw Misunderstood("commands nested too deeply") }
    while true {
      try skipLines()
      if index >= bytes.count || current == UInt8(ascii: ")") || isCaseEnd { return }
      if let word = bareWord(), closers.contains(word) { return }
      try pipeline()
      skipBlanks()
      guard index < bytes.count else { return }
      switch current {
      case UInt8(ascii: ";"):
        if isCaseEnd { return }
        index += 1
      case UInt8(ascii: "&") where next != UInt8(ascii: "&"): index += 1
      case UInt8(ascii: "|") where next == UInt8(ascii: "|"), UInt8(ascii: "&"):
        index += 2
        try skipLines()
        if index >= bytes.count { throw Misunderstood("a command is missing at the end") }
      case 0x0a, UInt8(ascii: "#"): continue
      case UInt8(ascii: ")"): return
      default: throw Misunderstood("'\(character)' behind a command")
      }
    }
  }

  private mutating func pipeline() throws(Misunderstood) {
    while let word = bareWord(), ["!", "time"].contains(word) {
      index += word.utf8.count
      skipBlanks()
      if word == "time", bareWord() == "-p" { index += 2 }
      skipBlanks()
      if word == "time", bareWord() == "--" { index += 2 }
      skipBlanks()
    }
    try command()
    while true {
      skipBlanks()
      guard index < bytes.count, current == UInt8(ascii: "|"), next != UInt8(ascii: "|") else { return }
      index += next == UInt8(ascii: "&") ? 2 : 1
      try skipLines()
      try command()
    }
  }

  // MARK: - Looking at the text

  var current: UInt8 { bytes[index] }
  var next: UInt8? { index + 1 < bytes.count ? bytes[index + 1] : nil }

  /// The character here, for a message.
  var character: String {
    let rest = String(decoding: bytes[index...].prefix(4), as: UTF8.self)
    return rest.first.map { $0.isNewline ? "newline" : String($0) } ?? ""
  }

  /// `;;`, `;&` or `;;&`
  var isCaseEnd: Bool {
    current == UInt8(ascii: ";") && (next == UInt8(ascii: ";") || next == UInt8(ascii: "&"))
  }

  /// Blanks and joined lines.
  mutating func skipBlanks() {
    while index < bytes.count {
      if current == 0x20 || current == 0x09 {
        index += 1
      } else if current == UInt8(ascii: "\\"), next == 0x0a {
        index += 2
      } else {
        return
      }
    }
  }

  /// Blanks, newlines and comments, and the here-documents that begin there.
  mutating func skipLines() throws(Misunderstood) {
    while true {
      skipBlanks()
      guard index < bytes.count else { return }
      if current == 0x0a {
        index += 1
        try readHereDocuments()
      } else if current == UInt8(ascii: "#") {
        while index < bytes.count, current != 0x0a { index += 1 }
      } else {
        return
      }
    }
  }

  static func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 || byte == 0x0a }

  /// Whether a word ends before `byte`.
  static func endsWord(_ byte: UInt8) -> Bool {
    isBlank(byte) || ";&|()<>".utf8.contains(byte)
  }

  static func isNameStart(_ byte: UInt8) -> Bool {
    (0x41...0x5a).contains(byte) || (0x61...0x7a).contains(byte) || byte == UInt8(ascii: "_")
  }

  static func isNamePart(_ byte: UInt8) -> Bool { isNameStart(byte) || (0x30...0x39).contains(byte) }

  /// The word that begins here if it has no quotes and no expansions: only such a word can be reserved.
  func bareWord() -> String? {
    var end = index
    while end < bytes.count, !Self.endsWord(bytes[end]) {
      if "'\"\\$`".utf8.contains(bytes[end]) { return nil }
      end += 1
    }
    return end > index ? String(decoding: bytes[index..<end], as: UTF8.self) : nil
  }

  /// Takes a reserved word.
  mutating func expect(_ word: String) throws(Misunderstood) {
    guard bareWord() == word else { throw Misunderstood("'\(word)' is missing") }
    index += word.utf8.count
  }

  mutating func expect(byte: UInt8) throws(Misunderstood) {
    guard index < bytes.count, current == byte else {
      throw Misunderstood("'\(Character(Unicode.Scalar(byte)))' is missing")
    }
    index += 1
  }
}
