/// `@path` in a prompt: what it may mean. Which of it is a file is for the caller to see. Pure.
public enum Mentions {
  /// For each `@` at the beginning of a word, the paths that it may name, the longest first: `@a.txt,` may be
  /// `a.txt,` or `a.txt`. `@"a b"` and `@a\ b` name `a b`.
  public static func paths(in text: String) -> [[String]] {
    var found: [[String]] = []
    var isAtStart = true
    var scalars = text.unicodeScalars[...]
    while let scalar = scalars.popFirst() {
      defer { isAtStart = isSpace(scalar) || scalar == "(" }
      guard scalar == "@", isAtStart else { continue }
      if scalars.first == "\"" {
        let quoted = scalars.dropFirst().prefix { $0 != "\"" && $0 != "\n" }
        if quoted.endIndex < scalars.endIndex, scalars[quoted.endIndex] == "\"", !quoted.isEmpty {
          found.append([String(String.UnicodeScalarView(quoted))])
        }
        continue
      }
      let candidates = candidates(word(scalars))
      if !candidates.isEmpty { found.append(candidates) }
    }
    return found
  }

  /// Up to a space that no backslash stands before.
  private static func word(_ text: Substring.UnicodeScalarView) -> String.UnicodeScalarView {
    var word = String.UnicodeScalarView()
    for scalar in text {
      if isSpace(scalar) {
        guard scalar == " ", word.last == "\\" else { break }
        word.removeLast()
      }
      word.append(scalar)
    }
    return word
  }

  private static func candidates(_ word: String.UnicodeScalarView) -> [String] {
    var candidates: [String] = []
    var word = word
    while let last = word.last {
      candidates.append(String(word))
      if !".,;:!?)'\"".unicodeScalars.contains(last) { break }
      word.removeLast()
    }
    return candidates
  }

  private static func isSpace(_ scalar: Unicode.Scalar) -> Bool { scalar.properties.isWhitespace }

  /// Whether what is no file was surely meant as one: it has a slash, or a dot within.
  public static func looksLikePath(_ text: String) -> Bool {
    let inner = text.utf8.dropFirst().dropLast()
    return inner.contains(UInt8(ascii: "/")) || inner.contains(UInt8(ascii: "."))
  }

  /// Whether a file is given to the model as an image, by its name.
  public static func isImage(_ path: String) -> Bool {
    let name = path.lowercased()
    return [".png", ".jpg", ".jpeg", ".gif", ".webp"].contains { name.hasSuffix($0) }
  }
}
