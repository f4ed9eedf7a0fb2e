/// What a terminal says to the question where its cursor is, among what is typed: `ESC [ ROW ; COLUMN R`. Pure.
public struct CursorReply: Sendable {
  /// nil until it has come.
  public private(set) var place: ScreenPlace?
  private var bytes: [UInt8] = []

  public init() {}

  /// What has come and is not the answer.
  public var rest: [UInt8] { bytes }

  public mutating func take(_ more: [UInt8]) {
    bytes += more
    var start = bytes.startIndex
    while place == nil, let escape = bytes[start...].firstIndex(of: 0x1b) {
      start = escape + 1
      guard let (place, end) = Self.reply(bytes[escape...]) else { continue }
      self.place = place
      bytes.removeSubrange(escape..<end)
    }
  }

  /// - Returns: the place that is told at the beginning, and where that ends.
  private static func reply(_ bytes: ArraySlice<UInt8>) -> (place: ScreenPlace, end: Int)? {
    guard bytes.dropFirst().first == UInt8(ascii: "[") else { return nil }
    var rest = bytes.dropFirst(2)
    guard let row = number(&rest), rest.popFirst() == UInt8(ascii: ";"), let column = number(&rest),
      rest.popFirst() == UInt8(ascii: "R")
    else { return nil }
    return (ScreenPlace(row: row - 1, column: column - 1), rest.startIndex)
  }

  private static func number(_ bytes: inout ArraySlice<UInt8>) -> Int? {
    let digits = bytes.prefix { (0x30...0x39).contains($0) }
    if digits.isEmpty || digits.count > 5 { return nil }
    bytes = bytes[digits.endIndex...]
    return digits.reduce(0) { $0 * 10 + Int($1 - 0x30) }
  }
}
