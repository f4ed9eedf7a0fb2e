/// What the class and id of an element say of its content: words that web authors use.
enum HTMLClassWords {
  private static let unlikely = [
    "-ad-", "ai2html", "banner", "breadcrumb", "combx", "comment", "community", "cover-wrap", "disqus",
    "extra",
    "footer", "gdpr", "header", "legends", "menu", "related", "remark", "replies", "rss", "shoutbox",
    "sidebar", "skyscraper", "social", "sponsor", "supplemental", "ad-break", "agegate", "pagination",
    "pager",
    "popup", "yom-remote", "cookie", "newsletter", "toolbar", "nav-", "-nav", "navbar", "share",
  ]

  private static let maybe = [
    "and", "article", "body", "column", "content", "main", "mathjax", "shadow", "post",
  ]

  private static let positive = [
    "article", "body", "content", "entry", "hentry", "h-entry", "main", "page", "post", "text", "blog",
    "story",
  ]

  private static let negative = [
    "-ad-", "hidden", "banner", "combx", "comment", "com-", "contact", "footer", "gdpr", "masthead", "media",
    "meta", "outbrain", "promo", "related", "scroll", "share", "shoutbox", "sidebar", "skyscraper", "sponsor",
    "shopping", "tags", "widget", "breadcrumb", "newsletter", "toolbar", "byline",
  ]

  static func isUnlikely(_ attributes: HTMLAttributes) -> Bool {
    let words = words(attributes)
    return !words.isEmpty && contains(words, unlikely) && !contains(words, maybe)
  }

  /// 25 for each of class and id that speaks for content, -25 for each that speaks against it.
  static func weight(_ attributes: HTMLAttributes) -> Double {
    var weight = 0.0
    for name in ["class", "id"] {
      guard let value = attributes[name]?.lowercased(), !value.isEmpty else { continue }
      if contains(value, negative) { weight -= 25 }
      if contains(value, positive) { weight += 25 }
    }
    return weight
  }

  private static func words(_ attributes: HTMLAttributes) -> String {
    "\(attributes["class"] ?? "") \(attributes["id"] ?? "")".lowercased().trimmed
  }

  private static func contains(_ text: String, _ words: [String]) -> Bool {
    words.contains { text[...].firstRange(of: $0) != nil }
  }
}
