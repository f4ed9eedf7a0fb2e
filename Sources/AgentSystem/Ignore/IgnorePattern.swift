/// One line of an ignore file, with the meaning that gitignore(5) gives it.
struct IgnorePattern: Sendable, Equatable {
  private enum Segment: Sendable, Equatable {
    /// `**`: any number of directories.
    case anyDepth
    case name(Glob)

    func fits(_ name: [UInt8]) -> Bool {
      if case .name(let glob) = self { glob.matches(name) } else { false }
    }
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
    // Where a name does not fit, the last `**` takes one more: those before it need not be tried again, since
    // what follows them has been found as early as it occurs.
    var segment = 0
    var name = names.startIndex
    var last: (segment: Int, name: Int)?
    while name < names.endIndex {
      if segment < segments.count, segments[segment] == .anyDepth {
        // A trailing `**` means everything inside, not the directory itself.
        if segment == segments.count - 1 { return true }
        last = (segment, name)
        segment += 1
      } else if segment < segments.count, segments[segment].fits(names[name]) {
        segment += 1
        name += 1
      } else if let (place, start) = last {
        last = (place, start + 1)
        segment = place + 1
        name = start + 1
      } else {
        return false
      }
    }
    return segment == segments.count
  }
}
