/// What is offered for the word that is being typed. What commands take is read from the texts of their `--help`,
/// which are made of the same definitions as the completions of the shells. Pure.
public struct SlashCompletion: Sendable {
  /// What of the world is asked for.
  public struct World {
    /// Installed commands without `agent-`, and the user's own.
    public var programs: () -> [String]
    /// The text of `--help` of a command and its verbs: `["agent-session", "show"]`.
    public var help: ([String]) -> String?
    public var sessions: () -> [String]
    /// The names that begin with this path, directories with a slash at the end.
    public var files: (String) -> [String]

    public init(
      programs: @escaping () -> [String], help: @escaping ([String]) -> String?,
      sessions: @escaping () -> [String], files: @escaping (String) -> [String]
    ) {
      self.programs = programs
      self.help = help
      self.sessions = sessions
      self.files = files
    }
  }

  /// - Parameters:
  ///   - line: what is typed up to the cursor.
  ///   - word: the last word of it, which the candidates replace.
  /// - Returns: whole words, sorted.
  public static func candidates(_ line: String, word: String, in world: World) -> [String] {
    let before = String(Substring(line.utf8.dropLast(word.utf8.count)))
    let words = ShellWords(before).words
    if let typed = openMention(line) { return mentions(typed, word, in: world) }
    if word.hasPrefix("@") {
      let names = world.files(String(Substring(word.utf8.dropFirst())))
      // All in quotes or none, so that they have a common beginning.
      if names.contains(where: { $0.utf8.contains(0x20) }) { return names.map(quoted).sorted() }
      return names.map { "@" + $0 }.sorted()
    }
    if line.hasPrefix("!") || line.hasPrefix("|") {
      return world.files(word.hasPrefix("!") ? String(word.dropFirst()) : word)
        .map { word.hasPrefix("!") ? "!" + $0 : $0 }.sorted()
    }
    guard line.hasPrefix("/") else { return [] }
    if words.isEmpty {
      let names = SlashCommand.all.map(\.name) + world.programs()
      return matching(word, Set(names.map { "/" + $0 }))
    }
    return operands(words, word, in: world)
  }

  /// What is typed behind `@"`, where that is not closed.
  private static func openMention(_ line: String) -> String? {
    let bytes = Array(line.utf8)
    let quote = UInt8(ascii: "\"")
    guard let last = bytes.lastIndex(of: quote), last > 0, bytes[last - 1] == UInt8(ascii: "@"),
      last == 1 || bytes[last - 2] == 0x20 || bytes[last - 2] == 0x0a
    else { return nil }
    return String(decoding: bytes[(last + 1)...], as: UTF8.self)
  }

  /// - Parameter word: the end of what is typed behind the quote, or all of it with `@"` before it.
  private static func mentions(_ typed: String, _ word: String, in world: World) -> [String] {
    let names = world.files(typed).map(quoted)
    if word.hasPrefix("@") { return names.sorted() }
    let before = typed.utf8.count - word.utf8.count + 2
    return names.map { String(Substring($0.utf8.dropFirst(before))) }.sorted()
  }

  /// A directory is gone on with: its quote stays open.
  private static func quoted(_ name: String) -> String {
    "@\"" + name + (name.utf8.last == UInt8(ascii: "/") ? "" : "\"")
  }

  private static func operands(_ words: [String], _ word: String, in world: World) -> [String] {
    let name = String(words[0].dropFirst())
    switch SlashCommand.named(name)?.action {
    case .loadSession: return matching(word, Set(["latest", "new"] + world.sessions()))
    case .raw, .memorySwitch: return matching(word, ["on", "off"])
    case .help: return matching(word, Set(world.programs()))
    case .setting("reasoning_effort"):
      return matching(word, ["none", "minimal", "low", "medium", "high", "xhigh", "max"])
    case .setting("verbosity"): return matching(word, ["low", "medium", "high"])
    case .program(let leading), .sessionProgram(let leading), .modelProgram(let leading),
      .settings(let leading):
      return program(leading + words.dropFirst(), word, in: world)
    case nil: return program([name] + words.dropFirst(), word, in: world)
    default: return []
    }
  }

  /// Verbs and options of `agent-NAME`, else sessions and files.
  private static func program(_ words: [String], _ word: String, in world: World) -> [String] {
    var path = ["agent-\(words[0])"]
    guard var help = world.help(path) else { return world.files(word).sorted() }
    for next in words.dropFirst() {
      guard let deeper = world.help(path + [next]) else { break }
      path.append(next)
      help = deeper
    }
    if word.hasPrefix("-") { return matching(word, Set(options(in: help))) }
    let verbs = verbs(in: help)
    if !verbs.isEmpty, path.count == words.count { return matching(word, Set(verbs)) }
    let sessions = words[0] == "session" ? matching(word, Set(["latest"] + world.sessions())) : []
    return sessions.isEmpty ? world.files(word).sorted() : sessions
  }

  private static func matching(_ word: String, _ names: Set<String>) -> [String] {
    names.filter { $0.utf8.starts(with: word.utf8) }.sorted()
  }

  /// The words that begin the lines of a section of a help text.
  static func verbs(in help: String) -> [String] {
    var verbs: [String] = []
    var isInside = false
    for line in help.split(separator: "\n", omittingEmptySubsequences: false) {
      if line.hasPrefix("SUBCOMMANDS:") {
        isInside = true
      } else if isInside {
        if !line.hasPrefix("  ") { break }
        if line.hasPrefix("   ") { continue }
        let name = line.dropFirst(2).prefix { $0 != " " }
        if !name.isEmpty { verbs.append(String(name)) }
      }
    }
    return verbs
  }

  static func options(in help: String) -> [String] {
    help.split(separator: "\n").filter { $0.hasPrefix("  -") }.flatMap { line in
      line.split { $0 == " " || $0 == "," || $0 == "/" }.prefix { $0.hasPrefix("-") || $0.hasPrefix("<") }
        .filter { $0.hasPrefix("--") }.map(String.init)
    }
  }
}
