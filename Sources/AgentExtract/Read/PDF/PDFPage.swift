/// A page as `pdftohtml -xml` describes it: text at places, in pixels from the upper left corner.
struct PDFPage {
  /// A stretch of text of one font.
  struct Item {
    var top: Double
    var left: Double
    var width: Double
    var height: Double
    var size: Double
    var isMonospaced: Bool
    var runs: [Run]

    var right: Double { left + width }
    var bottom: Double { top + height }
    var text: String { runs.map(\.text).joined() }
  }

  /// A part of an item with a format of its own.
  struct Run: Equatable {
    var text: String
    var isBold = false
    var isItalic = false
    var link: String?
  }

  var number: Int
  var width: Double
  var height: Double
  var items: [Item] = []
}
