import AgentCLI
import AgentCore
import AgentJSON
import AgentREPL
import AgentSession
import AgentSystem

/// What is around a REPL: a terminal, or nothing.
protocol Surroundings: AnyObject {
  /// Runs something that has the terminal meanwhile.
  func foreground(_ body: () throws(AgentError) -> Int32) throws(AgentError) -> Int32
  /// Has the next line written in an editor.
  func edit() throws(AgentError)
}

/// Does what an entered line says. A turn is only started; everything else is done when it returns.
final class Interpreter {
  private let context: CommandContext
  private let format: OutputFormat
  private let modelOptions: [String]
  /// What the options say of settings.
  private let settings: JSONObject
  private let conversation: Conversation
  private let screen: any Screen
  private let programs: Programs
  private unowned let surroundings: any Surroundings

  /// Whether the REPL is to be left.
  private(set) var isOver = false

  init(
    _ setup: REPLSetup, _ conversation: Conversation, _ screen: any Screen, _ programs: Programs,
    in surroundings: any Surroundings
  ) {
    context = setup.context
    format = setup.format
    modelOptions = setup.modelOptions
    settings = setup.settings
    self.conversation = conversation
    self.screen = screen
    self.programs = programs
    self.surroundings = surroundings
  }

  func leave() { isOver = true }

  /// - Returns: the status of what was run; 0 for a turn that was started.
  func run(_ line: String) throws(AgentError) -> Int32 {
    if line.utf8.contains(0) { throw AgentError(.badData, "the line has a NUL byte") }
    switch TypedLine(line) {
    case .blank: return 0
    case .leave:
      isOver = true
      return 0
    case .prompt(let text):
      try say(text)
      return 0
    case .shell(let command):
      if command.isEmpty { return 0 }
      return try surroundings.foreground { () throws(AgentError) in
        try programs.foreground(
          ["/bin/sh", "-c", command], session: conversation.session, input: context.mayAsk ? nil : [])
      }
    case .pipe(let command): return try pipe(command)
    case .slash(let slash): return try run(slash)
    }
  }

  // MARK: - Words for the model

  private func say(_ text: String, attaching others: [String] = []) throws(AgentError) {
    if conversation.isBusy {
      if !Mentions.paths(in: text).allSatisfy({ !$0.contains(where: isFile) }) {
        screen.tell("files are attached to the prompt of a turn only; the words alone were sent")
      }
      return try conversation.steer(text)
    }
    var files = others
    var images: [String] = []
    for candidates in Mentions.paths(in: text) {
      guard let path = candidates.first(where: isFile).map(expanded) else {
        if let last = candidates.last, Mentions.looksLikePath(last) {
          screen.tell("@\(last) is no file here; the words alone were sent")
        }
        continue
      }
      if Mentions.isImage(path) { images.append(path) } else { files.append(path) }
    }
    try conversation.startTurn(text, files: files, images: images)
  }

  private func isFile(_ path: String) -> Bool { Files.exists(context.absolute(expanded(path))) }

  /// `~/` is the home directory, as in a shell.
  private func expanded(_ path: String) -> String { HomePath.expanded(path, context.environment) }

  private func pipe(_ command: String) throws(AgentError) -> Int32 {
    try conversation.recall()
    if conversation.view.answer.isEmpty { throw AgentError(.inputMissing, "there is no answer yet") }
    if command.isEmpty { throw AgentError(.usage, "a command is missing behind the bar") }
    let input = Array((conversation.view.answer + "\n").utf8)
    return try surroundings.foreground { () throws(AgentError) in
      try programs.foreground(["/bin/sh", "-c", command], session: conversation.session, input: input)
    }
  }

  // MARK: - Slash commands

