/// A character encoding, named as glibc's iconv(3) knows it.
struct CharacterEncoding: Sendable, Hashable {
  let name: String

  init(_ name: String) { self.name = name }

  static let utf8 = CharacterEncoding("UTF-8")
  static let utf16BE = CharacterEncoding("UTF-16BE")
  static let utf16LE = CharacterEncoding("UTF-16LE")
  static let utf32BE = CharacterEncoding("UTF-32BE")
  static let utf32LE = CharacterEncoding("UTF-32LE")
  static let windows1252 = CharacterEncoding("CP1252")

  /// The encoding that a label in a document or from a detector stands for. Old labels mean the larger sets
  /// that are written under them in practice (WHATWG Encoding Standard, section 4.2).
  init(label: String) {
    let label = label.uppercased().filter { !$0.isWhitespace }
    self.init(Self.supersets[label] ?? label)
  }

  private static let supersets: [String: String] = [
    "UTF8": "UTF-8", "ASCII": "CP1252", "US-ASCII": "CP1252", "ISO-8859-1": "CP1252", "LATIN1": "CP1252",
    "ISO8859-1": "CP1252", "ISO_8859-1": "CP1252", "WINDOWS-1252": "CP1252", "ISO-8859-9": "CP1254",
    "WINDOWS-1254": "CP1254", "ISO-8859-11": "CP874", "TIS-620": "CP874", "WINDOWS-874": "CP874",
    "SHIFT_JIS": "CP932", "SHIFT-JIS": "CP932", "SJIS": "CP932", "X-SJIS": "CP932", "MS_KANJI": "CP932",
    "WINDOWS-31J": "CP932", "EUC-KR": "CP949", "UHC": "CP949", "KS_C_5601-1987": "CP949",
    "KSC5601": "CP949", "GB2312": "GB18030", "GBK": "GB18030", "GB_2312-80": "GB18030",
    "BIG5": "BIG5-HKSCS", "BIG-5": "BIG5-HKSCS", "WINDOWS-1251": "CP1251",
    "WINDOWS-1250": "CP1250", "WINDOWS-1253": "CP1253", "WINDOWS-1255": "CP1255",
    "WINDOWS-1256": "CP1256", "WINDOWS-1257": "CP1257", "WINDOWS-1258": "CP1258", "ISO-8859-8-I": "CP1255",
    "ISO-8859-8": "CP1255", "UNICODE": "UTF-16LE", "UTF-16": "UTF-16LE", "UTF-32": "UTF-32LE",
    "MAC-CYRILLIC": "MAC-CYRILLIC", "X-MAC-CYRILLIC": "MAC-CYRILLIC", "MACINTOSH": "MACINTOSH",
  ]
}
