/// What a line that was entered means, told by its first character. Pure.
public enum TypedLine: Equatable, Sendable {
  case blank
  /// Words for the model.
  case prompt(String)
  /// `/NAME …`
  case slash(SlashLine)
  /// `!COMMAND`: for the shell.
  case shell(String)
  /// `| COMMAND`: the last answer is its input.
  case pipe(String)
  /// `exit` and `quit`.
  case leave

  public init(_ line: String) {
    let text = Self.trimmed(line)
    switch text.utf8.first {
    case nil: self = .blank
    case UInt8(ascii: "!"): self = .shell(Self.trimmed(text.utf8.dropFirst()))
    case UInt8(ascii: "|"): self = .pipe(Self.trimmed(text.utf8.dropFirst()))
    case UInt8(ascii: "/"):
      if let slash = SlashLine(text) { self = .slash(slash) } else { self = .prompt(text) }
    default: self = text == "exit" || text == "quit" ? .leave : .prompt(text)
    }
  }

  private static func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || (0x09...0x0d).contains(byte) }

  static func trimmed(_ text: String) -> String { trimmed(text.utf8[...]) }

  /// Without white space at either end. Bytes are looked at: a space with an accent behind it is another
  /// character.
  static func trimmed(_ bytes: Substring.UTF8View) -> String {
    var bytes = bytes.drop(while: isSpace)
    while let last = bytes.last, isSpace(last) { bytes.removeLast() }
    return String(Substring(bytes))
  }
}

/// `/NAME WORDS… | PROMPT`
public struct SlashLine: Equatable, Sendable {
  /// As it was typed, without the slash: `load_session`.
  public let name: String
  public let words: [String]
  /// What follows a bar: the output of the command goes to the model with it.
  public let prompt: String?
  /// nil where a quote is not closed: `words` then has what there is.
  public let isWhole: Bool

  /// - Returns: nil for what only looks like one, such as a path.
  init?(_ text: String) {
    let name = text.utf8.dropFirst().prefix { !(0x09...0x20).contains($0) }
    let isName = name.allSatisfy { byte in
      (0x61...0x7a).contains(byte | 0x20) || (0x30...0x39).contains(byte) || byte == 0x5f || byte == 0x2d
    }
    if name.isEmpty || !isName { return nil }
    let rest = text.utf8[name.endIndex...]
    let parts = ShellWords(String(Substring(rest)))
    self.name = String(Substring(name))
    words = parts.words
    prompt = parts.rest.map(TypedLine.trimmed)
    isWhole = parts.isWhole
  }
}
