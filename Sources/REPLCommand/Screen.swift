import AgentCLI
import AgentCore
import AgentREPL
import AgentSystem

/// Where a REPL says things.
protocol Screen: AnyObject {
  /// Whether formulas are shown as they were written.
  var raw: Bool { get set }
  /// What kept something from being said.
  var failure: AgentError? { get }
  func show(_ piece: EventView.Piece)
  /// A line of the REPL's own.
  func tell(_ line: String)
}

/// Answers go to standard output as they are, all else is a message.
final class PlainScreen: Screen {
  var raw = true
  private(set) var failure: AgentError?
  private let context: CommandContext
  private var isAtLineStart = true

  init(_ context: CommandContext) { self.context = context }

  func show(_ piece: EventView.Piece) {
    switch piece {
    case .text(let text):
      let shown = context.output.isTerminal ? Terminal.sanitized(text) : text
      write(shown)
      isAtLineStart = text.utf8.last == 0x0a
    case .end:
      if !isAtLineStart { write("\n") }
      isAtLineStart = true
    case .said: break
    case .note(let line): context.diagnostics.note(line)
    case .failure(let line): context.diagnostics.damage(line)
    case .output(let text):
      write((context.output.isTerminal ? Terminal.sanitized(text) : text) + "\n")
      isAtLineStart = true
    }
  }

  func tell(_ line: String) { context.diagnostics.note(line) }

  private func write(_ text: String) {
    do throws(AgentError) {
      try context.output.text(text)
      try context.output.flush()
    } catch {
      failure = failure ?? error
    }
  }
}

/// A terminal: text streams in above the prompt, and what is typed stays. Nothing that was printed is changed
/// later, so that the scrollback is what was said.
final class TerminalScreen: Screen {
  var raw: Bool
  /// A terminal that has gone sends a signal.
  let failure: AgentError? = nil
  private let editor: LineEditor
  private let hasColor: Bool
  private var flow: RowFlow
  private var columns = Terminal.width(1)
  private var math = MathFilter()
  /// Whether the row on which the text goes on has begun, for the prompt.
  private var isOnNextRow = false
  /// Lines that wait for the end of the line of text that streams in.
  private var waiting: [String] = []

  init(_ editor: LineEditor, raw: Bool, color: Bool) {
    self.editor = editor
    self.raw = raw
    hasColor = color
    flow = RowFlow(columns: Terminal.width(1))
  }

  /// The window has another width. Where the prompt stands now is found out by how the terminal has moved the
  /// cursor; where nothing fits that, readline does what it can, and a piece of the prompt may stay.
  func resize() {
    guard let cursor = editor.isAsking ? nil : editor.askCursor() else { return resizeBlindly() }
    let (old, new) = (columns, Terminal.width(1))
    let begin = flow.place(columns: new)
    guard
      let move = PromptMove(
        cursor: cursor, before: editor.cursor(promptAt: ScreenPlace(), columns: old), old: old, new: new,
        begin: begin, joined: begin.map { editor.cursor(promptAt: $0, columns: new) })
    else { return resizeBlindly() }
    columns = new
    let ready = flow.resize(columns: new, isLaidOutAnew: move.isLaidOutAnew)
    if move.isLaidOutAnew { isOnNextRow = isOnNextRow && begin?.row != 0 }
    editor.redraw(rowsUp: move.rowsUp)
    print(ready)
  }

  private func resizeBlindly() {
    columns = Terminal.width(1)
    let ready = flow.resize(columns: columns, isLaidOutAnew: false)
    editor.resize()
    print(ready)
  }

  func show(_ piece: EventView.Piece) {
    switch piece {
    case .text(let text):
      print(flow.take(Terminal.sanitized(raw ? math.finish() + text : math.take(text))))
    case .end:
      print(flow.take(Terminal.sanitized(math.finish())) + flow.finish())
    case .said(let text): line(styled("> " + text, "1"))
    case .note(let text): line(styled("* " + text, "2"))
    case .failure(let text): line(styled("! " + text, "31"))
    case .output(let text): line(Terminal.sanitized(text))
    }
  }

  func tell(_ text: String) { line(Terminal.sanitized(text)) }

  private func styled(_ text: String, _ code: String) -> String {
    let safe = Terminal.sanitized(NoteText.plain(text))
    return hasColor ? "\u{1b}[\(code)m\(safe)\u{1b}[0m" : safe
  }

  private func line(_ text: String) {
    waiting.append(text)
    print("")
  }

  private func print(_ text: String) {
    var text = text
    if flow.isAtLineStart, !waiting.isEmpty {
      text += waiting.map { $0 + "\n" }.joined()
      waiting = []
    }
    if text.isEmpty { return }
    let goesOn = isOnNextRow && text.utf8.first != 0x0a
    // The end of a line whose last row is full has been made already.
    if isOnNextRow, !goesOn { text.removeFirst() }
    isOnNextRow = false
    let print = {
      self.write((goesOn ? "\r" : "") + text)
      if self.flow.isMidLine, self.editor.isShown { self.beginNextRow() }
    }
    if goesOn { editor.goingOn(print) } else { editor.above(print) }
  }

  /// Behind a full row: the prompt gets the next one, which goes on with the line. A space begins it, over which
  /// the prompt is written.
  private func beginNextRow() {
    write(" \r")
    isOnNextRow = true
  }

  /// To be called before the prompt is shown where it was not.
  func makeRoomForPrompt() {
    if flow.isMidLine, !isOnNextRow { beginNextRow() }
  }

  private func write(_ text: String) { try? IO.writeAll(1, Array(text.utf8)) }
}
