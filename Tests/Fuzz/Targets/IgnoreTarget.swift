@testable import AgentSystem

extension FuzzTarget {
  /// An ignore file and, behind a NUL, a path. Any pattern is answered at once, as a plain table of what
  /// matches what answers.
  static let ignore = FuzzTarget("ignore") { input in
    let parts = input.split(separator: 0, maxSplits: 1, omittingEmptySubsequences: false)
    guard parts.count == 2 else { return }
    let path = String(decoding: parts[1], as: UTF8.self)
    let rules = IgnoreRules().adding(Array(parts[0]), in: "")
    let asFile = rules.isIgnored(path, isDirectory: false)
    if !parts[0].contains(0x2f) {
      require(rules.isIgnored(path, isDirectory: true) == asFile, "without slashes a folder is like a file")
    }
    for line in parts[0].split(separator: 0x0a) {
      guard !line.contains(0x5b), !line.contains(0x5c) else { continue }
      let matches = Glob(line).matches(parts[1])
      require(matches == table(Array(line), Array(parts[1])), "the pattern matches as the table says")
    }
  }

  /// Whether `*` and `?` fit, by dynamic programming over all beginnings of both.
  private static func table(_ pattern: [UInt8], _ name: [UInt8]) -> Bool {
    var row = [Bool](repeating: false, count: name.count + 1)
    row[0] = true
    for token in pattern {
      var next = [Bool](repeating: false, count: name.count + 1)
      if token == UInt8(ascii: "*") { next[0] = row[0] }
      for (index, byte) in name.enumerated() {
        switch token {
        case UInt8(ascii: "*"): next[index + 1] = row[index + 1] || (next[index] && byte != 0x2f)
        case UInt8(ascii: "?"): next[index + 1] = row[index] && byte != 0x2f
        default: next[index + 1] = row[index] && byte == token
        }
      }
      row = next
    }
    return row[name.count]
  }
}
