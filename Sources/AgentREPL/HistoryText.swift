/// Entered lines as lines of a file: a newline in one is `\n`, a backslash `\\`. Pure.
public enum HistoryText {
  /// Entries that are kept at most.
  public static let limit = 1000
  /// The longest entry that is kept, in bytes; more is a paste that nobody looks for.
  static let longest = 1 << 15

  /// - Returns: nil for what is not kept: nothing, what begins with a space, what sets a secret, and what is
  ///   very long.
  public static func line(_ entry: String) -> String? {
    if entry.utf8.count > longest || setsSecret(entry) { return nil }
    guard let first = entry.unicodeScalars.first, first != " " else { return nil }
    var line = String.UnicodeScalarView()
    for scalar in entry.unicodeScalars {
      switch scalar {
      case "\n": line.append(contentsOf: "\\n".unicodeScalars)
      case "\\": line.append(contentsOf: "\\\\".unicodeScalars)
      case "\0": break
      default: line.append(scalar)
      }
    }
    return String(line)
  }

  /// `/config api_key=…` and the like.
  private static func setsSecret(_ entry: String) -> Bool {
    guard entry.utf8.first == UInt8(ascii: "/") else { return false }
    let text = entry.lowercased()
    return (text.contains("=") || text.contains(" set "))
      && ["api_key", "apikey", "token=", "_token", "secret", "password"].contains { text.contains($0) }
  }

  /// The entries of a file, oldest first; of one that is not UTF-8, what is.
  public static func entries(_ bytes: [UInt8]) -> [String] {
    bytes.split(separator: 0x0a).suffix(limit).map { entry(String(decoding: $0, as: UTF8.self)) }
  }

  private static func entry(_ line: String) -> String {
    var entry = String.UnicodeScalarView()
    var scalars = line.unicodeScalars[...]
    while let scalar = scalars.popFirst() {
      if scalar == "\\", let next = scalars.popFirst() {
        entry.append(next == "n" ? "\n" : next)
      } else if scalar != "\0" {
        entry.append(scalar)
      }
    }
    return String(entry)
  }
}
