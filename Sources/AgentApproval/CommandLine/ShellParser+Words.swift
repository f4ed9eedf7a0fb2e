extension ShellParser {
  /// Builds a word: its text, and its text as a pattern.
  struct WordText {
    var text: [UInt8] = []
    var pattern: [UInt8] = []
    var isLiteral = true

    /// A byte that stood in quotes, or means nothing to the shell.
    mutating func quoted(_ byte: UInt8) {
      text.append(byte)
      if "*?[\\".utf8.contains(byte) { pattern.append(UInt8(ascii: "\\")) }
      pattern.append(byte)
    }

    /// A byte that means something to the shell.
    mutating func special(_ byte: UInt8) {
      text.append(byte)
      pattern.append(byte)
    }

    var word: ShellWord {
      ShellWord(text: String(decoding: text, as: UTF8.self), isLiteral: isLiteral, pattern: pattern)
    }
  }

  /// `<(` or `>(`
  var isProcessSubstitution: Bool {
    index < bytes.count && (current == UInt8(ascii: "<") || current == UInt8(ascii: ">"))
      && next == UInt8(ascii: "(")
  }

  /// The word that begins here.
  mutating func word() throws(Misunderstood) -> ShellWord {
    var word = WordText()
    let start = index
    while index < bytes.count {
      let byte = current
      if isProcessSubstitution {
        try substitution(opening: 2)
        word.isLiteral = false
        continue
      }
      if Self.endsWord(byte) { break }
      switch byte {
      case UInt8(ascii: "'"): try singleQuoted(&word)
      case UInt8(ascii: "\""): try doubleQuoted(&word)
      case UInt8(ascii: "\\"):
        index += 1
        if index >= bytes.count { throw Misunderstood("a backslash at the end") }
        // bash joins lines before it looks for reserved words and operators.
        if current == 0x0a { throw Misunderstood("a word over two lines") }
        word.quoted(current)
        index += 1
      case UInt8(ascii: "$"): try dollar(&word, isQuoted: false)
      case UInt8(ascii: "`"): try backquoted(&word)
      case UInt8(ascii: "*"), UInt8(ascii: "?"), UInt8(ascii: "["):
        word.special(byte)
        word.isLiteral = false
        index += 1
      case UInt8(ascii: "{"):
        if next != UInt8(ascii: "}") { word.isLiteral = false }
        word.quoted(byte)
        index += 1
      default:
        word.quoted(byte)
        index += 1
      }
    }
    if index == start { throw Misunderstood(index < bytes.count ? "'\(character)'" : "a word is missing") }
    if index < bytes.count, "<>".utf8.contains(current), bytes[start] == UInt8(ascii: "{") {
      throw Misunderstood("a descriptor in a variable")
    }
    return word.word
  }

  private mutating func singleQuoted(_ word: inout WordText) throws(Misunderstood) {
    index += 1
    while index < bytes.count, current != UInt8(ascii: "'") {
      word.quoted(current)
      index += 1
    }
    try expect(byte: UInt8(ascii: "'"))
  }

  private mutating func doubleQuoted(_ word: inout WordText) throws(Misunderstood) {
    index += 1
    try expanding(&word, until: UInt8(ascii: "\""))
    try expect(byte: UInt8(ascii: "\""))
  }

  /// Text in which only `$`, `` ` `` and `\` mean something, up to `end`: that of double quotes and of
  /// here-documents.
  mutating func expanding(_ word: inout WordText, until end: UInt8?) throws(Misunderstood) {
    while index < bytes.count, current != end {
      switch current {
      case UInt8(ascii: "\\"):
        index += 1
        if index >= bytes.count { throw Misunderstood("a backslash at the end") }
        if !"$`\"\\\n".utf8.contains(current) { word.quoted(UInt8(ascii: "\\")) }
        if current != 0x0a { word.quoted(current) }
        index += 1
      case UInt8(ascii: "$"): try dollar(&word, isQuoted: true)
      case UInt8(ascii: "`"): try backquoted(&word)
      default:
        word.quoted(current)
        index += 1
      }
    }
  }

  // MARK: - Expansions

  private mutating func dollar(_ word: inout WordText, isQuoted: Bool) throws(Misunderstood) {
    guard let kind = next else { return plainDollar(&word) }
    if kind == UInt8(ascii: "\\"), index + 2 < bytes.count, bytes[index + 2] == 0x0a {
      throw Misunderstood("an expansion over two lines")
    }
    switch kind {
    case UInt8(ascii: "("):
      if index + 2 < bytes.count, bytes[index + 2] == UInt8(ascii: "(") {
        try arithmetic()
      } else {
        try substitution(opening: 2)
      }
      word.isLiteral = false
    case UInt8(ascii: "{"): try parameter(&word)
    case UInt8(ascii: "["): throw Misunderstood("arithmetic")
    case UInt8(ascii: "'") where !isQuoted:
      index += 1
      try escaped(&word)
    case UInt8(ascii: "\"") where !isQuoted:
      index += 1
      try doubleQuoted(&word)
    case _ where Self.isNameStart(kind):
      index += 1
      while index < bytes.count, Self.isNamePart(current) { index += 1 }
      word.isLiteral = false
    case _ where "@*#?-$!0123456789".utf8.contains(kind):
      index += 2
      word.isLiteral = false
    default: plainDollar(&word)
    }
    if isPattern, !word.isLiteral { throw Misunderstood("an expansion in a pattern") }
  }

  private mutating func plainDollar(_ word: inout WordText) {
    word.quoted(UInt8(ascii: "$"))
    index += 1
  }

  /// `$(…)`, `<(…)` or `>(…)`
  private mutating func substitution(opening length: Int) throws(Misunderstood) {
    if isPattern { throw Misunderstood("a substitution in a pattern") }
    index += length
    try list(until: [])
    try expect(byte: UInt8(ascii: ")"))
  }

  /// `` `…` ``
  private mutating func backquoted(_ word: inout WordText) throws(Misunderstood) {
    if isPattern { throw Misunderstood("a substitution in a pattern") }
    index += 1
    var inner: [UInt8] = []
    while index < bytes.count, current != UInt8(ascii: "`") {
      // In double quotes bash drops that backslash, elsewhere not.
      if current == UInt8(ascii: "\\"), next == UInt8(ascii: "\"") {
        throw Misunderstood("a quoted quote in backquotes")
      }
      if current == UInt8(ascii: "\\"), let next, "`\\$".utf8.contains(next) { index += 1 }
      inner.append(current)
      index += 1
    }
    try expect(byte: UInt8(ascii: "`"))
    try nested(inner) { (parser) throws(Misunderstood) in try parser.parse() }
    word.isLiteral = false
  }

  /// `$((…))` over numbers alone: variables in it may hold text that bash evaluates.
  private mutating func arithmetic() throws(Misunderstood) {
    index += 3
    while index < bytes.count, "0123456789+-*/%<>=!&|^~?:, \t()".utf8.contains(current) {
      if current == UInt8(ascii: ")"), next == UInt8(ascii: ")") {
        index += 2
        return
      }
      index += 1
    }
    throw Misunderstood("arithmetic with more than numbers")
  }

  /// `${NAME}`, `${#NAME}` and those of its forms that neither assign nor evaluate anything.
  private mutating func parameter(_ word: inout WordText) throws(Misunderstood) {
    index += 2
    if index < bytes.count, current == UInt8(ascii: "#"), next.map(Self.isNameStart) ?? false { index += 1 }
    let start = index
    while index < bytes.count, Self.isNamePart(current) { index += 1 }
    if index == start { throw Misunderstood("a parameter expansion") }
    if index < bytes.count, current != UInt8(ascii: "}") {
      let isDefault = current == UInt8(ascii: ":") && (next == UInt8(ascii: "-") || next == UInt8(ascii: "+"))
      guard isDefault || "-+%#".utf8.contains(current) else { throw Misunderstood("a parameter expansion") }
      while index < bytes.count, current != UInt8(ascii: "}") {
        if "$`'\"\\{".utf8.contains(current) { throw Misunderstood("a parameter expansion") }
        index += 1
      }
    }
    try expect(byte: UInt8(ascii: "}"))
    word.isLiteral = false
  }

  /// `$'…'`
  private mutating func escaped(_ word: inout WordText) throws(Misunderstood) {
    index += 1
    while index < bytes.count, current != UInt8(ascii: "'") {
      if current == UInt8(ascii: "\\") {
        guard let next, let byte = Self.escapes[next] else { throw Misunderstood("an escape in $'…'") }
        word.quoted(byte)
        index += 2
      } else {
        word.quoted(current)
        index += 1
      }
    }
    try expect(byte: UInt8(ascii: "'"))
  }

  private static let escapes: [UInt8: UInt8] = [
    UInt8(ascii: "n"): 0x0a, UInt8(ascii: "t"): 0x09, UInt8(ascii: "r"): 0x0d, UInt8(ascii: "\\"): 0x5c,
    UInt8(ascii: "'"): 0x27, UInt8(ascii: "\""): 0x22, UInt8(ascii: "e"): 0x1b, UInt8(ascii: "a"): 0x07,
  ]

  /// Parses another text one level deeper, and keeps what commands it has.
  mutating func nested(
    _ text: [UInt8], _ parse: (inout ShellParser) throws(Misunderstood) -> Void
  ) throws(Misunderstood) {
    if depth >= Self.depthLimit { throw Misunderstood("commands nested too deeply") }
    // Each level is read again by the next.
    var parser = ShellParser(text, depth: depth + 4, isPattern: isPattern)
    do throws(Misunderstood) {
      try parse(&parser)
      add(contentsOf: parser.commands)
    } catch {
      add(contentsOf: parser.commands)
      throw error
    }
  }
}
