import AgentREPL
import AgentSystem
import CReadline
import Glibc

/// GNU readline at the terminal. There is one in a process.
final class LineEditor {
  enum Input: Equatable {
    case nothing
    /// A line; its echo is on the screen, and the prompt is gone.
    case line(String)
    /// A line that was entered while they are held; the prompt is still there.
    case held(String)
    case end
    case edit
  }

  /// Whether the prompt is on the screen, or would be but for ``above(_:)``.
  private(set) var isShown = false
  private(set) var prompt = "> "
  /// It was asked where its cursor is, and did not say.
  var terminalIsSilent = false
  private let complete: (_ line: String, _ word: String) -> [String]

  /// nil where readline is not installed.
  init?(complete: @escaping (_ line: String, _ word: String) -> [String]) {
    if creadline_open() == 0 { return nil }
    self.complete = complete
    creadline_set_up("agent", LineEditor.completer, Unmanaged.passUnretained(self).toOpaque())
  }

  private static let completer: creadline_completer = { line, start, end, context in
    guard let line, let context else { return nil }
    let editor = Unmanaged<LineEditor>.fromOpaque(context).takeUnretainedValue()
    let bytes = UnsafeRawBufferPointer(start: UnsafeRawPointer(line), count: Int(end))
    let typed = String(decoding: bytes, as: UTF8.self)
    let word = String(decoding: bytes[Int(start)...], as: UTF8.self)
    let candidates = editor.complete(typed, word)
    if candidates.isEmpty { return nil }
    let size = (candidates.count + 1) * MemoryLayout<UnsafeMutablePointer<CChar>?>.stride
    guard let array = malloc(size)?.assumingMemoryBound(to: UnsafeMutablePointer<CChar>?.self) else {
      return nil
    }
    for (index, candidate) in candidates.enumerated() { array[index] = strdup(candidate.system) }
    array[candidates.count] = nil
    return array
  }

  /// Shows the prompt with what is to stand behind it.
  func start(text: String = "", point: Int? = nil) {
    if isShown { return }
    creadline_start(prompt)
    isShown = true
    if !text.isEmpty { set(text, point: point) }
  }

  /// Gives the terminal back, with the prompt gone from the screen.
  /// - Returns: what was typed, for ``start(text:point:)``.
  func stop() -> (text: String, point: Int) {
    guard isShown else { return ("", 0) }
    let typed = (text, Int(creadline_point()))
    creadline_hide()
    creadline_stop()
    isShown = false
    return typed
  }

  func read() -> Input {
    switch creadline_read() {
    case Int32(CREADLINE_LINE):
      isShown = false
      return .line(SystemText.string(creadline_line()))
    case Int32(CREADLINE_HELD): return .held(SystemText.string(creadline_line()))
    case Int32(CREADLINE_END):
      isShown = false
      return .end
    case Int32(CREADLINE_EDIT): return .edit
    default: return .nothing
    }
  }

  /// Whether a prompt of its own stands in the place of ours, for a search of the history or a number: what was
  /// printed above it would take it away, and another prompt would be forgotten behind it.
  var isAsking: Bool { isShown && creadline_is_asking() != 0 }

  func endAsking() { if isAsking { creadline_end_asking(prompt) } }

  /// Whether lines are taken without a trace on the screen.
  func hold(_ holds: Bool) { creadline_hold(holds ? 1 : 0) }

  /// Prints something where the prompt is, which then stands below it.
  func above(_ print: () -> Void) {
    if isShown { creadline_hide() }
    print()
    if isShown { creadline_show() }
  }

  /// The same for text that goes on with the row above the prompt: what is printed must begin with a return, and
  /// have a character on that row.
  func goingOn(_ print: () -> Void) {
    if isShown { creadline_shrink() }
    print()
    if isShown { creadline_grow(prompt) }
  }

  func setPrompt(_ prompt: String) {
    if prompt == self.prompt { return }
    self.prompt = prompt
    if isShown { creadline_set_prompt(prompt) }
  }

  var text: String { SystemText.string(creadline_text()) }
  var point: Int { Int(creadline_point()) }

  func set(_ text: String, point: Int? = nil) {
    above { creadline_set_text(text, Int32(clamping: point ?? -1)) }
  }

  func abandon() { creadline_abandon() }
  func resize() { if isShown { creadline_resize() } }
  func continueAfterStop() { if isShown { creadline_continue() } }
  func remember(_ line: String) { creadline_add_history(line) }

  /// Signals of the terminal write a byte to this descriptor from now on.
  func watch(_ descriptor: Int32) { creadline_watch(descriptor) }
}
