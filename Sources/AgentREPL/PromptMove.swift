/// Where a prompt stands in a window that has got another width. A terminal may have laid out anew all that it
/// shows, or nothing; and of a prompt of several rows it may know that they are one line, or not. Only one of that
/// explains where the cursor is now. Pure.
public struct PromptMove: Equatable, Sendable {
  /// The rows from the one in which the prompt begins to that of the cursor.
  public let rowsUp: Int
  /// Whether the terminal has laid out anew what stands above.
  public let isLaidOutAnew: Bool

  /// - Parameters:
  ///   - cursor: where it is, in the window.
  ///   - before: where it was, from the beginning of the prompt, in rows of the old width.
  ///   - begin: where the prompt begins, from the beginning of its line, in rows of the new width.
  ///   - joined: where the cursor would be then if all of it were laid out anew as one line.
  /// - Returns: nil where nothing explains it.
  public init?(
    cursor: ScreenPlace, before: ScreenPlace, old: Int, new: Int, begin: ScreenPlace?, joined: ScreenPlace?
  ) {
    var found: [PromptMove] = []
    if let begin {
      let split = Self.split(before, from: begin, old: old, new: new)
      for place in [joined, split].compactMap(\.self) where place.column == cursor.column {
        found.append(PromptMove(rowsUp: place.row - begin.row, isLaidOutAnew: true))
      }
    }
    if min(before.column, new - 1) == cursor.column {
      found.append(PromptMove(rowsUp: before.row, isLaidOutAnew: false))
    }
    // Where several do, the first that clears the least.
    found = found.filter { $0.rowsUp <= cursor.row }
    guard let least = found.map(\.rowsUp).min(), let move = found.first(where: { $0.rowsUp == least }) else {
      return nil
    }
    self = move
  }

  private init(rowsUp: Int, isLaidOutAnew: Bool) {
    self.rowsUp = rowsUp
    self.isLaidOutAnew = isLaidOutAnew
  }

  /// Where the cursor is when each row of the prompt is a line of its own.
  private static func split(_ before: ScreenPlace, from begin: ScreenPlace, old: Int, new: Int) -> ScreenPlace
  {
    var place = begin
    for _ in 0..<before.row {
      place = ScreenPlace(row: place.row + max(1, (place.column + old + new - 1) / new), column: 0)
    }
    let column = place.column + before.column
    return ScreenPlace(row: place.row + column / new, column: column % new)
  }
}