  private func run(_ line: SlashLine) throws(AgentError) -> Int32 {
    if !line.isWhole { throw AgentError(.usage, "a quote is not closed", object: "/\(line.name)") }
    if let command = SlashCommand.named(line.name), !isReplaced(command) {
      guard
        let words = command.action.words(
          line.words, session: conversation.session, model: modelOptions)
      else {
        return try act(command, line.words)
      }
      let status = try runSibling(words, prompt: line.prompt)
      after(words)
      return status
    }
    if (try? programs.sibling("agent-\(line.name)")) != nil, Dispatch.isName(line.name) {
      let words = [line.name] + line.words
      let status = try runSibling(words, prompt: line.prompt)
      after(words)
      return status
    }
    if let command = programs.commands()[line.name] { return try run(command, line.words, line.prompt) }
    let names = SlashCommand.all.map(\.name) + Siblings(context.environment).names + programs.commands().keys
    throw AgentError(
      .usage, "no such command", object: "/\(line.name)",
      hint: NearMatch.hint(line.name, in: names) ?? "/help tells what there is")
  }

  /// What a command of the toolkit may have changed for the conversation.
  private func after(_ words: [String]) {
    if SlashCommand.Action.changesSettings(words) { conversation.settingsChanged() }
    if words.prefix(2) == ["session", "delete"] { conversation.leaveIfGone() }
  }

  /// Runs `agent-NAME`; with a prompt, what it prints goes to the model.
  private func runSibling(_ words: [String], prompt: String?) throws(AgentError) -> Int32 {
    guard let prompt else {
      let program = try programs.sibling("agent-\(words[0])")
      let arguments = [program] + words.dropFirst() + programs.outputOptions(words[0])
      return try surroundings.foreground { () throws(AgentError) in
        try programs.foreground(
          arguments, session: conversation.session, input: context.mayAsk ? nil : [])
      }
    }
    let result = try programs.captured(["agent-\(words[0])"] + words.dropFirst())
    if result.status != 0 {
      screen.show(.failure(result.firstError))
      return result.status
    }
    try say(prompt.isEmpty ? result.output : "\(prompt)\n\n\(result.output)")
    return 0
  }

  /// Whether a command that the REPL lacks has been installed.
  private func isReplaced(_ command: SlashCommand) -> Bool {
    guard case .absent = command.action else { return false }
    return (try? programs.sibling("agent-\(command.name)")) != nil
      || programs.commands()[command.name] != nil
  }

  /// Runs a command of the user's own, as the user.
  private func run(_ command: UserCommand, _ words: [String], _ prompt: String?) throws(AgentError) -> Int32 {
    if prompt != nil {
      throw AgentError(
        .usage, "only commands of the toolkit can be piped to the model", object: "/\(command.name)")
    }
    if command.answersRequests { return try ask(command, words) }
    return try surroundings.foreground { () throws(AgentError) in
      try programs.foreground(
        command.program + words, session: conversation.session, input: context.mayAsk ? nil : [])
    }
  }

  private func ask(_ command: UserCommand, _ words: [String]) throws(AgentError) -> Int32 {
    var environment = programs.environment(session: conversation.session)
    let configuration = try Configuration.load(
      runtime: context.runtime, environment: context.environment, options: settings,
      workspace: context.workingDirectory)
    environment["AGENT_CONFIG"] = JSON.object(configuration.visible).text
    environment["AGENT_CWD"] = context.workingDirectory
    let result = try programs.captured(
      program: command.program, environment: environment, input: command.request(words))
    for line in result.errors.utf8.split(separator: 0x0a) {
      screen.show(.note(String(decoding: line, as: UTF8.self)))
    }
    let answer = UserCommand.Answer(result.output)
    for notice in answer.notices { screen.show(.note(notice)) }
    if !answer.text.isEmpty {
      if format.isMachine {
        try context.print(
          [Row("result", ["id": .string(command.name), "results": [.string(answer.text)]], text: "")],
          as: format)
      } else {
        screen.show(.output(answer.text))
      }
    }
    if let failure = answer.failure {
      throw AgentError(.badRequest, failure, object: "/\(command.name)")
    }
    if !answer.prompts.isEmpty { try say(answer.prompts.joined(separator: "\n\n")) }
    return 0
  }

