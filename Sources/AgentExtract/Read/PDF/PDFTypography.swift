/// The sizes of a document's text: which is the body's, and which are headings'.
struct PDFTypography {
  private var characters: [Int: Int] = [:]
  private(set) var bodySize = 12.0
  private var headingSizes: [Int] = []
  private var items = 0
  private var itemsWithBlank = 0
  private var monospaced = 0
  /// Whether lines end with the blank that stood between two words: then a line without one was cut within
  /// a word.
  private(set) var keepsBlanks = false
  /// Whether the text itself is monospaced, as on receipts, so that this says nothing of code.
  private(set) var isMonospaced = false

  /// Counts the text of a page.
  mutating func add(_ page: PDFPage) {
    for item in page.items {
      let text = item.text
      characters[Int(item.size.rounded()), default: 0] += text.utf8.count
      items += 1
      if text.last?.isWhitespace == true { itemsWithBlank += 1 }
      if item.isMonospaced { monospaced += text.utf8.count }
    }
  }

  /// Draws the conclusions from what was counted.
  mutating func settle() {
    bodySize = Double(characters.max { ($0.value, -$0.key) < ($1.value, -$1.key) }?.key ?? 12)
    let total = characters.values.reduce(0, +)
    // Text of which there is much is no heading, whatever its size.
    let larger = characters.filter { Double($0.key) > bodySize * 1.09 && $0.value * 3 < total }
    headingSizes = larger.keys.sorted(by: >)
    keepsBlanks = itemsWithBlank * 5 >= items
    isMonospaced = monospaced * 5 >= total * 4
  }

  /// The level that a size means, 1 to 6; nil for the size of running text.
  func level(of size: Double) -> Int? {
    guard let rank = headingSizes.firstIndex(of: Int(size.rounded())) else {
      return size > bodySize * 1.09 ? min(headingSizes.filter { Double($0) > size }.count + 1, 6) : nil
    }
    return min(rank + 1, 6)
  }

  /// The level below all that sizes tell: bold lines in the size of the body.
  var boldLevel: Int { min(headingSizes.count + 1, 6) }
}
