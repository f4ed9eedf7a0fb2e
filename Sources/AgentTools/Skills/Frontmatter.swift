import AgentCore
import AgentJSON
import AgentSystem

/// The lines between `---` at the head of a Markdown file: the small part of YAML that such heads are written in.
///
/// Plain and quoted scalars, block scalars (`|`, `>`), lists and one level of mapping; everything else of YAML
/// (anchors, tags, flow mappings, documents) is refused instead of guessed at. Pure.
struct Frontmatter: Equatable {
  var fields: JSONObject
  /// What follows the head.
  var body: String

  /// Most bytes of a head.
  static let limit = 16 << 10

  /// - Throws: 65 with the line that is not understood.
  init(parsing text: String, source: String) throws(AgentError) {
    var text = text
    if text.utf8.contains(0x0d) { text = text.replacing(bytes: "\r\n", with: "\n") }
    let lines = text.unicodeScalars.split(separator: "\n", omittingEmptySubsequences: false)
    guard lines.first.map({ Self.isFence($0) }) == true else {
      throw AgentError(.badData, "does not begin with '---'", object: source)
    }
    guard let end = lines.dropFirst().firstIndex(where: Self.isFence) else {
      throw AgentError(.badData, "the head has no end ('---')", object: source)
    }
    if lines[..<end].reduce(0, { $0 + Substring($1).utf8.count + 1 }) > Self.limit {
      throw AgentError(.tooLarge, "the head is larger than \(Self.limit) bytes", object: source)
    }
    var parser = FrontmatterParser(Array(lines[1..<end]), source: source)
    fields = try parser.mapping()
    body = lines[(end + 1)...].map { String($0) }.joined(separator: "\n")
  }

  private static func isFence(_ line: Line) -> Bool {
    line.starts(with: "---".unicodeScalars) && line.dropFirst(3).allSatisfy { $0 == " " || $0 == "\t" }
  }
}

/// A line by its scalars: to Swift, a colon with a combining mark behind it is another character.
private typealias Line = Substring.UnicodeScalarView

private struct FrontmatterParser {
  private let lines: [Line]
  private let source: String
  private var next = 0

  init(_ lines: [Line], source: String) {
    self.lines = lines
    self.source = source
  }

  private func bad(_ why: String, line: Int) -> AgentError {
    // The fence is the first line of the file.
    AgentError(.badData, why, object: "\(source):\(line + 2)")
  }

  mutating func mapping() throws(AgentError) -> JSONObject {
    var fields = JSONObject()
    while next < lines.count {
      let (line, place) = (lines[next], next)
      if Self.isBlank(line) {
        next += 1
        continue
      }
      if line.first == " " || line.first == "\t" { throw bad("is indented without a reason", line: place) }
      let (key, rest) = try pair(line, place)
      if fields[key] != nil { throw bad("'\(key)' is there twice", line: place) }
      next += 1
      fields.append(key, try value(rest, place))
    }
    return fields
  }

  private func pair(_ line: Line, _ place: Int) throws(AgentError) -> (String, Line) {
    guard let colon = line.firstIndex(of: ":") else { throw bad("expected 'key: value'", line: place) }
    let key = line[..<colon]
    let rest = line[line.index(after: colon)...]
    let isKey = key.allSatisfy {
      ("0"..."9").contains($0) || ("A"..."Z").contains($0) || ("a"..."z").contains($0) || $0 == "-"
        || $0 == "_"
        || $0 == "."
    }
    guard isKey, !key.isEmpty, rest.isEmpty || rest.first == " " || rest.first == "\t" else {
      throw bad("expected 'key: value'", line: place)
    }
    return (String(key), rest)
  }

  private mutating func value(_ rest: Line, _ place: Int) throws(AgentError) -> JSON {
    let text = Self.trimmed(rest)
    switch text.first {
    case nil, "#": return try nested(place)
    case "|", ">": return .string(try block(text, place))
    case "\"", "'": return .string(try quoted(text, place))
    case "[": return try flow(text, place)
    default: return .string(try plain(text, place))
    }
  }

  /// The indented lines that follow.
  private mutating func indented() -> [(line: Line, place: Int)] {
    var found: [(Line, Int)] = []
    while next < lines.count,
      Self.isBlank(lines[next]) || " \t".unicodeScalars.contains(lines[next].first ?? "x")
    {
      found.append((lines[next], next))
      next += 1
    }
    return found
  }

