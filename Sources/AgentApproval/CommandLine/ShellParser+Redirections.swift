extension ShellParser {
  struct HereDocument {
    let delimiter: [UInt8]
    /// `<<-`: tabs before a line do not count.
    let stripsTabs: Bool
    /// Whether the delimiter was quoted, so that nothing in the text is expanded.
    let isQuoted: Bool
  }

  /// Reads a redirection if one begins here.
  mutating func redirection(_ command: inout SimpleCommand) throws(Misunderstood) -> Bool {
    guard let operation = redirectionOperator() else { return false }
    skipBlanks()
    guard index < bytes.count else { throw Misunderstood("a redirection without a target") }
    if operation == "<<" || operation == "<<-" {
      if isPattern { throw Misunderstood("a here-document in a pattern") }
      let start = index
      let delimiter = try word()
      // To bash it is text, and lines in it are joined.
      if bytes[start..<index].contains(where: { "$`\n".utf8.contains($0) }) {
        throw Misunderstood("the end of a here-document")
      }
      hereDocuments.append(
        HereDocument(
          delimiter: Array(delimiter.text.utf8), stripsTabs: operation == "<<-",
          isQuoted: bytes[start..<index].contains { "'\"\\".utf8.contains($0) }))
      return true
    }
    let target = try word()
    let kind: String
    switch operation {
    case "<<<": return true
    case ">&", "<&":
      let isDescriptor = target.text.utf8.allSatisfy { (0x30...0x39).contains($0) || $0 == 0x2d }
      if isDescriptor, target.isLiteral { return true }
      if operation == "<&" { throw Misunderstood("a descriptor in a variable") }
      kind = ">"
    case ">|", "&>": kind = ">"
    case "&>>": kind = ">>"
    default: kind = operation
    }
    if target.isLiteral, Self.harmlessTargets.contains(target.text) { return true }
    command.redirections.append(SimpleCommand.Redirection(operation: kind, target: target))
    return true
  }

  private static let harmlessTargets: Set = ["/dev/null", "/dev/stdout", "/dev/stderr", "/dev/stdin"]

  /// The operator that begins here, with the number before it.
  private mutating func redirectionOperator() -> String? {
    var at = index
    while at < bytes.count, (0x30...0x39).contains(bytes[at]) { at += 1 }
    for operation in ["&>>", "&>", "<<<", "<<-", "<<", "<&", "<>", "<", ">>", ">&", ">|", ">"] {
      if operation.utf8.first == UInt8(ascii: "&"), at != index { continue }
      if bytes[at...].starts(with: operation.utf8) {
        index = at + operation.utf8.count
        return operation
      }
    }
    return nil
  }

  /// Reads the texts of the here-documents that wait, from the beginning of a line.
  mutating func readHereDocuments() throws(Misunderstood) {
    let waiting = hereDocuments
    hereDocuments = []
    for document in waiting {
      var text: [UInt8] = []
      while index < bytes.count {
        let end = bytes[index...].firstIndex(of: 0x0a) ?? bytes.count
        var line = bytes[index..<end]
        index = min(end + 1, bytes.count)
        // bash joins them before it looks for the end.
        if !document.isQuoted, line.last == UInt8(ascii: "\\") {
          throw Misunderstood("a here-document with joined lines")
        }
        if document.stripsTabs { line = line.drop { $0 == 0x09 } }
        if line.elementsEqual(document.delimiter) { break }
        text += line + [0x0a]
      }
      if document.isQuoted { continue }
      try nested(text) { (parser) throws(Misunderstood) in
        var word = WordText()
        try parser.expanding(&word, until: nil)
      }
    }
  }
}
