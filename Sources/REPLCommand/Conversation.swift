import AgentCLI
import AgentCore
import AgentJSON
import AgentREPL
import AgentSession
import AgentSystem

/// The session of a REPL and the processes that tell of its turns. Used by one thread.
final class Conversation {
  let context: CommandContext
  private let setup: REPLSetup
  private let screen: any Screen
  private let programs: Programs
  /// Whether somebody is there who can be asked.
  private let asks: Bool
  private(set) var view = EventView()
  /// The session that is gone on in; nil for a new one that the next turn begins.
  private(set) var session: String?
  private(set) var isBusy = false
  /// The calls that a person has to decide on, by their ids.
  private(set) var questions: [String] = []
  /// How the last turn ended.
  private(set) var status: Int32 = 0

  private var process: EventProcess?
  private var follower: EventProcess?
  /// The session in which the process of turns goes on where it is not told another.
  private var processSession: String?
  private var isProcessStale = false
  /// What it was sent for the turn that runs and has not said to have.
  private var unheard: Set<String> = []
  /// Until when a turn that was interrupted has time to end.
  private var interruption: Deadline? { didSet { hasToldOfDelay = false } }
  private var hasToldOfDelay = false
  /// What the process of turns last said on standard error.
  private var complaint: String?
  private var outputFailure: AgentError?
  /// Nothing more is begun.
  private var isOver = false

  init(_ setup: REPLSetup, _ screen: any Screen, _ programs: Programs, asks: Bool) {
    self.setup = setup
    context = setup.context
    self.screen = screen
    self.programs = programs
    self.asks = asks
  }

  private var isMachine: Bool { setup.format.isMachine }

  // MARK: - Sessions

  /// Goes on in a session, nil for a new one.
  /// - Parameter replays: its last turn is shown again, and one that runs is followed.
  func enter(_ id: String?, replays: Bool) throws(AgentError) {
    session = id
    follower = nil
    var status = PromptStatus()
    guard let id else { return view.enter(nil, status) }
    let store = SessionStore(context.runtime, clock: context.clock)
    let summary = try store.summary(id)
    status.model = summary.model
    status.contextTokens = summary.contextTokens
    status.contextLimit = summary.contextLimit
    view.enter(id, status)
    guard replays else { return }
    try replay(id, store)
  }

  /// Reads what was answered last where nothing has been since the session was entered.
  func recall() throws(AgentError) {
    guard view.answer.isEmpty, !isBusy, let session else { return }
    let store = SessionStore(context.runtime, clock: context.clock)
    guard store.exists(session) else { return }
    for record in Self.lastTurn(try SessionHistory(session, in: store, window: 1)) {
      if let event = record.json() { _ = view.take(event) }
    }
    view.stop()
  }

  private static func lastTurn(_ history: SessionHistory) -> ArraySlice<LogRecord> {
    history.records[
      (history.records.lastIndex { $0.eventType == .turnStarted } ?? history.records.startIndex)...]
  }

  private func replay(_ id: String, _ store: SessionStore) throws(AgentError) {
    let history = try SessionHistory(id, in: store, window: 1)
    if let open = history.openTurn, let sequence = open.records.first?.sequence, store.turnHolder(id) != nil {
      screen.tell("a turn runs in this session; Ctrl-C ends it")
      if let input = open.records.first?.json() { show(view.take(input, isReplay: true)) }
      follower = try programs.follow(id, from: sequence)
      isBusy = true
      return
    }
    for record in Self.lastTurn(history) {
      if let event = record.json() { show(view.take(event, isReplay: true)) }
    }
    view.stop()
    if history.openTurn != nil { screen.tell(Self.killed) }
  }

  // MARK: - Turns

  /// Starts a turn; its events come later.
  /// - Parameter resumes: without words of its own, after one that failed or for input that waits.
  func startTurn(_ prompt: String, files: [String] = [], images: [String] = [], resumes: Bool = false)
    throws(AgentError)
  {
    if isProcessStale { endProcess() }
    if process == nil { process = try startProcess() }
    var record: JSONObject = ["type": "turn"]
    if resumes { record.append("resume", true) } else { record.append("prompt", .string(prompt)) }
    if !files.isEmpty { record.append("files", .array(files.map(JSON.string))) }
    if !images.isEmpty { record.append("images", .array(images.map(JSON.string))) }
    if session != processSession { record.append("session", .string(session ?? "new")) }
    try process?.send(.object(record))
    isBusy = true
    interruption = nil
    complaint = nil
    status = 0
    view.begin()
  }

  private func startProcess() throws(AgentError) -> EventProcess {
    processSession = session
    return try programs.turns(setup.turnOptions + ["--session", session ?? "new"], asks: asks)
  }

