/// How many tokens a language model will make of a text, without a vocabulary: words, digits and marks are
/// counted the way the byte-pair vocabularies of current models tend to cut them (o200k among them).
public enum TokenEstimate {
  private enum Run {
    case none, letters, digits, marks, blanks, newlines, wide
  }

  public static func tokens(in text: String) -> Int {
    var text = text
    return text.withUTF8 { count($0) }
  }

  private static func count(_ bytes: UnsafeBufferPointer<UInt8>) -> Int {
    var tokens = 0
    var run = Run.none
    var length = 0
    /// Characters beyond ASCII that count in thirds of a token, and those in fifths.
    var accented = 0
    var ideographs = 0
    func close() {
      switch run {
      case .letters: tokens += (length + 6) / 7
      case .digits: tokens += (length + 2) / 3
      case .marks: tokens += (length + 2) / 3
      case .blanks: tokens += length > 1 ? 1 : 0
      case .newlines: tokens += 1
      case .none, .wide: break
      }
    }
    for byte in bytes {
      let next: Run
      switch byte {
      case 0x61...0x7a, 0x41...0x5a: next = .letters
      case 0x30...0x39: next = .digits
      case 0x20, 0x09: next = .blanks
      case 0x0a: next = .newlines
      case 0x80...0xbf: continue
      case 0xc0...0xdf:
        accented += 1
        next = .wide
      case 0xe0...0xef:
        ideographs += 4
        next = .wide
      case 0xf0...0xff:
        ideographs += 10
        next = .wide
      default: next = .marks
      }
      if next == run {
        length += 1
      } else {
        close()
        run = next
        length = 1
      }
    }
    close()
    return tokens + (accented + 2) / 3 + (ideographs + 4) / 5
  }
}
