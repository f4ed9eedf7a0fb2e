/// One line of an ignore file, with the meaning that gitignore(5) gives it.
struct IgnorePattern: Sendable, Equatable {
  private enum Segment: Sendable, Equatable {
    /// `**`: any number of directories.
    case anyDepth
    case name(Glob)
  }

  /// `!pattern`: takes back what earlier lines ignored.
  let isNegated: Bool
  /// `pattern/`: only directories.
  let isDirectoryOnly: Bool
  private let segments: [Segment]

  /// Nil for a blank line or a comment.
  init?(_ line: some Sequence<UInt8>) {
    var bytes = Array(line)
    if bytes.last == 0x0d { bytes.removeLast() }
    while bytes.last == 0x20, bytes.dropLast().last != UInt8(ascii: "\\") { bytes.removeLast() }
    guard let first = bytes.first, first != UInt8(ascii: "#") else { return nil }
    isNegated = first == UInt8(ascii: "!")
    if isNegated { bytes.removeFirst() }
    isDirectoryOnly = bytes.last == UInt8(ascii: "/")
    if isDirectoryOnly { bytes.removeLast() }
    if bytes.isEmpty { return nil }
    let isAnchored = bytes.contains(UInt8(ascii: "/"))
    var segments = bytes.split(separator: UInt8(ascii: "/")).map { part -> Segment in
      part.elementsEqual(Array("**".utf8)) ? .anyDepth : .name(Glob(part))
    }
    if !isAnchored { segments.insert(.anyDepth, at: 0) }
    self.segments = segments
  }

  /// Whether it fits a path, given as names from the ignore file's directory down.
  func matches(_ names: ArraySlice<[UInt8]>, isDirectory: Bool) -> Bool {
    if isDirectoryOnly, !isDirectory { return false }
    return matches(segments[...], names)
  }

  private func matches(_ segments: ArraySlice<Segment>, _ names: ArraySlice<[UInt8]>) -> Bool {
    guard let segment = segments.first else { return names.isEmpty }
    switch segment {
    case .name(let glob):
      guard let name = names.first, glob.matches(name) else { return false }
      return matches(segments.dropFirst(), names.dropFirst())
    case .anyDepth:
      let rest = segments.dropFirst()
      // A trailing `**` means everything inside, not the directory itself.
      if rest.isEmpty { return !names.isEmpty }
      return names.indices.contains { matches(rest, names[$0...]) }
    }
  }
}
