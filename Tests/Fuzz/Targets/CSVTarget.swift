@testable import AgentExtract

extension FuzzTarget {
  /// A table, behind a byte that chooses the options: rows do not depend on where the text is cut, and rows
  /// that are written with quotes read as they were.
  static let csv = FuzzTarget("csv") { input in
    guard let choice = input.first else { return }
    let bytes = Array(input.dropFirst())
    ExtractionUnderTest(choice, .csv, .tsv).check(bytes)
    let text = String(decoding: bytes, as: UTF8.self)
    let rows = parse([text[...]], ",")
    let middle = text.unicodeScalars.index(text.startIndex, offsetBy: text.unicodeScalars.count / 2)
    require(parse([text[..<middle], text[middle...]], ",") == rows, "a piece's end is no end of a row")
    let written = rows.map { row in
      row.map { "\"\(doubled($0))\"" }.joined(separator: ",") + "\n"
    }
    require(parse([written.joined()[...]], ",") == rows, "quoted rows read as they were")
  }

  /// By scalars: to Swift, a quote with an accent behind it is another character than a quote.
  private static func doubled(_ field: String) -> String {
    var text = String.UnicodeScalarView()
    for scalar in field.unicodeScalars {
      text.append(scalar)
      if scalar == "\"" { text.append(scalar) }
    }
    return String(text)
  }

  private static func parse(_ pieces: [Substring], _ delimiter: Unicode.Scalar) -> [[String]] {
    var parser = DelimitedParser(delimiter: delimiter)
    var rows: [[String]] = []
    for piece in pieces { parser.feed(String(piece)) { rows.append($0) } }
    parser.finish { rows.append($0) }
    return rows
  }
}
