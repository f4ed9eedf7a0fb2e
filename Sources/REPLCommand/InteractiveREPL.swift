import AgentCLI
import AgentCore
import AgentREPL
import AgentSystem
import Glibc

/// The REPL at a terminal: one loop over what is typed and what the processes of the turns say.
final class InteractiveREPL: Surroundings {
  private let setup: REPLSetup
  private let context: CommandContext
  private let wake: WakePipe
  private let editor: LineEditor
  private let screen: TerminalScreen
  private let programs: Programs
  private let conversation: Conversation
  private lazy var interpreter = Interpreter(setup, conversation, screen, programs, in: self)
  private var assembler = LineAssembler()
  private var history: LineHistory
  /// What was being typed when a question came.
  private var interrupted: (text: String, point: Int)?

  /// Until when a window that changes is left alone: it may go on changing, and what the terminal shows is not
  /// always of the size that it tells.
  private var settling: Deadline?
  private static let settlingTime = 300

  init(_ setup: REPLSetup) throws(AgentError) {
    self.setup = setup
    context = setup.context
    wake = try WakePipe()
    let programs = Programs(context, format: setup.format)
    let offers = CompletionWorld(context, programs)
    guard let editor = LineEditor(complete: { SlashCompletion.candidates($0, word: $1, in: offers.world) })
    else {
      throw AgentError(
        .missingTool, "is not installed, and a terminal needs it", object: "libreadline.so.8",
        hint: "apt-get install libreadline8, or pipe lines into agent")
    }
    self.editor = editor
    self.programs = programs
    screen = TerminalScreen(editor, raw: setup.raw, color: context.mayColor(1))
    conversation = Conversation(setup, screen, programs, asks: true)
    history = LineHistory(context.runtime)
  }

  func run() throws -> ExitStatus {
    wake.watch(context.cancellation)
    context.interrupts.take { [wake, stop = programs.captureStop] in
      if let captured = stop.withLock({ $0 }) {
        captured.cancel(.signal(SIGINT))
      } else {
        wake.wake(.interrupt)
      }
    }
    editor.watch(wake.write)
    for entry in history.load() { editor.remember(entry) }
    let isFirst = !Files.exists(context.runtime.folder(.sessions))
    try conversation.enter(setup.session, replays: true)
    if isFirst { welcome() }
    defer {
      _ = editor.stop()
      conversation.finish()
    }
    while !interpreter.isOver {
      if settling?.hasPassed == true {
        settling = nil
        screen.resize()
        while editor.hasInput { handle(editor.read()) }
      }
      // What comes waits for as long as something is looked for in the history.
      let waits = editor.isAsking || settling != nil
      if !waits { refresh() }
      if !editor.isShown { screen.makeRoomForPrompt() }
      editor.start()
      let ready = Poll.ready(
        [wake.read] + (settling == nil ? [0] : []) + (waits ? [] : conversation.descriptors),
        writing: conversation.waiting, within: settling?.pollTimeout ?? conversation.patience)
      for descriptor in ready.writing { conversation.flush(descriptor) }
      for descriptor in ready.reading {
        switch descriptor {
        case wake.read: for reason in wake.take() { handle(reason) }
        case 0: handle(editor.read())
        default: conversation.take(descriptor)
        }
      }
      if !editor.isAsking, settling == nil { conversation.look() }
      if let reason = context.cancellation.reason { throw AgentError(reason) }
    }
    return .done
  }

  /// A first run says what this is, and what is missing.
  private func welcome() {
    screen.tell("agent \(Version.number): type what you want to ask; /help tells the rest, Ctrl-D leaves.")
    let trial = ["agent-turn", "--dry-run", "--no-stdin", "-q"] + setup.turnOptions + ["hello"]
    if let result = try? programs.captured(trial), result.status == ExitStatus.configuration.rawValue {
      conversation.explain()
    }
  }

  // MARK: - The prompt

