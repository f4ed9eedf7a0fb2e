/// The text of one delta in pieces, cut between characters, so that no line of ours gets longer than it may and
/// a server that sends everything at once costs no more memory than others. As a rule there is one piece.
struct DeltaPieces: Sequence, IteratorProtocol {
  /// Bytes of a piece. As JSON it may take six times as much.
  static let limit = 128 << 10

  private var rest: Substring
  private var isFirst = true

  init(_ text: String) { rest = Substring(text) }

  mutating func next() -> String? {
    defer { isFirst = false }
    guard rest.utf8.count > Self.limit else {
      if rest.isEmpty, !isFirst { return nil }
      defer { rest = "" }
      return String(rest)
    }
    var end = rest.utf8.index(rest.startIndex, offsetBy: Self.limit)
    while rest.utf8[end] & 0xc0 == 0x80 { end = rest.utf8.index(before: end) }
    let piece = String(rest[..<end])
    rest = rest[end...]
    return piece
  }
}
