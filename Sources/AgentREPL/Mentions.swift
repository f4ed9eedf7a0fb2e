/// `@path` in a prompt: what it may mean. Which of it is a file is for the caller to see. Pure.
public enum Mentions {
  /// For each `@` at the beginning of a word, the paths that it may name, the longest first: `@a.txt,` may be
  /// `a.txt,` or `a.txt`. `@"a b"` names `a b`.
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
      let word = scalars.prefix { !isSpace($0) }
      let candidates = candidates(word)
      if !candidates.isEmpty { found.append(candidates) }
    }
    return found
  }

  private static func candidates(_ word: Substring.UnicodeScalarView) -> [String] {
    var candidates: [String] = []
    var word = word
    while let last = word.last {
      candidates.append(String(String.UnicodeScalarView(word)))
      if !".,;:!?)'\"".unicodeScalars.contains(last) { break }
      word.removeLast()
    }
    return candidates
  }

  private static func isSpace(_ scalar: Unicode.Scalar) -> Bool { scalar.properties.isWhitespace }

  /// Whether a file is given to the model as an image, by its name.
  public static func isImage(_ path: String) -> Bool {
    let name = path.lowercased()
    return [".png", ".jpg", ".jpeg", ".gif", ".webp"].contains { name.hasSuffix($0) }
  }
}
