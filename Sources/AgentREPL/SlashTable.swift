/// The slash commands that the REPL itself has: those of the seed that are not a command's own name, and what is
/// about the REPL. Every installed command `agent-NAME` is `/NAME` beside them.
public struct SlashCommand: Sendable, Equatable {
  public enum Action: Sendable, Equatable {
    case help, leave, clear, raw, resume, edit
    case newSession, loadSession, nextSession, previousSession
    /// Another command with these words first: `session list`.
    case program([String])
    /// The same, with the session in use where none is named.
    case sessionProgram([String])
    /// The same, with the options that say which model answers.
    case modelProgram([String])
    /// Tells or sets a setting.
    case setting(String)
    /// Tells or sets settings, given as `key=value`.
    case settings([String])
    /// Switches a setting of the memory on or off.
    case memorySwitch(String)
    /// What the predecessor had and no installed command has: why, and what does instead.
    case absent(String, instead: String)
  }

  public let name: String
  /// What may follow it: `[ID]`.
  public let operand: String
  public let summary: String
  public let action: Action

  private init(_ name: String, _ operand: String, _ summary: String, _ action: Action) {
    self.name = name
    self.operand = operand
    self.summary = summary
    self.action = action
  }

  private init(_ name: String, _ summary: String, _ action: Action) { self.init(name, "", summary, action) }

  public static let all = [
    SlashCommand("help", "[NAME]", "what can be typed here; the page of a command", .help),
    SlashCommand("sessions", "list the sessions", .program(["session", "list"])),
    SlashCommand("new_session", "begin a new session", .newSession),
    SlashCommand("load_session", "[ID]", "go on in another session", .loadSession),
    SlashCommand("delete_session", "ID", "delete a session", .program(["session", "delete"])),
    SlashCommand("next_session", "go on in the next newer session", .nextSession),
    SlashCommand("previous_session", "go on in the next older session", .previousSession),
    SlashCommand(
      "status", "model, context and state of the session", .sessionProgram(["session", "status"])),
    SlashCommand(
      "compact", "sum the session up, so that it can go on for longer",
      .modelProgram(["session", "compact"])),
    SlashCommand(
      "undo", "restore the files that the last turn changed", .sessionProgram(["session", "undo"])),
    SlashCommand("resume", "go on after a turn that failed or was killed", .resume),
    SlashCommand("config", "[KEY=VALUE…]", "tell or set settings", .settings(["config"])),
    SlashCommand("model", "[NAME]", "tell or set the model", .setting("model")),
    SlashCommand(
      "reasoning", "[LEVEL]", "tell or set how long the model thinks", .setting("reasoning_effort")),
    SlashCommand("verbosity", "[LEVEL]", "tell or set how long answers are", .setting("verbosity")),
    SlashCommand(
      "memory_config", "[KEY=VALUE…]", "tell or set the settings of the memory",
      .settings(["memory", "config"])),
    SlashCommand(
      "memory_auto_archive", "[on|off]", "whether turns are remembered by themselves",
      .memorySwitch("auto_archive")),
    SlashCommand(
      "voice", "not there: '| espeak-ng' reads the last answer aloud",
      .absent("no command of the toolkit speaks", instead: "'| espeak-ng' reads the last answer aloud")),
    SlashCommand("raw", "[on|off]", "formulas as they were written", .raw),
    SlashCommand("edit", "write the next line in $EDITOR", .edit),
    SlashCommand("clear", "clear the screen", .clear),
    SlashCommand("exit", "leave", .leave),
    SlashCommand("quit", "leave", .leave),
  ]

  public static func named(_ name: String) -> SlashCommand? {
    let name = canonical(name)
    return all.first { $0.name == name }
  }

  /// A dash is as good as an underscore.
  private static func canonical(_ name: String) -> String {
    String(decoding: name.utf8.map { $0 == UInt8(ascii: "-") ? UInt8(ascii: "_") : $0 }, as: UTF8.self)
  }
}

extension SlashCommand.Action {
  /// The words of the command that does it, without `agent-` before the first; nil where the REPL does it itself.
  /// - Parameter model: the options that say which model answers.
  public func words(_ given: [String], session: String?, model: [String] = []) -> [String]? {
    switch self {
    case .modelProgram(let words):
      Self.sessionProgram(words).words(given, session: session).map { $0 + model }
    case .program(let words): words + given
    case .sessionProgram(let words): words + (given.isEmpty ? [session ?? "latest"] : given)
    case .setting(let key):
      given.isEmpty ? ["config", "get", key] : ["config", "set", key, given.joined(separator: " ")]
    case .settings(let words): Self.settings(words, given)
    case .memorySwitch(let key):
      switch given.first {
      case nil: ["memory", "config", "get", key]
      case "on": ["memory", "config", "set", "\(key)=true"]
      case "off": ["memory", "config", "set", "\(key)=false"]
      case .some: ["memory", "config", "set", "\(key)=\(given[0])"]
      }
    case .help, .leave, .clear, .raw, .resume, .edit, .newSession, .loadSession, .nextSession,
      .previousSession, .absent:
      nil
    }
  }

  /// `k=v` sets; nothing, or a key alone, tells; a verb of the command stays one.
  private static func settings(_ words: [String], _ given: [String]) -> [String] {
    if given.isEmpty { return words + ["get"] }
    if given.allSatisfy({ $0.utf8.contains(UInt8(ascii: "=")) && !$0.hasPrefix("-") }) {
      return words + ["set"] + given
    }
    return words + given
  }

  /// Whether a command of the toolkit, without `agent-` before its first word, changes what a process of turns has
  /// read when it began.
  public static func changesSettings(_ words: [String]) -> Bool {
    guard let name = words.first,
      ["config", "tool"].contains(name) || words.prefix(2) == ["memory", "config"]
    else { return false }
    let verbs = words.dropFirst(name == "memory" ? 2 : 1).filter { !$0.hasPrefix("-") }
    guard let verb = verbs.first else { return false }
    let reading: Set = [
      "get", "explain", "paths", "status", "doctor", "list", "describe", "call", "deps", "test", "probe",
    ]
    let isGroup = ["auth", "model", "mcp", "hook"].contains(verb)
    return !reading.contains(isGroup ? verbs.dropFirst().first ?? "list" : verb)
  }
}
