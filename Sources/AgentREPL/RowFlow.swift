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
  /// What was given out of the line so far; nil where that is too much to be remembered.
  private var given: String.UnicodeScalarView? = .init()
  /// Whether what was given out ends in the middle of a line, at the end of a row.
  public private(set) var isMidLine = false

  /// Whether the next character begins a line.
  public var isAtLineStart: Bool { pending.isEmpty && !isMidLine }

  /// Characters of a line that are remembered.
  private static let memory = 1 << 16

  public init(columns: Int) { self.columns = max(1, columns) }

  /// The terminal has another width.
  /// - Parameter isLaidOutAnew: whether it has wrapped what was given out anew: then ``place(columns:)`` says where
  ///   that ends, and what is on its last row, unless that is full, is taken back, to be given out again when it
  ///   is. Else rows of a line that has begun cannot be counted any more.
  /// - Returns: what can be printed now.
  public mutating func resize(columns: Int, isLaidOutAnew: Bool) -> String {
    self.columns = max(1, columns)
    if isMidLine {
      guard isLaidOutAnew, isCertain, var line = given else {
        isCertain = false
        return ""
      }
      let last = Self.place(of: line, columns: self.columns).start
      pending = String.UnicodeScalarView(line[last...]) + pending
      line.removeSubrange(last...)
      isMidLine = !line.isEmpty
      given = line
    }
    let waiting = String(pending)
    pending = .init()
    used = 0
    isCertain = isMidLine ? isCertain : true
    return take(waiting)
  }

  /// Where what was given out of the line ends in rows so wide: the rows above its last, and the columns of that.
  /// nil where it is not known how a terminal lays it out.
  public func place(columns: Int) -> ScreenPlace? {
    if !isMidLine { return ScreenPlace() }
    guard isCertain, let given else { return nil }
    return Self.place(of: given, columns: max(1, columns)).end
  }

  private static func place(of line: String.UnicodeScalarView, columns: Int) -> (
    end: ScreenPlace, start: String.Index
  ) {
    var (row, column, start) = (0, 0, line.startIndex)
    for (index, scalar) in zip(line.indices, line) {
      let width = Self.width(scalar) ?? 1
      if column + width > columns {
        row += 1
        column = 0
        start = index
      }
      column += width
    }
    return column == columns
      ? (ScreenPlace(row: row + 1), line.endIndex) : (ScreenPlace(row: row, column: column), start)
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
        given = .init()
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
    if let count = given?.count, count < Self.memory {
      given?.append(contentsOf: pending)
    } else {
      given = nil
    }
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
