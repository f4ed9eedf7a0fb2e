import AgentCore
import AgentJSON

/// Tells the type of an input: by its content; its name decides only between kinds of text that content
/// cannot tell apart.
enum Sniffer {
  static func mediaType(of source: Source, budget: Budget) throws(AgentError) -> MediaType {
    let head = source.head
    if let type = Signature.mediaType(of: head) {
      return type == .zip ? try zipContent(source, budget) : type
    }
    if isBinary(head) { return .binary }
    return textType(head, name: source.name)
  }

  /// What a zip file holds: an office document says so by the names of its parts, others by a first entry
  /// `mimetype` (OpenDocument 1.2 part 3, section 3.3; EPUB OCF 3, section 4.3).
  private static func zipContent(_ source: Source, _ budget: Budget) throws(AgentError) -> MediaType {
    let file = try source.file(budget)
    let archive = try ZipArchive(file.fd, size: file.size, limits: budget.limits)
    if archive.entries["[Content_Types].xml"] != nil {
      let office = "application/vnd.openxmlformats-officedocument"
      for name in archive.names {
        if name.hasPrefix("word/") { return .docx }
        if name.hasPrefix("xl/") { return MediaType("\(office).spreadsheetml.sheet") }
        if name.hasPrefix("ppt/") { return MediaType("\(office).presentationml.presentation") }
      }
    }
    if archive.entries["mimetype"] != nil,
      let bytes = try archive.read("mimetype", InflationAccount(budget)), bytes.count < 256
    {
      return MediaType(String(decoding: bytes, as: UTF8.self))
    }
    return .zip
  }

  /// Whether bytes are no text in any encoding: more than a few control characters.
  static func isBinary(_ head: [UInt8]) -> Bool {
    if EncodingDetector.byteOrderMark(head) != nil || EncodingDetector.zeroPattern(head) != nil
      || EncodingDetector.sevenBit(head) != nil
    {
      return false
    }
    var controls = 0
    for byte in head where byte < 0x20 {
      // Tab, newline, vertical tab, form feed, return and escape occur in texts.
      if !(0x09...0x0d).contains(byte), byte != 0x1b { controls += 1 }
    }
    return controls * 20 > head.count
  }

  private static func textType(_ head: [UInt8], name: String) -> MediaType {
    let named = FileName.mediaType(name)
    let found = EncodingDetector.byteOrderMark(head)?.encoding ?? EncodingDetector.zeroPattern(head)
    let text: String
    if let found {
      let decoded = Transcoder(found).decode(Array(head.prefix(8192)), isLast: false)
      text = String(decoding: decoded, as: UTF8.self)
    } else {
      text = String(decoding: head.prefix(8192), as: UTF8.self)
    }
    // A template or a script may well begin like a page; its name says what it is.
    if named != .sourceCode, named != .markdown, Markup.looksLikeHTML(text) { return .html }
    if let named { return named }
    return guess(text)
  }

  /// The kind of a text that has no telling name, as on standard input.
  private static func guess(_ text: String) -> MediaType {
    let body = text.drop { $0.isWhitespace || $0 == "\u{feff}" }
    if body.hasPrefix("<?xml") { return .xml }
    if text.utf8.count < 8192, body.first == "{" || body.first == "[",
      (try? JSON(parsing: String(body))) != nil
    {
      return .json
    }
    if let dialect = DelimitedDialect.certain(text) { return dialect.delimiter == "\t" ? .tsv : .csv }
    return .plainText
  }
}
