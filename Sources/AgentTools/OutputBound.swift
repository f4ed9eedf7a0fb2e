import AgentSystem

/// Cuts a long output in the middle, so that the model sees how it begins and how it ends.
public enum OutputBound {
  /// - Returns: the text of at most about `limit` bytes, cut at line ends where there are any, with the
  ///   number of bytes left out said in its place; and that number.
  public static func apply(_ text: String, limit: Int) -> (text: String, dropped: Int) {
    let bytes = Array(text.utf8)
    guard bytes.count > limit, limit > 0 else { return (text, 0) }
    let headEnd = cut(bytes, near: limit * 2 / 3, backwards: true)
    let tailStart = cut(bytes, near: bytes.count - limit / 3, backwards: false)
    let dropped = tailStart - headEnd
    let head = String(decoding: bytes[..<headEnd], as: UTF8.self)
    let tail = String(decoding: bytes[tailStart...], as: UTF8.self)
    let separator = head.isEmpty || head.hasSuffix(bytes: "\n") ? "" : "\n"
    return ("\(head)\(separator)[… \(dropped) bytes left out …]\n\(tail)", dropped)
  }

  /// A place to cut near `index`: behind a newline within 400 bytes of it, else behind a word, else between
  /// characters. A key is one word, so that it is not kept in part, which nobody would know for a key.
  static func cut(_ bytes: [UInt8], near index: Int, backwards: Bool) -> Int {
    let window = 400
    let places =
      backwards
      ? stride(from: index, to: max(0, index - window), by: -1)
      : stride(from: max(1, index), to: min(bytes.count, index + window), by: 1)
    if let place = places.first(where: { bytes[$0 - 1] == 0x0a }) { return place }
    if let place = places.first(where: { !isOfWord(bytes[$0 - 1]) }) { return place }
    var place = index
    while place > 0, place < bytes.count, bytes[place] & 0xc0 == 0x80 { place += backwards ? -1 : 1 }
    return place
  }

  /// Whether the byte may stand in a key, or belongs to a character beyond ASCII.
  private static func isOfWord(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
      UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"), UInt8(ascii: "."),
      UInt8(ascii: "+"), UInt8(ascii: "/"), UInt8(ascii: "="), UInt8(ascii: ":"), 0x80...:
      true
    default: false
    }
  }
}
