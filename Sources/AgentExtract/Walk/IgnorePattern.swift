/// One pattern of an ignore file, as gitignore(5) defines it.
struct IgnorePattern: Sendable, Equatable {
  let isNegated: Bool
  let matchesOnlyDirectories: Bool
  /// Matched against the path below the file's folder; else against the name alone.
  let isAnchored: Bool
  private let glob: [UInt8]

  /// A line of the file; nil for a blank line or a comment.
  init?(_ line: String) {
    var text = Array(line.utf8)
    if text.last == 0x0d { text.removeLast() }
    if text.first == UInt8(ascii: "#") { return nil }
    // Blanks at the end do not count unless they are escaped.
    while text.last == 0x20, !(text.count > 1 && text[text.count - 2] == UInt8(ascii: "\\")) {
      text.removeLast()
    }
    isNegated = text.first == UInt8(ascii: "!")
    if isNegated { text.removeFirst() }
    let slash = UInt8(ascii: "/")
    matchesOnlyDirectories = text.last == slash
    if matchesOnlyDirectories { text.removeLast() }
    isAnchored = text.contains(slash)
    if text.first == slash { text.removeFirst() }
    if text.isEmpty { return nil }
    glob = text
  }

  /// - Parameter path: the path below the folder of the file, without a leading slash.
  func matches(_ path: String, isDirectory: Bool) -> Bool {
    if matchesOnlyDirectories, !isDirectory { return false }
    let subject = isAnchored ? Array(path.utf8) : Array(path.utf8.reversed().prefix { $0 != 0x2f }.reversed())
    return Glob.matches(glob[...], subject[...])
  }
}

/// Shell patterns over bytes: `*` and `?` stay within a path component, `**` crosses them.
enum Glob {
  private static let star = UInt8(ascii: "*")
  private static let slash = UInt8(ascii: "/")

  static func matches(_ pattern: ArraySlice<UInt8>, _ text: ArraySlice<UInt8>) -> Bool {
    var pattern = pattern
    var text = text
    // Where to go on when a later part fails: the last `*` and how much it has taken.
    var retry: (pattern: ArraySlice<UInt8>, text: ArraySlice<UInt8>)?
    while true {
      if pattern.starts(with: [star, star]) { return matchesDoubleStar(pattern, text) || resumed() }
      if pattern.first == star {
        pattern = pattern.dropFirst()
        retry = (pattern, text)
        continue
      }
      if pattern.isEmpty, text.isEmpty { return true }
      if let (restPattern, restText) = step(pattern, text) {
        (pattern, text) = (restPattern, restText)
        continue
      }
      guard let again = retry, let byte = again.text.first, byte != slash else { return false }
      (pattern, text) = (again.pattern, again.text.dropFirst())
      retry = (pattern, text)
    }
    func resumed() -> Bool {
      guard let again = retry, let byte = again.text.first, byte != slash else { return false }
      return matches([star] + again.pattern, again.text.dropFirst())
    }
  }

  /// `**/` any folders, `/**` everything below, `a**b` as a single star.
  private static func matchesDoubleStar(_ pattern: ArraySlice<UInt8>, _ text: ArraySlice<UInt8>) -> Bool {
    let rest = pattern.dropFirst(2)
    if rest.isEmpty { return !text.isEmpty }
    guard rest.first == slash else { return matches([star] + rest.drop { $0 == star }, text) }
    let tail = rest.dropFirst()
    var text = text
    while true {
      if matches(tail, text) { return true }
      guard let next = text.firstIndex(of: slash) else { return false }
      text = text[(next + 1)...]
    }
  }

  /// Takes one pattern element and one byte, or nil when they differ.
  private static func step(_ pattern: ArraySlice<UInt8>, _ text: ArraySlice<UInt8>) -> (
    ArraySlice<UInt8>, ArraySlice<UInt8>
  )? {
    guard let element = pattern.first, let byte = text.first else { return nil }
    switch element {
    case UInt8(ascii: "?"): return byte == slash ? nil : (pattern.dropFirst(), text.dropFirst())
    case UInt8(ascii: "["):
      guard let (isMember, rest) = bracket(pattern, byte) else {
        return byte == element ? (pattern.dropFirst(), text.dropFirst()) : nil
      }
      return isMember && byte != slash ? (rest, text.dropFirst()) : nil
    case UInt8(ascii: "\\") where pattern.count > 1:
      return pattern[pattern.startIndex + 1] == byte ? (pattern.dropFirst(2), text.dropFirst()) : nil
    default: return element == byte ? (pattern.dropFirst(), text.dropFirst()) : nil
    }
  }

  /// Whether a byte is in a bracket expression, and what follows it; nil when the bracket is never closed.
  private static func bracket(_ pattern: ArraySlice<UInt8>, _ byte: UInt8) -> (Bool, ArraySlice<UInt8>)? {
    var rest = pattern.dropFirst()
    let isNegated = rest.first == UInt8(ascii: "!") || rest.first == UInt8(ascii: "^")
    if isNegated { rest = rest.dropFirst() }
    var isMember = false
    var isFirst = true
    while var low = rest.first {
      rest = rest.dropFirst()
      if low == UInt8(ascii: "]"), !isFirst { return (isMember != isNegated, rest) }
      isFirst = false
      if low == UInt8(ascii: "\\"), let escaped = rest.first {
        low = escaped
        rest = rest.dropFirst()
      }
      var high = low
      if rest.first == UInt8(ascii: "-"), rest.count > 1, rest[rest.startIndex + 1] != UInt8(ascii: "]") {
        high = rest[rest.startIndex + 1]
        rest = rest.dropFirst(2)
      }
      if low <= byte, byte <= high { isMember = true }
    }
    return nil
  }
}
