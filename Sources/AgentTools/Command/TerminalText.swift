/// What a program prints on a terminal, as the plain text that a person would see in the end: escape sequences and
/// other controls are left out, and what goes back to the beginning of a line replaces it. Pure.
///
/// Escape sequences: ECMA-48, and the strings of xterm's control sequences.
struct TerminalText {
  private enum Place {
    case text
    /// Behind ESC.
    case escape
    /// Behind ESC and an intermediate byte, such as `(`: one more follows.
    case intermediate
    /// In a control sequence, `ESC [`, up to its final byte.
    case sequence
    /// In a string (title, link), up to BEL or `ESC \`.
    case string
    case stringEscape
  }

  private var place = Place.text
  /// The line that is being written.
  private var line: [UInt8] = []
  /// Whether the next character begins the line anew.
  private var isAtStart = false

  /// Bytes of a line that can still be replaced; a longer one is handed on in parts.
  static let lineLimit = 1 << 16

  /// What is settled by these bytes: whole lines, as a rule.
  mutating func take(_ bytes: [UInt8]) -> [UInt8] {
    var settled: [UInt8] = []
    for byte in bytes {
      switch place {
      case .text: text(byte, &settled)
      case .escape: escape(byte)
      case .intermediate: if !(0x20...0x2f).contains(byte) { place = .text }
      case .sequence: if (0x40...0x7e).contains(byte) { place = .text }
      case .string: if byte == 0x07 { place = .text } else if byte == 0x1b { place = .stringEscape }
      case .stringEscape: place = byte == UInt8(ascii: "\\") ? .text : .string
      }
    }
    return settled
  }

  /// The rest: a line without its end.
  mutating func finish() -> [UInt8] {
    defer { line = [] }
    return line
  }

  private mutating func text(_ byte: UInt8, _ settled: inout [UInt8]) {
    switch byte {
    case 0x1b: place = .escape
    case 0x0a:
      settled += line
      settled.append(byte)
      line = []
      isAtStart = false
    case 0x0d: isAtStart = true
    case 0x08: erase()
    case 0x09, 0x20...0x7e, 0x80...: put(byte, &settled)
    default: break
    }
  }

  private mutating func put(_ byte: UInt8, _ settled: inout [UInt8]) {
    if isAtStart { line = [] }
    isAtStart = false
    line.append(byte)
    if line.count >= Self.lineLimit {
      settled += line
      line = []
    }
  }

  /// Takes back the last character.
  private mutating func erase() {
    while let byte = line.popLast(), byte & 0xc0 == 0x80 {}
  }

  private mutating func escape(_ byte: UInt8) {
    switch byte {
    case UInt8(ascii: "["): place = .sequence
    // OSC, DCS, SOS, PM, APC
    case UInt8(ascii: "]"), UInt8(ascii: "P"), UInt8(ascii: "X"), UInt8(ascii: "^"), UInt8(ascii: "_"):
      place = .string
    case 0x20...0x2f: place = .intermediate
    case 0x1b: break
    default: place = .text
    }
  }
}
