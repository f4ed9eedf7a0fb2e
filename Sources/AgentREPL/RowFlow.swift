/// Text that streams in above a prompt: cuts it where the prompt may stand below it without a newline of its own.
///
/// That is behind a newline, and behind a full row of the terminal: the next character begins the next row
/// anyway, so nothing is added that would be in the scrollback. What has not filled its row waits. Only where the
/// width of every character is beyond doubt are rows counted; else a line waits for its newline. Pure.
public struct RowFlow: Sendable {
  private var columns: Int
  private var pending = String.UnicodeScalarView()
  private var used = 0
  private var isCertain = true
  /// Whether what was given out ends in the middle of a line, at the end of a row.
  public private(set) var isMidLine = false

  /// Whether the next character begins a line.
  public var isAtLineStart: Bool { pending.isEmpty && !isMidLine }

  public init(columns: Int) { self.columns = max(1, columns) }

  /// The terminal has another width: rows of the line that has begun cannot be counted any more.
  public mutating func resize(columns: Int) {
    self.columns = max(1, columns)
    if isMidLine || used > 0 { isCertain = false }
  }

  /// - Returns: what can be printed now, to a newline or the end of a row.
  public mutating func take(_ text: String) -> String {
    var ready = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      if scalar == "\n" {
        pending.append(scalar)
        giveOut(&ready)
        isMidLine = false
        isCertain = true
        continue
      }
      if isCertain {
        if let width = Self.width(scalar), used + width <= columns || used == columns {
          if used == columns {
            giveOut(&ready)
            isMidLine = true
          }
          used += width
        } else {
          isCertain = false
        }
      }
      pending.append(scalar)
    }
    return String(ready)
  }

  /// The rest, when nothing follows on this line.
  public mutating func finish() -> String {
    if pending.isEmpty, !isMidLine { return "" }
    return take("\n")
  }

  private mutating func giveOut(_ ready: inout String.UnicodeScalarView) {
    ready.append(contentsOf: pending)
    pending = .init()
    used = 0
  }

  /// Columns of a character on every terminal, or nil where they differ.
  private static func width(_ scalar: Unicode.Scalar) -> Int? {
    switch scalar.value {
    case 0x20...0x7e, 0xa1...0xac, 0xae...0x24f, 0x370...0x377, 0x384...0x3ff, 0x400...0x482, 0x48a...0x52f,
      0x2010...0x2027, 0x2030...0x205e, 0x2200...0x22ff:
      1
    case 0x3041...0x3096, 0x30a1...0x30fa, 0x4e00...0x9fff, 0xac00...0xd7a3, 0x3001...0x3002: 2
    default: nil
    }
  }
}
