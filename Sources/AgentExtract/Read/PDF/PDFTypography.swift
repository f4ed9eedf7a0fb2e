/// The sizes of a document's text: which is the body's, and which are headings'.
struct PDFTypography {
  private var characters: [Int: Int] = [:]
  private(set) var bodySize = 12.0
  private var headingSizes: [Int] = []

  /// Counts the text of a page.
  mutating func add(_ page: PDFPage) {
    for item in page.items { characters[Int(item.size.rounded()), default: 0] += item.text.utf8.count }
  }

  /// Draws the conclusions from what was counted.
  mutating func settle() {
    bodySize = Double(characters.max { ($0.value, -$0.key) < ($1.value, -$1.key) }?.key ?? 12)
    let total = characters.values.reduce(0, +)
    // Text of which there is much is no heading, whatever its size.
    let larger = characters.filter { Double($0.key) > bodySize * 1.09 && $0.value * 3 < total }
    headingSizes = larger.keys.sorted(by: >)
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
