public import AgentCore
import AgentJSON
public import AgentSystem

/// A folder of Markdown, a file for each scope, for people and their version control: read back by the
/// comments that it has above each entry.
public enum MarkdownFolder {
  /// The texts of the files by their names.
  public static func files(_ entries: [MemoryEntry]) -> [(name: String, text: String)] {
    var byScope: [(scope: String, entries: [MemoryEntry])] = []
    for entry in entries {
      if let place = byScope.firstIndex(where: { $0.scope.equals(bytes: entry.scope) }) {
        byScope[place].entries.append(entry)
      } else {
        byScope.append((entry.scope, [entry]))
      }
    }
    return byScope.sorted { $0.scope < $1.scope }.map { scope, entries in
      (fileName(scope), "# \(scope)\n" + entries.map(section).joined())
    }
  }

  /// Letters, digits, dots, hyphens; every other byte as %XX.
  private static func fileName(_ scope: String) -> String {
    var name = ""
    for byte in scope.utf8 {
      let isPlain =
        (0x30...0x39).contains(byte) || (0x41...0x5a).contains(byte) || (0x61...0x7a).contains(byte)
        || byte == 0x2d || byte == 0x5f || byte == 0x2e && !name.isEmpty
      name += isPlain ? String(UnicodeScalar(byte)) : "%" + Hex.encode([byte])
    }
    return String(name.prefix(200)) + ".md"
  }

  /// The comment has everything but the text; lines of the text that look like one are marked.
  private static func section(_ entry: MemoryEntry) -> String {
    var record = entry.record()
    record["text"] = nil
    record["type"] = nil
    record["v"] = nil
    // No comment may be ended from within.
    let json = JSON.object(record).text.replacing(bytes: ">", with: "\\u003e")
    let lines = entry.text.split(byte: "\n", omittingEmptySubsequences: false).map { line in
      line.hasPrefix(bytes: mark) || line.hasPrefix(bytes: "\\" + mark) ? "\\" + line : line
    }
    return "\n\(mark)\(json) -->\n\n\(lines.joined(separator: "\n"))\n"
  }

  private static let mark: String = "<!-- memory "

  /// A file of somebody's own, without our comments: one entry with the first heading, or the name of the file, as its
  /// title. nil where it says nothing.
  public static func note(_ text: String, name: String?) -> MemoryAddition? {
    if !text.unicodeScalars.contains(where: { !$0.properties.isWhitespace }) { return nil }
    var addition = MemoryAddition(text: text)
    let lines = text.split(byte: "\n").prefix(200).map { line in
      String(line.utf8.last == 0x0d ? line.dropLast() : line)
    }
    let heading = lines.first { $0.hasPrefix(bytes: "# ") }.map { $0.utf8.dropFirst(2) }
    let title = heading.map { String(decoding: $0, as: UTF8.self) } ?? name
    addition.title = title.flatMap { $0.isEmpty || $0.utf8.count > MemoryAddition.memberLimit ? nil : $0 }
    return addition
  }

  /// The entries of one file that an export has made; none where it is another's.
  public static func additions(_ text: String, now: Timestamp, object: String) throws(AgentError)
    -> [MemoryAddition]
  {
    var additions: [MemoryAddition] = []
    var head: JSONObject?
    var lines: [Substring] = []
    func finish() throws(AgentError) {
      guard var members = head else { return }
      // One blank line stands above the text and one below it, where another follows.
      if lines.first?.isEmpty == true { lines.removeFirst() }
      if lines.last?.isEmpty == true { lines.removeLast() }
      members["text"] = .string(lines.joined(separator: "\n"))
      var record: JSONObject = ["type": "memory", "v": 1]
      record.append(contentsOf: members)
      additions.append(try MemoryAddition(parsing: .object(record), now: now))
    }
    for line in text.split(byte: "\n", omittingEmptySubsequences: false) {
      if line.hasPrefix(bytes: mark), line.hasSuffix(bytes: " -->") {
        try finish()
        let json = Array(line.utf8.dropFirst(mark.utf8.count).dropLast(" -->".utf8.count))
        guard let members = (try? JSON(parsing: json))?.object else {
          throw AgentError(.badData, "has a comment that is no description of a memory", object: object)
        }
        head = members
        lines = []
      } else {
        lines.append(
          line.hasPrefix(bytes: "\\" + mark) || line.hasPrefix(bytes: "\\\\" + mark) ? line.dropFirst() : line
        )
      }
    }
    // The line break that ends the file is none of the last text's.
    if lines.last?.isEmpty == true { lines.removeLast() }
    if head != nil { lines.append("") }
    try finish()
    return additions
  }
}
