/// The sum behind ``TokenEstimate``: runs of like characters, weighed in hundredths of a token.
struct TokenCounter {
  private enum Run: Equatable {
    case none
    /// A word, its first letter perhaps a capital.
    case word
    case capitals
    case digits
    case spaces
    case newlines
    case marks
  }

  private var run = Run.none
  private var length = 0
  private var hundredths = 0

  /// Takes sound UTF-8.
  mutating func take(_ text: UnsafeBufferPointer<UInt8>) {
    var index = 0
    while index < text.count {
      let start = index
      while index < text.count, (0x61...0x7a).contains(text[index]) { index += 1 }
      if index > start {
        // Once a word is begun, further small letters only make it longer.
        takeLetter()
        length += index - start - 1
      } else if text[index] < 0x80 {
        take(UInt32(text[index]))
        index += 1
      } else {
        let width = text[index] < 0xe0 ? 2 : text[index] < 0xf0 ? 3 : 4
        let end = min(index + width, text.count)
        let first = UInt32(text[index]) & (0x7f >> UInt32(width))
        take(text[index + 1..<end].reduce(first) { $0 << 6 | UInt32($1 & 0x3f) })
        index = end
      }
    }
  }

  mutating func take(_ scalar: UInt32) {
    switch scalar {
    case 0x61...0x7a: takeLetter()
    case 0x41...0x5a: extend(.capitals)
    case 0xc0...0x24f:
      // Words of languages that write it are known to the vocabulary in smaller pieces.
      takeLetter()
      hundredths += 70
    case 0x30...0x39: extend(.digits)
    case 0x20, 0x09: if run == .newlines { length += 1 } else { extend(.spaces) }
    case 0x0a, 0x0d: takeNewline()
    case ..<0x80: extend(.marks)
    default:
      close()
      hundredths += Self.weight(of: scalar)
    }
  }

  /// - Returns: whole tokens, rounded up.
  mutating func finish() -> Int {
    close()
    return (hundredths + 99) / 100
  }

  private mutating func extend(_ kind: Run) {
    if run == kind {
      length += 1
    } else {
      close()
      run = kind
      length = 1
    }
  }

  /// The last of several capitals begins the word that follows: `HTTPClient` is `HTTP` and `Client`.
  private mutating func takeLetter() {
    if run == .capitals {
      length -= 1
      close()
      run = .word
      length = 2
    } else {
      extend(.word)
    }
  }

  /// Blanks before a line break and the indentation behind it are one with it.
  private mutating func takeNewline() {
    if run == .spaces { run = .newlines }
    extend(.newlines)
  }

  private mutating func close() {
    hundredths += weight
    run = .none
    length = 0
  }

  private var weight: Int {
    if length == 0 { return 0 }
    switch run {
    case .none: return 0
    case .word: return length <= 4 ? 90 : length <= 8 ? 105 : 170 + max(0, length - 12) * 75
    case .capitals: return length * 22
    case .digits: return (length + 2) / 3 * 160
    // A single blank belongs to the word behind it.
    case .spaces: return length > 1 ? 100 : 0
    case .newlines: return 130
    case .marks: return 82 + (length - 1) * 12
    }
  }

  /// One letter of another script, or a symbol.
  private static func weight(of scalar: UInt32) -> Int {
    switch scalar {
    case 0x370...0x3ff: 38
    case 0x400...0x52f: 30
    case 0x530...0x8ff: 34
    case 0x900...0xdff: 36
    case 0xe00...0x10ff: 40
    case 0x1100...0x11ff, 0xac00...0xd7af: 80
    case 0x2000...0x2bff: 100
    case 0x3000...0x30ff: 88
    case 0x3400...0x9fff, 0xf900...0xfaff, 0x20000...0x3ffff: 80
    case 0xff00...0xffef: 90
    default: 150
    }
  }
}
