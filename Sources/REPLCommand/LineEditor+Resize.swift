import AgentREPL
import AgentSystem
import CReadline
import Glibc

/// The prompt in a window that gets another width. A terminal then lays its lines out anew, or it does not; only
/// where its cursor is tells which, and so where the prompt has got to.
extension LineEditor {
  /// Milliseconds that a terminal has to say where its cursor is: it may be far away.
  private static let patience = 2000

  /// Where the cursor would be if the prompt began at this place of rows so wide.
  func cursor(promptAt place: ScreenPlace, columns: Int) -> ScreenPlace {
    var (row, column) = (Int32(clamping: place.row), Int32(clamping: place.column))
    creadline_advance(prompt, Int32(clamping: columns), &row, &column)
    return ScreenPlace(row: Int(row), column: Int(column))
  }

  /// Where the cursor is in the window, as the terminal says; nil where it does not say. What is typed meanwhile
  /// is kept for readline.
  func askCursor() -> ScreenPlace? {
    guard isShown, !terminalIsSilent, creadline_ask_where() != 0 else { return nil }
    let deadline = Deadline.after(milliseconds: Self.patience)
    var reply = CursorReply()
    while reply.place == nil {
      guard IO.poll(0, for: POLLIN, timeout: deadline.pollTimeout) & POLLIN != 0,
        let bytes = try? IO.read(0), !bytes.isEmpty
      else {
        terminalIsSilent = true
        break
      }
      reply.take(bytes)
    }
    creadline_push(reply.rest, reply.rest.count)
    return reply.place
  }

  /// Whether something that was typed waits for ``read()``, without the terminal having more.
  var hasInput: Bool { creadline_has_pushed() != 0 }

  /// Shows the prompt anew at the beginning of a row above the cursor, and nothing behind it.
  func redraw(rowsUp: Int) { creadline_redraw(Int32(clamping: rowsUp)) }
}