  private func refresh() {
    var status = conversation.view.status
    if !conversation.questions.isEmpty, interrupted == nil {
      // The answer gets a line of its own; what was being typed comes back behind it.
      interrupted = editor.isShown ? (editor.text, editor.point) : ("", 0)
      if editor.isShown { editor.set("") }
    } else if conversation.questions.isEmpty, let typed = interrupted {
      interrupted = nil
      editor.start()
      editor.set(typed.text, point: typed.point)
    }
    if !conversation.questions.isEmpty { status.activity = .asking }
    editor.hold(conversation.isBusy && conversation.questions.isEmpty)
    let goesOn = assembler.isOpen && conversation.questions.isEmpty
    editor.setPrompt(goesOn ? PromptStatus.continuation : status.text)
  }

  // MARK: - What is typed

  private func handle(_ input: LineEditor.Input) {
    switch input {
    case .nothing: break
    case .end: leave()
    case .edit: conversation.attempt { () throws(AgentError) in try edit() }
    case .line(let line): take(line, isHeld: false)
    case .held(let line): take(line, isHeld: true)
    }
  }

  private func leave() {
    // Of a heredoc that was begun, the end of the input is the end.
    if conversation.questions.isEmpty, let rest = assembler.finish() {
      execute(rest)
    } else {
      interpreter.leave()
    }
  }

  private func take(_ line: String, isHeld: Bool) {
    if !conversation.questions.isEmpty {
      if let reply = ApprovalReply(line) {
        conversation.attempt { () throws(AgentError) in try conversation.answer(reply) }
      } else if !line.isEmpty {
        screen.tell("y runs it, a runs it always, n does not; words behind n tell the model why")
      }
      return
    }
    if isHeld { screen.show(.said(line)) }
    guard let whole = assembler.take(line) else { return }
    if history.add(whole) { editor.remember(whole) }
    execute(whole)
  }

  private func execute(_ line: String) {
    conversation.attempt { () throws(AgentError) in
      let status = try interpreter.run(line)
      if status != 0 { screen.tell("ended with status \(status)") }
    }
  }

  // MARK: - Signals

  private func handle(_ reason: WakePipe.Reason) {
    switch reason {
    case .interrupt:
      if conversation.isBusy {
        editor.endAsking()
        conversation.attempt { () throws(AgentError) in try conversation.interrupt() }
      } else {
        _ = assembler.finish()
        if editor.isShown { editor.abandon() }
      }
    case .window:
      settling = .after(milliseconds: Self.settlingTime)
    case .resumed: editor.continueAfterStop()
    case .stop: break
    }
  }

  // MARK: - Programs at the terminal

  func foreground(_ body: () throws(AgentError) -> Int32) throws(AgentError) -> Int32 {
    let typed = editor.stop()
    defer {
      // Its Ctrl-C was its own.
      _ = wake.take()
      screen.resize()
      if !typed.text.isEmpty {
        refresh()
        editor.start(text: typed.text, point: typed.point)
      }
    }
    return try body()
  }

  /// Has the line that is being typed written in an editor.
  func edit() throws(AgentError) {
    let typed = editor.isShown ? editor.text : ""
    let path = "\(context.runtime.path)/line-\(getpid()).md"
    let program = ["VISUAL", "EDITOR"].lazy.compactMap { self.context.environment[$0] }.first { !$0.isEmpty }
    try context.runtime.prepare()
    let text: String
    do throws(SystemError) {
      try Files.writeNew(path, Array((typed.isEmpty ? "" : typed + "\n").utf8))
    } catch {
      throw AgentError(error)
    }
    defer { try? Files.remove(path) }
    _ = editor.stop()
    let status = try programs.foreground(
      ["/bin/sh", "-c", "\(program ?? "editor") \"$1\"", "sh", path], session: nil)
    _ = wake.take()
    if status == 0 {
      do throws(SystemError) {
        text = String(decoding: try Files.read(path, limit: 16 << 20), as: UTF8.self)
      } catch {
        throw AgentError(error)
      }
    } else {
      screen.tell("\(program ?? "editor") ended with status \(status)")
      text = typed
    }
    let bytes = text.utf8.last == 0x0a ? String(Substring(text.utf8.dropLast())) : text
    refresh()
    editor.start(text: String(bytes.unicodeScalars.filter { $0 != "\0" }.map(Character.init)))
  }
}