  /// Gives words to the turn that runs, which takes them at its next step, or else to one after it.
  func steer(_ text: String) throws(AgentError) {
    if let follower, case .follow(let id) = follower.kind {
      let sent = try programs.captured(["agent-session", "send", "--", id], input: Array(text.utf8))
      guard sent.status == 0 else { throw AgentError(.io, sent.firstError, object: "agent-session") }
      view.queue(String(sent.output.prefix { $0 != "\n" }))
      return
    }
    let id = "q_\(RandomBytes.hex(6))"
    try process?.send(["type": "input.queued", "id": .string(id), "text": .string(text)])
    unheard.insert(id)
    view.queue(id)
  }

  /// Ends the turn that runs; where it does not end for long, its process.
  func interrupt() throws(AgentError) {
    if let follower, case .follow(let id) = follower.kind {
      _ = try? programs.captured(["agent-session", "interrupt", id])
    } else if let interruption, interruption.hasPassed {
      process?.kill()
    } else {
      if interruption == nil { interruption = .after(milliseconds: Self.patience) }
      try process?.send(["type": "interrupt"])
    }
  }

  func answer(_ reply: ApprovalReply) throws(AgentError) {
    guard let question = questions.first else { return }
    try process?.answer(reply.record(id: question))
    questions.removeFirst()
  }

  /// Settings have changed: the next turn is that of a new process.
  func settingsChanged() { isProcessStale = true }

  /// Milliseconds that a turn has for its last words.
  private static let patience = 3000

  /// Ends what runs; a turn is interrupted, and what it still says is taken, since it could not end otherwise. One
  /// of another process goes on.
  func finish() {
    isOver = true
    if follower != nil {
      follower = nil
      isBusy = false
    }
    if isBusy { try? interrupt() }
    let deadline = Deadline.after(milliseconds: Self.patience)
    while isBusy, process != nil, !deadline.hasPassed {
      let ready = Poll.ready(descriptors, writing: waiting, within: deadline.pollTimeout)
      for descriptor in ready.writing { flush(descriptor) }
      for descriptor in ready.reading { take(descriptor) }
    }
    // One that does not even say that it ends is not waited for again.
    endProcess(within: isBusy ? 0 : Self.patience)
  }

  private func endProcess(within milliseconds: Int = patience) {
    isProcessStale = false
    guard let process else { return }
    self.process = nil
    processSession = nil
    _ = process.finish(within: milliseconds)
  }

  // MARK: - What comes

  var descriptors: [Int32] { (process?.descriptors ?? []) + (follower?.descriptors ?? []) }

  /// Those of processes that have not taken all that they were sent.
  var waiting: [Int32] { process?.waiting ?? [] }

  /// Sends what one of ``waiting`` takes now.
  func flush(_ descriptor: Int32) { process?.flush(descriptor) }

  /// Takes what has come on one of ``descriptors``.
  func take(_ descriptor: Int32) {
    guard
      let source = [process, follower].compactMap(\.self).first(where: { $0.descriptors.contains(descriptor) }
      )
    else { return }
    let lines = source.read(descriptor)
    switch descriptor {
    case source.control: for line in lines ?? [] { ask(line) }
    case source.errorOutput:
      for line in lines ?? [] { complain(String(decoding: line, as: UTF8.self)) }
    default:
      guard let lines else { return ended(source) }
      for line in lines { handle(line, from: source) }
    }
  }

  private func handle(_ line: [UInt8], from source: EventProcess) {
    guard let event = try? JSON(parsing: line) else { return }
    if isMachine { output { () throws(AgentError) in try context.output.line(line) } }
    if ["input.queued", "input.taken"].contains(event["type"]?.string) {
      unheard.remove(event["id"]?.string ?? "")
    }
    var pieces = view.take(event)
    // What is ended since we are told to end is told by that.
    if isOver, !asks { pieces.removeAll { if case .failure = $0 { true } else { false } } }
    show(pieces)
    if source.kind == .turns, let id = view.session {
      session = id
      processSession = id
    }
    guard EventView.isTerminal(event) else { return }
    isBusy = false
    interruption = nil
    questions = []
    status = Int32(clamping: view.exitCode ?? 0)
    if source.kind != .turns { follower = nil }
    if status == ExitStatus.configuration.rawValue { explain() }
    if asks, status == ExitStatus.inputMissing.rawValue { leaveIfGone() }
    if view.untaken, !isOver {
      // It was sent when the turn had already ended, or did not get to it.
      view.forgetQueued()
      attempt { () throws(AgentError) in try startTurn("", resumes: true) }
    }
  }

  /// A session that has been deleted is not gone on in.
  func leaveIfGone() {
    let store = SessionStore(context.runtime, clock: context.clock)
    guard !isBusy, let id = session, !store.exists(id) else { return }
    screen.tell("the session is gone; what you type next begins a new one")
    endProcess()
    session = nil
    view.enter(nil, PromptStatus())
  }

