/// Decides between encodings of one family that share most of their letters, where statistics of letter pairs
/// err: by the bytes that stand for letters in one and for signs or nothing in the other.
enum EncodingRivals {
  /// - Parameter guess: what the statistics say.
  static func settle(_ guess: CharacterEncoding, _ sample: [UInt8]) -> CharacterEncoding {
    switch guess.name {
    case "CP1250", "ISO-8859-2": return centralEuropean(sample)
    case "CP1253", "ISO-8859-7": return greek(sample)
    case "CP1252" where isHungarian(sample): return centralEuropean(sample)
    default: return guess
    }
  }

  /// Windows-1250 has š, ť, ž, ś, ź and the quotation marks from 0x80 to 0x9F, where ISO-8859-2 has control
  /// characters, which no text holds.
  private static func centralEuropean(_ sample: [UInt8]) -> CharacterEncoding {
    CharacterEncoding(hasControls(sample) ? "CP1250" : "ISO-8859-2")
  }

  /// The accented capital alpha, which begins words, is 0xA2 in Windows-1253 and 0xB6 in ISO-8859-7; the other
  /// letters are the same.
  private static func greek(_ sample: [UInt8]) -> CharacterEncoding {
    if hasControls(sample) { return CharacterEncoding("CP1253") }
    let beforeLetters = zip(sample, sample.dropFirst()).lazy.filter { $1 >= 0xdc }.map(\.0)
    let windows = beforeLetters.filter { $0 == 0xa2 }.count
    let iso = beforeLetters.filter { $0 == 0xb6 }.count
    return CharacterEncoding(windows > iso ? "CP1253" : "ISO-8859-7")
  }

  private static func hasControls(_ sample: [UInt8]) -> Bool {
    sample.contains { (0x80...0x9f).contains($0) && $0 != 0x85 }
  }

  /// ő and ű read as õ and û in the Western encodings. No language there writes them beside ö or ü and without
  /// ä, ã, ç, è or another letter that Hungarian lacks.
  private static func isHungarian(_ sample: [UInt8]) -> Bool {
    let letters = Set(sample.filter { $0 >= 0xc0 }.map { $0 & 0xdf })
    return letters.isSubset(of: [0xc1, 0xc9, 0xcd, 0xd3, 0xd5, 0xd6, 0xda, 0xdb, 0xdc])
      && !letters.isDisjoint(with: [0xd5, 0xdb]) && !letters.isDisjoint(with: [0xd6, 0xdc])
  }
}