  private func act(_ command: SlashCommand, _ words: [String]) throws(AgentError) -> Int32 {
    switch command.action {
    case .help: return try help(words.first)
    case .leave: isOver = true
    case .clear: if screen is TerminalScreen { return try clear() }
    case .raw:
      guard words.count < 2, ["on", "off", nil].contains(words.first) else {
        throw AgentError(.usage, "expected on or off", object: "/raw")
      }
      screen.raw = words.first.map { $0 == "on" } ?? !screen.raw
      if words.isEmpty {
        screen.tell("formulas are shown \(screen.raw ? "as they were written" : "in Unicode")")
      }
    case .edit: try surroundings.edit()
    case .resume:
      try requireIdle()
      try conversation.startTurn("", resumes: true)
    case .newSession: try enter(nil)
    case .loadSession:
      try enter(words.first == "new" ? nil : try store.resolve(words.first ?? "latest"))
    case .nextSession: try enter(try neighbour(offset: -1, "newer"))
    case .previousSession: try enter(try neighbour(offset: 1, "older"))
    case .absent(let why, let instead):
      throw AgentError(.missingTool, why, object: "/\(command.name)", hint: instead)
    case .program, .sessionProgram, .modelProgram, .setting, .settings, .memorySwitch: break
    }
    return 0
  }

  private var store: SessionStore { SessionStore(context.runtime, clock: context.clock) }

  private func requireIdle() throws(AgentError) {
    if conversation.isBusy { throw AgentError(.sessionBusy, "a turn is running", hint: "Ctrl-C ends it") }
  }

  private func enter(_ id: String?) throws(AgentError) {
    try requireIdle()
    try conversation.enter(id, replays: context.mayAsk)
  }

  /// The session beside the one in use, in the order of the list, the newest first.
  private func neighbour(offset: Int, _ word: String) throws(AgentError) -> String {
    let ids = try store.list().map(\.id)
    let position = (conversation.session.flatMap(ids.firstIndex) ?? (offset > 0 ? -1 : 0)) + offset
    guard ids.indices.contains(position) else { throw AgentError(.badRequest, "there is no \(word) session") }
    return ids[position]
  }

  /// By a program: the REPL itself writes no escapes.
  private func clear() throws(AgentError) -> Int32 {
    try surroundings.foreground { () throws(AgentError) in
      try programs.foreground(["clear"], session: nil)
    }
  }

  private func help(_ name: String?) throws(AgentError) -> Int32 {
    if let name {
      guard let page = HelpCommand(name, environment: context.environment) else {
        throw AgentError(
          .usage, "no such command", object: name,
          hint: NearMatch.hint(name, in: Siblings(context.environment).names))
      }
      return try surroundings.foreground { () throws(AgentError) in
        try programs.foreground(page.arguments, session: nil)
      }
    }
    programs.forgetCommands()
    let rows = HelpTable.rows(
      siblings: Siblings(context.environment).names, commands: programs.commands().keys.sorted())
    if screen is TerminalScreen {
      for row in rows { screen.tell(row.text) }
    } else {
      try context.print(rows, as: format)
    }
    return 0
  }
}

/// What `/help` tells.
enum HelpTable {
  static func rows(siblings: [String], commands: [String]) -> [Row] {
    var entries = SlashCommand.all.map { command in
      ("/\(command.name)" + (command.operand.isEmpty ? "" : " \(command.operand)"), command.summary)
    }
    entries += siblings.filter { SlashCommand.named($0) == nil }.map { ("/\($0) …", "agent-\($0)") }
    entries += commands.map { ("/\($0) …", "a command of yours") }
    entries += [
      ("!COMMAND", "run it in the shell"),
      ("| COMMAND", "give the last answer to it"),
      ("/NAME … | PROMPT", "give what a command prints to the model"),
      ("@PATH", "attach a file or an image"),
    ]
    let lines = aligned(entries.map { [$0.0, $0.1] })
    return zip(entries, lines).map { entry, line in
      Row("command", ["name": .string(entry.0), "summary": .string(entry.1)], text: line)
    }
  }
}
