/// Telling HTML from other text.
enum Markup {
  /// Whether the text begins as a web page does: a document type, or an element of a page's frame, after
  /// blanks, comments and an XML declaration.
  static func looksLikeHTML(_ text: String) -> Bool {
    var rest = text[...]
    while true {
      rest = rest.drop { $0.isWhitespace || $0 == "\u{feff}" }
      if rest.hasPrefix("<!--"), let end = rest.range(of: "-->") {
        rest = rest[end...]
      } else if rest.hasPrefix("<?xml"), let end = rest.range(of: "?>") {
        rest = rest[end...]
      } else {
        break
      }
    }
    let start = rest.prefix(64).lowercased()
    if start.hasPrefix("<!doctype") {
      return start.dropFirst(9).drop(while: \.isWhitespace).hasPrefix("html")
    }
    let elements = [
      "html", "head", "body", "title", "meta", "div", "table", "p", "h1", "h2", "h3", "script", "style",
      "article", "main", "section", "header", "nav", "ul", "ol", "form", "span", "blockquote",
    ]
    return elements.contains { name in
      guard start.hasPrefix("<\(name)") else { return false }
      let next = start.dropFirst(name.count + 1).first
      return next.map { $0 == ">" || $0.isWhitespace } ?? false
    }
  }
}

extension Substring {
  /// Where the first occurrence of `text` ends.
  fileprivate func range(of text: String) -> Index? {
    var cursor = startIndex
    while cursor < endIndex {
      if self[cursor...].hasPrefix(text) { return index(cursor, offsetBy: text.count) }
      cursor = index(after: cursor)
    }
    return nil
  }
}
