/// A row and a column, from 0, of a window or of what begins somewhere in it. Pure.
public struct ScreenPlace: Equatable, Sendable {
  public var row: Int
  public var column: Int

  public init(row: Int = 0, column: Int = 0) {
    self.row = row
    self.column = column
  }
}
