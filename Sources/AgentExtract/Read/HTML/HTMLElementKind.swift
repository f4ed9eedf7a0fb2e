/// What an HTML element means for text.
enum HTMLElementKind {
  /// Part of the line.
  case inline
  /// Begins and ends a paragraph.
  case block
  /// Not text of the page: code, styles, fallbacks, graphics, controls.
  case skipped

  private static let blocks: Set<String> = [
    "html", "body", "div", "p", "section", "article", "main", "header", "footer", "nav", "aside", "address",
    "figure", "figcaption", "form", "fieldset", "legend", "details", "summary", "dialog", "center", "dl",
    "dt", "dd", "ul", "ol", "menu", "li", "blockquote", "pre", "table", "caption", "thead", "tbody", "tfoot",
    "tr", "td", "th", "h1", "h2", "h3", "h4", "h5", "h6", "hr", "hgroup", "search", "frameset", "noframes",
    "dir", "listing", "xmp", "colgroup", "col",
  ]

  private static let skippedNames: Set<String> = [
    "script", "style", "template", "noscript", "svg", "iframe", "object", "embed", "canvas", "audio", "video",
    "button", "select", "datalist", "textarea", "head", "applet", "map", "meter", "progress",
  ]

  static func of(_ name: String) -> HTMLElementKind {
    if skippedNames.contains(name) { return .skipped }
    return blocks.contains(name) ? .block : .inline
  }
}