  /// A list or a mapping below a key.
  private mutating func nested(_ place: Int) throws(AgentError) -> JSON {
    var list: [JSON] = []
    var object = JSONObject()
    var items = indented()
    // A list may stand at the margin.
    while items.allSatisfy({ Self.isBlank($0.line) }), next < lines.count, Self.isItem(lines[next]) {
      list.append(.string(try scalar(lines[next].dropFirst(2), next)))
      next += 1
      items = indented()
    }
    for (line, place) in items where !Self.isBlank(line) {
      let text = Self.trimmed(line)
      if text.elementsEqual("-".unicodeScalars) || Self.isItem(text) {
        list.append(.string(try scalar(text.dropFirst(1), place)))
      } else {
        let (key, rest) = try pair(text, place)
        if object[key] != nil { throw bad("'\(key)' is there twice", line: place) }
        object.append(key, .string(try scalar(rest, place)))
      }
    }
    if !list.isEmpty, !object.isEmpty { throw bad("is a list and a mapping at once", line: place) }
    if !list.isEmpty { return .array(list) }
    return object.isEmpty ? .null : .object(object)
  }

  /// A value on one line.
  private func scalar(_ rest: Line, _ place: Int) throws(AgentError) -> String {
    let text = Self.trimmed(rest)
    switch text.first {
    case "\"", "'": return try quoted(text, place)
    case nil: return ""
    default: return try plainLine(text, place)
    }
  }

  private mutating func plain(_ text: Line, _ place: Int) throws(AgentError) -> String {
    var words = [try plainLine(text, place)]
    for (line, place) in indented() where !Self.isBlank(line) {
      words.append(try plainLine(Self.trimmed(line), place))
    }
    return words.joined(separator: " ")
  }

  private func plainLine(_ text: Line, _ place: Int) throws(AgentError) -> String {
    if let first = text.first,
      "&*!{}[]|>@`%\"'".unicodeScalars.contains(first) || Self.isItem(text)
        || text.starts(with: "? ".unicodeScalars)
    {
      throw bad("a value that begins with '\(first)' must be in quotes", line: place)
    }
    var text = text
    if let comment = Substring(text).firstRange(bytes: " #") {
      text = Self.trimmed(text[..<comment.lowerBound])
    }
    if Substring(text).contains(bytes: ": ") || text.last == ":" {
      throw bad("a value with ': ' in it must be in quotes", line: place)
    }
    return String(text)
  }

  private func quoted(_ text: Line, _ place: Int) throws(AgentError) -> String {
    guard let quote = text.first else { return "" }
    var result = String.UnicodeScalarView()
    var index = text.index(after: text.startIndex)
    while index < text.endIndex {
      let character = text[index]
      index = text.index(after: index)
      if character == quote {
        if quote == "'", index < text.endIndex, text[index] == "'" {
          result.append("'")
          index = text.index(after: index)
          continue
        }
        let rest = Self.trimmed(text[index...])
        if rest.isEmpty || rest.first == "#" { return String(result) }
        throw bad("something follows the closing quote", line: place)
      }
      if quote == "\"", character == "\\", index < text.endIndex {
        let escaped = text[index]
        index = text.index(after: index)
        switch escaped {
        case "n": result.append("\n")
        case "t": result.append("\t")
        case "\"", "\\", "/": result.append(escaped)
        default: throw bad("'\\\(escaped)' is not understood", line: place)
        }
      } else {
        result.append(character)
      }
    }
    throw bad("the quote has no end", line: place)
  }

  /// `[a, "b"]`
  private func flow(_ text: Line, _ place: Int) throws(AgentError) -> JSON {
    guard text.last == "]" else { throw bad("the list has no end on its line", line: place) }
    let inner = Self.trimmed(text.dropFirst().dropLast())
    if inner.isEmpty { return .array([]) }
    var items: [JSON] = []
    for item in inner.split(separator: ",", omittingEmptySubsequences: false) {
      items.append(.string(try scalar(item, place)))
    }
    return .array(items)
  }

  /// `|` keeps lines, `>` joins them.
  private mutating func block(_ text: Line, _ place: Int) throws(AgentError) -> String {
    guard text.dropFirst().allSatisfy({ "+-".unicodeScalars.contains($0) }) else {
      throw bad("'\(String(text))' is not understood", line: place)
    }
    let given = indented().map(\.line)
    let margin =
      given.filter { !Self.isBlank($0) }.map { $0.prefix { $0 == " " }.count }.min() ?? 0
    var lines = given.map { Self.isBlank($0) ? "" : String($0.dropFirst(margin)) }
    while lines.last?.isEmpty == true { lines.removeLast() }
    if text.first == "|" { return lines.joined(separator: "\n") }
    return lines.split(separator: "", omittingEmptySubsequences: false).map { $0.joined(separator: " ") }
      .joined(separator: "\n")
  }

  private static func isItem(_ line: Line) -> Bool { line.starts(with: "- ".unicodeScalars) }

  private static func isBlank(_ line: Line) -> Bool {
    let text = line.drop { $0 == " " || $0 == "\t" }
    return text.isEmpty || text.first == "#"
  }

  private static func trimmed(_ text: Line) -> Line {
    var text = text.drop { $0 == " " || $0 == "\t" }
    while let last = text.last, last == " " || last == "\t" { text.removeLast() }
    return text
  }
}
