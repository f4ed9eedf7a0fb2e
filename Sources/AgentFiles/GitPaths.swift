import AgentSystem

/// What of a workspace git takes orders from because its configuration says so: `core.hooksPath`, `include.path` and
/// `includeIf.*.path`. Pure.
///
/// Of the form no more is read than these lines take; agent-sandbox reads the same (gitpaths.c).
enum GitPaths {
  static let sizeLimit = 64 << 10

  /// - Parameter bytes: of `.git/config`.
  /// - Returns: paths, absolute or relative to the directory that has `.git`.
  static func parse(_ bytes: [UInt8]) -> [String] {
    var wanted: String?
    var found: [String] = []
    for line in bytes.prefix(sizeLimit).split(separator: UInt8(ascii: "\n")) {
      var line = trimmed(line)
      if line.first == UInt8(ascii: "[") {
        wanted = nil
        guard let close = line.lastIndex(of: UInt8(ascii: "]")) else { continue }
        let section = lowercased(line[...close])
        if section.starts(with: "[core]".utf8) { wanted = "hookspath" }
        if section.starts(with: "[include".utf8) { wanted = "path" }
        line = trimmed(line[(close + 1)...])
      }
      guard let wanted, let equals = line.firstIndex(of: UInt8(ascii: "=")),
        lowercased(trimmed(line[..<equals])).elementsEqual(wanted.utf8)
      else { continue }
      let value = value(trimmed(line[(equals + 1)...]))
      guard let first = value.first, first != UInt8(ascii: "~"), !value.contains(0) else { continue }
      let path = String(decoding: value, as: UTF8.self)
      // What is included is relative to the file that says so.
      found.append(wanted == "path" && first != UInt8(ascii: "/") ? ".git/\(path)" : path)
    }
    return found
  }

  /// Without its comment and quotes.
  private static func value(_ text: ArraySlice<UInt8>) -> [UInt8] {
    var value: [UInt8] = []
    var isQuoted = false
    for byte in text {
      if !isQuoted, byte == UInt8(ascii: "#") || byte == UInt8(ascii: ";") { break }
      if byte == UInt8(ascii: "\"") { isQuoted.toggle() } else { value.append(byte) }
    }
    return Array(trimmed(value[...]))
  }

  private static func trimmed(_ text: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || (0x09...0x0d).contains(byte) }
    var text = text.drop(while: isBlank)
    while let last = text.last, isBlank(last) { text.removeLast() }
    return text
  }

  private static func lowercased(_ text: ArraySlice<UInt8>) -> [UInt8] {
    text.map { (0x41...0x5a).contains($0) ? $0 | 0x20 : $0 }
  }
}
