/// Text looked at by its bytes, as shells, kernels and formats do.
///
/// Swift compares and cuts strings by what a reader sees: to it, a quote with a combining mark behind it is no
/// quote, CR and LF are one character that is no LF, and the Greek question mark equals a semicolon. So whatever
/// comes from outside is looked at with these functions. The delimiters are ASCII, so that no cut falls into a
/// character of UTF-8.
extension StringProtocol where SubSequence == Substring {
  /// Whether it begins with these very bytes.
  public func hasPrefix(bytes prefix: String) -> Bool { utf8.starts(with: prefix.utf8) }

  /// Whether it ends with these very bytes.
  public func hasSuffix(bytes suffix: String) -> Bool {
    self[...].utf8.suffix(suffix.utf8.count).elementsEqual(suffix.utf8)
  }

  /// Whether it is made of these very bytes.
  public func equals(bytes other: some StringProtocol) -> Bool { utf8.elementsEqual(other.utf8) }

  public func contains(bytes text: String) -> Bool { firstRange(bytes: text) != nil }

  public func firstRange(bytes text: String) -> Range<String.Index>? {
    guard let first = text.utf8.first else { return startIndex..<startIndex }
    var rest = self[...].utf8
    while let start = rest.firstIndex(of: first) {
      rest = rest[start...]
      if rest.starts(with: text.utf8) { return start..<rest.index(start, offsetBy: text.utf8.count) }
      rest = rest.dropFirst()
    }
    return nil
  }

  /// Where an ASCII character stands first.
  public func firstIndex(byte: Unicode.Scalar) -> String.Index? { utf8.firstIndex(of: UInt8(ascii: byte)) }

  /// Where an ASCII character stands last.
  public func lastIndex(byte: Unicode.Scalar) -> String.Index? {
    self[...].utf8.lastIndex(of: UInt8(ascii: byte))
  }

  /// The pieces between the places where an ASCII character stands.
  public func split(byte: Unicode.Scalar, omittingEmptySubsequences: Bool = true) -> [Substring] {
    self[...].utf8.split(
      separator: UInt8(ascii: byte), omittingEmptySubsequences: omittingEmptySubsequences
    ).map { Substring($0) }
  }

  /// What stands before and behind the first place of an ASCII character, as in `NAME=VALUE`; nil without one.
  public func cut(byte: Unicode.Scalar) -> (before: Substring, after: Substring)? {
    guard let place = firstIndex(byte: byte) else { return nil }
    return (self[..<place], self[utf8.index(after: place)...])
  }

  public func replacing(bytes text: String, with other: String) -> String {
    var result = ""
    var rest = self[...]
    while !text.isEmpty, let found = rest.firstRange(bytes: text) {
      result += rest[..<found.lowerBound]
      result += other
      rest = rest[found.upperBound...]
    }
    return result + rest
  }

  /// The lines, without what ends them: LF, or CR and LF. Behind a last one that is ended, an empty one.
  public var lines: [Substring] {
    split(byte: "\n", omittingEmptySubsequences: false).map { line in
      line.utf8.last == UInt8(ascii: "\r") ? Substring(line.utf8.dropLast()) : line
    }
  }

  /// The text as one word for a POSIX shell.
  public var quotedForShell: String { "'" + replacing(bytes: "'", with: "'\\''") + "'" }
}
