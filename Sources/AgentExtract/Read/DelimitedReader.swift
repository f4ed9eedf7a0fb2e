import AgentCore
import AgentSystem

/// CSV and TSV as a table, whose rows stream.
struct DelimitedReader: DocumentReader {
  static let mediaTypes: [MediaType] = [.csv, .tsv, MediaType("application/csv")]

  /// Rows that go out together.
  private static let batch = 256

  func read(_ source: Source, in context: ReadingContext) throws {
    var text = try DecodedText(source, context.budget)
    context.metadata.append(("encoding", text.encoding.name))
    var parser: DelimitedParser?
    var rows: [[Table.Cell]] = []
    var hasBegun = false

    func flush() throws {
      if rows.isEmpty { return }
      try context.emit(hasBegun ? .tableRows(rows) : .table(Table(rows: rows, headerRows: 1)))
      hasBegun = true
      rows = []
    }
    func take(_ record: [String]) throws {
      if record.count == 1, record[0].isEmpty { return }
      try context.budget.tick()
      rows.append(record.map { Table.Cell(Self.trimmed($0)) })
      if rows.count >= Self.batch { try flush() }
    }
    try text.forEachPiece { piece in
      var piece = piece
      if parser == nil {
        // Excel's own first line for telling the delimiter.
        if piece.hasPrefix(bytes: "sep="), let (_, rest) = piece.cut(byte: "\n"),
          let mark = piece.unicodeScalars.dropFirst(4).first
        {
          parser = DelimitedParser(delimiter: mark)
          piece = String(rest)
        } else {
          parser = DelimitedParser(delimiter: DelimitedDialect.sniff(piece).delimiter)
        }
      }
      try parser?.feed(piece, take)
    }
    try parser?.finish(take)
    try flush()
    context.noteDamages(text.damages)
  }

  private static func trimmed(_ field: String) -> String {
    field.hasPlainEnds ? field : field.trimmed
  }
}
