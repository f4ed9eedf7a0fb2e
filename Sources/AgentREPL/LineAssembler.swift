/// Joins lines that belong together: one that ends in a backslash goes on in the next, and one that ends in
/// `<<WORD` goes on until a line that is that word. In a line for the shell, the shell gets both. Pure.
public struct LineAssembler: Sendable {
  private var lines: [String] = []
  private var terminator: String?
  private var isForShell = false

  public init() {}

  /// Whether more has to come.
  public private(set) var isOpen = false

  /// - Returns: the whole, once it is.
  public mutating func take(_ line: String) -> String? {
    if let terminator {
      if line != terminator || isForShell { lines.append(line) }
      return line == terminator ? finish() : nil
    }
    let first = TypedLine.trimmed(lines.first ?? line).utf8.first
    isForShell = first == UInt8(ascii: "!") || first == UInt8(ascii: "|")
    if let (before, word) = Self.hereDocument(line) {
      lines.append(isForShell ? line : before)
      terminator = word
      isOpen = true
      return nil
    }
    let slashes = line.utf8.reversed().prefix { $0 == UInt8(ascii: "\\") }.count
    if slashes % 2 == 1 {
      lines.append(isForShell ? line : String(Substring(line.utf8.dropLast())))
      isOpen = true
      return nil
    }
    lines.append(line)
    return finish()
  }

  /// What there is when nothing more comes; nil where nothing was begun.
  public mutating func finish() -> String? {
    defer { self = LineAssembler() }
    if lines.isEmpty { return nil }
    return lines.joined(separator: "\n")
  }

  /// `text <<WORD`
  private static func hereDocument(_ line: String) -> (before: String, word: String)? {
    let bytes = line.utf8
    let word = bytes.reversed().prefix { byte in
      (0x61...0x7a).contains(byte | 0x20) || (0x30...0x39).contains(byte) || byte == 0x5f
    }.count
    guard word > 0 else { return nil }
    let before = bytes.dropLast(word)
    guard before.suffix(2).elementsEqual("<<".utf8) else { return nil }
    let text = before.dropLast(2)
    // A shift or a shell's own here-document in the middle of a word is none.
    guard text.last.map({ $0 == 0x20 }) ?? true else { return nil }
    return (TypedLine.trimmed(text), String(Substring(bytes.suffix(word))))
  }
}
