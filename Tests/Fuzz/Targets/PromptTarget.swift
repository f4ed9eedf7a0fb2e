import AgentREPL

extension FuzzTarget {
  /// Text of a model on its way to a terminal: in whatever pieces it comes, the same formulas become Unicode, and
  /// rows neither lose nor add anything. What a person types is split without a trap.
  static let prompt = FuzzTarget("prompt") { input in
    let chunks = Chunks(input)
    let text = String(decoding: chunks.whole, as: UTF8.self)
    let pieces = pieces(of: text, sizes: chunks.pieces.map(\.count))
    var whole = MathFilter()
    var cut = MathFilter()
    let expected = whole.take(text) + whole.finish()
    require(
      pieces.map { cut.take($0) }.joined() + cut.finish() == expected, "pieces give what the whole gives")
    var rows = RowFlow(columns: 1 + chunks.pieces.count % 90)
    let shown = pieces.map { rows.take($0) }.joined() + rows.finish()
    let end = text.isEmpty || text.unicodeScalars.last == "\n" ? "" : "\n"
    require(shown.unicodeScalars.elementsEqual((text + end).unicodeScalars), "rows are the text")
    if let line = HistoryText.line(text), !text.unicodeScalars.contains("\0") {
      require(
        HistoryText.entries(Array((line + "\n").utf8)).first?.unicodeScalars.elementsEqual(
          text.unicodeScalars)
          ?? text.isEmpty, "an entry comes back")
    }
    _ = TypedLine(text)
    _ = ShellWords(text)
    _ = Mentions.paths(in: text)
  }

  /// The text cut between its scalars.
  private static func pieces(of text: String, sizes: [Int]) -> [String] {
    var pieces: [String] = []
    var rest = text.unicodeScalars[...]
    for size in sizes {
      pieces.append(String(String.UnicodeScalarView(rest.prefix(size))))
      rest = rest.dropFirst(size)
    }
    return pieces + [String(String.UnicodeScalarView(rest))]
  }
}
