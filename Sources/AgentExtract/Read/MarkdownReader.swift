import AgentCore
import AgentSystem

/// Markdown, which is the output already: it passes as it is, cut at its headings so that records know the
/// section they lie in.
struct MarkdownReader: DocumentReader {
  static let mediaTypes: [MediaType] = [.markdown, MediaType("text/x-markdown")]

  func read(_ source: Source, in context: ReadingContext) throws {
    var text = try DecodedText(source, context.budget)
    context.metadata.append(("encoding", text.encoding.name))
    var sections = MarkdownSections()
    try text.forEachPiece { piece in
      for section in sections.add(piece) { try context.emit(.passage(section)) }
    }
    if let last = sections.finish() { try context.emit(.passage(last)) }
    context.noteDamages(text.damages)
  }
}

/// Cuts Markdown before each ATX heading that is not in a fence (CommonMark 4.2, 4.5), over pieces of any size.
struct MarkdownSections {
  /// A section is handed on when it has grown so large, heading or not.
  private static let largest = 1 << 18

  private var section = Passage("", kind: .markdown)
  private var partial = ""
  private var fence: (mark: Character, length: Int)?

  mutating func add(_ piece: String) -> [Passage] {
    var done: [Passage] = []
    let text = partial + piece
    partial = ""
    let lines = text.split(byte: "\n", omittingEmptySubsequences: false)
    for line in lines.dropLast() { take(line, ending: "\n", &done) }
    partial = String(lines.last ?? "")
    if partial.utf8.count > Self.largest {
      section.text += partial
      partial = ""
      flush(&done)
    }
    return done
  }

  mutating func finish() -> Passage? {
    var done: [Passage] = []
    take(Substring(partial), ending: "", &done)
    // The last line may have opened a section of its own.
    if let first = done.first, !section.text.isEmpty {
      section.text = first.text + section.text
      section.heading = first.heading ?? section.heading
    }
    return section.text.isEmpty ? done.first : section
  }

  private mutating func take(_ line: Substring, ending: String, _ done: inout [Passage]) {
    if let heading = heading(line) {
      flush(&done)
      section.heading = heading
    }
    section.text += line
    section.text += ending
    if section.text.utf8.count > Self.largest { flush(&done) }
  }

  private mutating func flush(_ done: inout [Passage]) {
    if !section.text.isEmpty { done.append(section) }
    section = Passage("", kind: .markdown)
  }

  /// The heading that a line is; follows the fences on the way.
  private mutating func heading(_ line: Substring) -> Heading? {
    let body = line.drop { $0 == " " }
    if line.count - body.count > 3 { return nil }
    if let first = body.first, first == "`" || first == "~" {
      let length = body.prefix { $0 == first }.count
      if let open = fence {
        let isBare = body.dropFirst(length).allSatisfy(\.isWhitespace)
        if open.mark == first, length >= open.length, isBare { fence = nil }
      } else if length >= 3, first == "~" || !body.dropFirst(length).contains("`") {
        fence = (first, length)
      }
      return nil
    }
    guard fence == nil, body.first == "#" else { return nil }
    let level = body.prefix { $0 == "#" }.count
    let rest = body.dropFirst(level)
    guard level <= 6, rest.first?.isWhitespace ?? true else { return nil }
    let title = rest.trimmed.trimmingSuffix { $0 == "#" }
    return Heading(level: level, title: title.trimmed)
  }
}