  /// Milliseconds after which somebody should look again, or -1.
  var patience: Int32 {
    if follower != nil { return 1000 }
    return hasToldOfDelay ? -1 : interruption?.pollTimeout ?? -1
  }

  /// Looks whether a turn of another process that is followed was killed: nobody writes that until the next turn;
  /// and whether one of ours does not end.
  func look() {
    if let interruption, interruption.hasPassed, !hasToldOfDelay {
      hasToldOfDelay = true
      screen.tell("the turn does not end; Ctrl-C again kills its process")
    }
    guard let follower, case .follow(let id) = follower.kind else { return }
    let store = SessionStore(context.runtime, clock: context.clock)
    guard store.turnHolder(id) == nil,
      let history = try? SessionHistory(id, in: store, window: 1),
      history.openTurn != nil
        // Between the two it may have had a successor.
        && store.turnHolder(id) == nil
    else { return }
    self.follower = nil
    isBusy = false
    status = 137
    show([.end])
    view.stop()
    screen.tell(Self.killed)
  }

  private static let killed = "this turn was killed; /resume goes on with it"

  private func show(_ pieces: [EventView.Piece]) {
    if !isMachine { for piece in pieces { say(piece) } }
  }

  /// Once standard output does not take an answer any more, nothing else is said: what ended it is told by who
  /// reads ``failure``, and that it interrupted the turn is no news.
  private func say(_ piece: EventView.Piece) {
    if failure == nil { screen.show(piece) }
  }

  private func ask(_ line: [UInt8]) {
    guard let record = try? JSON(parsing: line),
      record["type"]?.string == EventType.approvalRequested.rawValue,
      let id = record["id"]?.string
    else { return }
    let tool = record["tool"]?.string ?? "a tool"
    let reason = record["reason"]?.string.map { " (\($0))" } ?? ""
    questions.append(id)
    // It must stand there whole before it is answered, whatever streams in.
    say(.end)
    say(.note("may this run? \(tool): \(Self.text(ofArguments: record["args"] ?? .null))\(reason)"))
  }

  private func complain(_ line: String) {
    complaint = Self.withoutName(line)
    say(.failure(Self.withoutName(line)))
  }

  /// The whole of what is asked for: a command as it would be typed.
  private static func text(ofArguments arguments: JSON) -> String {
    if let members = arguments.object, members.count == 1, let text = members[members.keys[0]]?.string {
      return text
    }
    return arguments.text
  }

  private static func withoutName(_ line: String) -> String {
    let name = "agent-turn: "
    return line.hasPrefix(name) ? String(line.dropFirst(name.count)) : line
  }

  /// A process has closed its output.
  private func ended(_ source: EventProcess) {
    for line in source.remainingErrors() { complain(line) }
    let code = source.finish(within: 3000)
    if source === process {
      process = nil
      processSession = nil
    } else {
      follower = nil
    }
    let wasBusy = isBusy
    isBusy = false
    interruption = nil
    questions = []
    view.stop()
    show([.end])
    guard wasBusy else { return }
    status = code
    let message = "the process of the turn ended with status \(code)"
    if complaint == nil { say(.failure(message)) }
    if !unheard.isEmpty { say(.failure("what was typed meanwhile did not reach it; the history has it")) }
    unheard = []
    view.forgetQueued()
    if isMachine {
      let error = AgentError(
        .internalError, complaint ?? message, exit: ExitStatus(rawValue: code) ?? .internalError)
      output { () throws(AgentError) in try context.output.record(error.record) }
    }
    if code == ExitStatus.configuration.rawValue { explain() }
    if asks, code == ExitStatus.inputMissing.rawValue { leaveIfGone() }
  }

  private func output(_ body: () throws(AgentError) -> Void) {
    do throws(AgentError) {
      try body()
    } catch {
      outputFailure = outputFailure ?? error
    }
  }

  /// What kept standard output from getting something.
  var failure: AgentError? { outputFailure ?? screen.failure }

  /// Tells how a model is chosen.
  func explain() {
    if !asks { return }
    for line in FirstSteps.lines { screen.tell(line) }
  }

  /// Tells a failure instead of throwing it.
  func attempt(_ body: () throws(AgentError) -> Void) {
    do throws(AgentError) {
      try body()
    } catch {
      status = error.exitCode.rawValue
      screen.show(.failure(error.description))
      if isMachine { output { () throws(AgentError) in try context.output.record(error.record) } }
    }
  }
}

/// What somebody is told who has no model yet.
enum FirstSteps {
  static let lines = [
    "No model answers yet. One of these gives you one:",
    "  /config model install                         a small local model (130 MB)",
    "  /config provider=chat base_url=URL model=NAME a server of yours",
    "  OPENAI_API_KEY or ANTHROPIC_API_KEY in the environment, then start again",
    "/help tells what else can be typed here; 'agent help turn' opens a page.",
  ]
}
