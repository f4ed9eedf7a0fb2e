import AgentCore
/// Finds where a text may be cut: between paragraphs, else lines, sentences, words, characters.
enum TextSplitter {
  /// Bytes of the longest good beginning within both limits; at least one character.
  static func cut(_ text: String, tokens: Int, bytes: Int) -> Int {
    var text = text
    return text.withUTF8 { buffer in
      let window = min(buffer.count, bytes, window(tokens: tokens))
      var low = 0
      var high = window
      if tokens < Int.max, count(buffer, high) > tokens {
        while low + 1 < high {
          let middle = (low + high) / 2
          if count(buffer, middle) <= tokens { low = middle } else { high = middle }
        }
      } else {
        low = high
      }
      let longest = characterBoundary(buffer, low)
      if longest >= buffer.count { return buffer.count }
      return longest == 0 ? firstCharacter(buffer) : preferred(buffer, longest)
    }
  }

  /// The text in slices of about 64 KiB, between characters: what is cut again and again must not be long.
  static func slices(of text: String) -> [String] {
    let size = 1 << 16
    if text.utf8.count <= size { return [text] }
    var text = text
    return text.withUTF8 { buffer in
      var slices: [String] = []
      var start = 0
      while start < buffer.count {
        let end = start + size < buffer.count ? characterBoundary(buffer, start + size) : buffer.count
        slices.append(String(decoding: UnsafeBufferPointer(rebasing: buffer[start..<end]), as: UTF8.self))
        start = end
      }
      return slices
    }
  }

  /// Bytes in which more than so many tokens are: so far a search has to look.
  static func window(tokens: Int) -> Int { tokens > Int.max / 32 ? Int.max : tokens * 24 + 64 }

  /// The longest good ending of at most `tokens`, from a word's beginning.
  static func suffix(of text: String, tokens: Int) -> String {
    var text = text
    let start = text.withUTF8 { buffer -> Int in
      var start = buffer.count
      var best = buffer.count
      let window = max(0, buffer.count - tokens * 24 - 64)
      while start > window {
        start -= 1
        let isWordStart = start == 0 || buffer[start - 1] == 0x20 || buffer[start - 1] == 0x0a
        if !isWordStart || buffer[start] & 0xc0 == 0x80 { continue }
        let rest = UnsafeBufferPointer(rebasing: buffer[start...])
        if TokenEstimate.tokens(in: String(decoding: rest, as: UTF8.self)) > tokens { break }
        best = start
      }
      return best
    }
    return String(text.utf8.dropFirst(start)) ?? ""
  }

  private static func count(_ buffer: UnsafeBufferPointer<UInt8>, _ length: Int) -> Int {
    TokenEstimate.tokens(
      in: String(decoding: UnsafeBufferPointer(rebasing: buffer[..<length]), as: UTF8.self))
  }

  private static func characterBoundary(_ buffer: UnsafeBufferPointer<UInt8>, _ index: Int) -> Int {
    var index = index
    while index > 0, index < buffer.count, buffer[index] & 0xc0 == 0x80 { index -= 1 }
    return index
  }

  private static func firstCharacter(_ buffer: UnsafeBufferPointer<UInt8>) -> Int {
    var index = min(1, buffer.count)
    while index < buffer.count, buffer[index] & 0xc0 == 0x80 { index += 1 }
    return index
  }

  /// The best boundary in the last part of the first `longest` bytes: a paragraph's end is worth giving up
  /// half of the room, a line's end a third, a sentence's a third, a word's almost all.
  private static func preferred(_ buffer: UnsafeBufferPointer<UInt8>, _ longest: Int) -> Int {
    func search(from lowest: Int, _ isBoundary: (Int) -> Bool) -> Int? {
      var index = longest
      while index > max(lowest, 1) {
        if isBoundary(index) { return index }
        index -= 1
      }
      return nil
    }
    return search(from: longest / 2) { buffer[$0 - 1] == 0x0a && $0 > 1 && buffer[$0 - 2] == 0x0a }
      ?? search(from: longest * 2 / 3) { buffer[$0 - 1] == 0x0a }
      ?? search(from: longest * 2 / 3) { index in
        buffer[index - 1] == 0x20 && index > 1
          && [UInt8(ascii: "."), UInt8(ascii: "!"), UInt8(ascii: "?")].contains(buffer[index - 2])
      }
      ?? search(from: longest / 8) { buffer[$0 - 1] == 0x20 || buffer[$0 - 1] == 0x0a } ?? longest
  }
}
