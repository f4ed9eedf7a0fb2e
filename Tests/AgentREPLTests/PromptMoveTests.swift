import AgentREPL
import Testing

@Suite struct PromptMoveTests {
  private static func place(_ row: Int, _ column: Int) -> ScreenPlace {
    ScreenPlace(row: row, column: column)
  }

  /// The prompt of 20 columns with 10 typed behind it; the last of the cases has 70 typed, and so two rows of 80.
  @Test(
    arguments: [
      // Wider and narrower, in a line of its own.
      (place(5, 30), 100, place(0, 0), place(0, 30), 0, true),
      (place(5, 10), 20, place(0, 0), place(1, 10), 1, true),
      // Behind a line of 80 columns.
      (place(5, 50), 60, place(1, 20), place(1, 50), 0, true),
      (place(5, 2), 27, place(2, 26), place(4, 2), 2, true),
      // Not laid out anew; behind a line that cannot be counted.
      (place(5, 30), 60, place(1, 20), place(1, 50), 0, false), (place(5, 30), 60, nil, nil, 0, false),
      (place(5, 24), 25, place(3, 5), place(4, 10), 0, false),
      // Neither.
      (place(5, 31), 60, place(1, 20), place(1, 50), nil, false),
      (place(0, 2), 27, place(2, 26), place(4, 2), nil, false),
    ] as [(ScreenPlace, Int, ScreenPlace?, ScreenPlace?, Int?, Bool)])
  func theCursorTellsWhereThePromptIs(
    _ cursor: ScreenPlace, _ new: Int, _ begin: ScreenPlace?, _ joined: ScreenPlace?, _ rowsUp: Int?,
    _ isLaidOutAnew: Bool
  ) {
    let move = PromptMove(
      cursor: cursor, before: Self.place(0, 30), old: 80, new: new, begin: begin, joined: joined)
    #expect(move?.rowsUp == rowsUp)
    if rowsUp != nil { #expect(move?.isLaidOutAnew == isLaidOutAnew) }
  }

  /// Of two rows of which the terminal does not know that they are one line, each is laid out by itself.
  @Test func rowsMayBeLinesOfTheirOwn() {
    let move = PromptMove(
      cursor: Self.place(9, 10), before: Self.place(1, 10), old: 80, new: 50, begin: Self.place(0, 0),
      joined: Self.place(1, 40))
    #expect(move?.rowsUp == 1 && move?.isLaidOutAnew == false)
    let behind = PromptMove(
      cursor: Self.place(9, 5), before: Self.place(1, 55), old: 80, new: 50, begin: Self.place(0, 0),
      joined: Self.place(2, 35))
    #expect(behind?.rowsUp == 3 && behind?.isLaidOutAnew == true)
  }
}
