/// Items of one line that belong together: what a reader sees as one stretch of text.
struct PDFSegment {
  var items: [PDFPage.Item]

  var left: Double { items.first?.left ?? 0 }
  var right: Double { items.map(\.right).max() ?? 0 }
  var top: Double { items.map(\.top).min() ?? 0 }
  var bottom: Double { items.map(\.bottom).max() ?? 0 }
  var width: Double { right - left }
  var height: Double { bottom - top }
  /// The size of most of its text.
  var size: Double { items.max { $0.text.utf8.count < $1.text.utf8.count }?.size ?? 1 }
  var isMonospaced: Bool { items.allSatisfy(\.isMonospaced) }
  var isBold: Bool {
    items.allSatisfy { item in item.runs.allSatisfy { $0.isBold || $0.text.allSatisfy(\.isWhitespace) } }
  }
  var text: String { inlines.plainText.trimmed }

  /// The text with its formats, blanks put where the page shows gaps.
  var inlines: [Inline] {
    var result: [Inline] = []
    var previous: PDFPage.Item?
    for item in items {
      if let previous, item.left - previous.right > 0.12 * item.size,
        previous.text.last?.isWhitespace == false,
        item.text.first?.isWhitespace == false
      {
        result.append(.text(" "))
      }
      for run in item.runs { result.append(Self.inline(run, isCode: item.isMonospaced)) }
      previous = item
    }
    return result
  }

  private static func inline(_ run: PDFPage.Run, isCode: Bool) -> Inline {
    var inline: Inline = isCode && !run.text.allSatisfy(\.isWhitespace) ? .code(run.text) : .text(run.text)
    if run.isItalic, !isCode { inline = .emphasis([inline]) }
    if run.isBold, !isCode { inline = .strong([inline]) }
    if let link = run.link, link.hasPrefix("http") || link.hasPrefix("mailto:") {
      inline = .link([inline], target: link)
    }
    return inline
  }
}

/// Segments side by side.
struct PDFRow {
  var segments: [PDFSegment]

  var top: Double { segments.map(\.top).min() ?? 0 }
  var bottom: Double { segments.map(\.bottom).max() ?? 0 }
  var left: Double { segments.first?.left ?? 0 }
  var right: Double { segments.map(\.right).max() ?? 0 }
  var size: Double { segments.max { $0.width < $1.width }?.size ?? 1 }
  var isMonospaced: Bool { segments.allSatisfy(\.isMonospaced) }
  var isBold: Bool { segments.allSatisfy(\.isBold) }
  var text: String { segments.map(\.text).joined(separator: " ") }

  var inlines: [Inline] {
    var result: [Inline] = []
    for segment in segments {
      if !result.isEmpty { result.append(.text(" ")) }
      result += segment.inlines
    }
    return InlineCleaner.trimmed(result)
  }

  /// The items of a page as rows of segments, from top to bottom.
  static func rows(of items: [PDFPage.Item]) -> [PDFRow] {
    var rows: [[PDFPage.Item]] = []
    for item in items.sorted(by: { ($0.top + $0.bottom, $0.left) < ($1.top + $1.bottom, $1.left) }) {
      if let last = rows.last, sharesLine(item, last) {
        rows[rows.count - 1].append(item)
      } else {
        rows.append([item])
      }
    }
    return rows.map { PDFRow(segments: segments(of: $0.sorted { $0.left < $1.left })) }
  }

  /// Whether most of the item's height is within the line's last item, in either sense (indices are small).
  private static func sharesLine(_ item: PDFPage.Item, _ line: [PDFPage.Item]) -> Bool {
    line.contains { other in
      let shared = min(item.bottom, other.bottom) - max(item.top, other.top)
      return shared > 0.55 * min(item.height, other.height)
    }
  }

  private static func segments(of line: [PDFPage.Item]) -> [PDFSegment] {
    var segments: [PDFSegment] = []
    for item in line {
      if let last = segments.last?.items.last, item.left - last.right < 0.95 * max(item.size, last.size) {
        segments[segments.count - 1].items.append(item)
      } else {
        segments.append(PDFSegment(items: [item]))
      }
    }
    return segments
  }
}
