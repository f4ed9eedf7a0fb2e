/// The text of a note, which must not look like something else: a call that is asked for least of all. Pure.
public enum NoteText {
  /// Every line but the first is indented, so that none passes for a note of its own; what would turn the order of
  /// characters around, or break lines where terminals differ, is named instead.
  public static func plain(_ text: String) -> String {
    var plain = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      switch scalar.value {
      case 0x0a: plain.append(contentsOf: "\n  ".unicodeScalars)
      case 0x61c, 0x200e, 0x200f, 0x2028, 0x2029, 0x202a...0x202e, 0x2066...0x2069, 0xfeff:
        plain.append(contentsOf: "<U+\(String(scalar.value, radix: 16, uppercase: true))>".unicodeScalars)
      default: plain.append(scalar)
      }
    }
    return String(plain)
  }
}
