/// Cuts a text into pieces that a model can read one by one: between paragraphs, else lines, else anywhere
/// between characters. Pure; the pieces joined are the text.
enum TextPieces {
  /// - Parameters:
  ///   - tokens: most tokens of a piece.
  ///   - estimate: tokens of a text.
  static func split(_ text: String, tokens: Int, estimate: (String) -> Int) -> [String] {
    let total = estimate(text)
    if total <= tokens { return [text] }
    let bytes = Array(text.utf8)
    // Nine tenths, since a piece may be denser than the whole.
    let size = max(64, bytes.count * tokens * 9 / (total * 10))
    var pieces: [String] = []
    var start = 0
    while start < bytes.count {
      let end = start + size >= bytes.count ? bytes.count : cut(bytes, from: start, to: start + size)
      pieces.append(String(decoding: bytes[start..<end], as: UTF8.self))
      start = end
    }
    return pieces
  }

  /// The best place to cut in the second half of the range.
  private static func cut(_ bytes: [UInt8], from start: Int, to end: Int) -> Int {
    let window = start + (end - start) / 2..<end
    var line: Int?
    for index in window.reversed() where bytes[index] == 0x0a {
      if index > start, bytes[index - 1] == 0x0a { return index + 1 }
      line = line ?? index + 1
    }
    if let line { return line }
    var place = end
    while place > start + 1, bytes[place] & 0xc0 == 0x80 { place -= 1 }
    return place
  }
}
