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
      if let place = byScope.firstIndex(where: { $0.scope == entry.scope }) {
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
    let json = pieces(JSON.object(record).text, UInt8(ascii: ">")).joined(separator: "\\u003e")
    let lines = pieces(entry.text, 0x0a).map { line in
      begins(line, mark) || begins(line, "\\" + mark) ? "\\" + line : line
    }
    return "\n\(mark)\(json) -->\n\n\(lines.joined(separator: "\n"))\n"
  }

  private static let mark: String = "<!-- memory "
  private static let markEnd = " -->"

  // By bytes: to Swift, a line break behind a carriage return and a bracket with an accent are other characters.
  private static func pieces(_ text: String, _ separator: UInt8) -> [Substring] {
    text.utf8.split(separator: separator, omittingEmptySubsequences: false).map { Substring($0) }
  }

  private static func begins(_ line: Substring, _ beginning: String) -> Bool {
    line.utf8.starts(with: beginning.utf8)
  }

  private static func ends(_ line: Substring, _ end: String) -> Bool {
    line.utf8.count >= end.utf8.count && line.utf8.suffix(end.utf8.count).elementsEqual(end.utf8)
  }

  /// The entries of one file.
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
    for line in pieces(text, 0x0a) {
      if begins(line, mark), ends(line, markEnd) {
        try finish()
        guard
          let members =
            (try? JSON(parsing: Array(line.utf8.dropFirst(mark.utf8.count).dropLast(markEnd.utf8.count))))?
            .object
        else {
          throw AgentError(.badData, "has a comment that is no description of a memory", object: object)
        }
        head = members
        lines = []
      } else {
        let isMarked = begins(line, "\\" + mark) || begins(line, "\\\\" + mark)
        lines.append(isMarked ? Substring(line.utf8.dropFirst()) : line)
      }
    }
    // The line break that ends the file is none of the last text's.
    if lines.last?.isEmpty == true { lines.removeLast() }
    if head != nil { lines.append("") }
    try finish()
    return additions
  }
}
