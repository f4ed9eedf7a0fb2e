import AgentSystem

/// Programs that run what stands behind them. Pure.
enum CommandWrapper {
  enum Inner {
    /// It runs nothing else that is known of.
    case none
    /// Transparent ones add nothing of their own to what they run.
    case command(SimpleCommand, isTransparent: Bool)
    /// It runs lines of shell.
    case lines([String])
    /// It runs something, and what cannot be told.
    case unknown(String)
  }

  /// How the options of a wrapper are told from the command behind them.
  struct Form {
    var flags: Set<String> = []
    var values: Set<String> = []
    /// Words between the options and the command.
    var operands = 0
    var isTransparent = true
  }

  static func inner(of command: SimpleCommand) -> Inner {
    guard let word = command.words.first, word.isLiteral else { return .none }
    let name = String(word.text.split(byte: "/").last ?? "")
    let rest = Array(command.words.dropFirst())
    if let form = forms[name] { return unwrap(name, form, rest, command) }
    if shells.contains(name) { return shellLine(rest) }
    if opaque.contains(name) { return .unknown("what '\(name)' runs") }
    // The loader of programs, as a command.
    if name.hasPrefix(bytes: "ld-linux") || name.hasPrefix(bytes: "ld.so") {
      return unwrap(name, Form(isTransparent: false), rest, command)
    }
    switch name {
    case "eval":
      let said = rest.first?.text == "--" ? rest.dropFirst() : rest[...]
      return said.allSatisfy(\.isLiteral)
        ? .lines([said.map(\.text).joined(separator: " ")]) : .unknown("what 'eval' is given")
    case ".", "source":
      let isStream = rest.contains {
        !$0.isLiteral || $0.text.hasPrefix(bytes: "/dev/") || $0.text.hasPrefix(bytes: "/proc/")
      }
      return isStream ? .unknown("what '\(name)' reads") : .none
    case "trap":
      guard let action = rest.first(where: { $0.text != "--" }) else { return .none }
      if !action.isLiteral { return .unknown("what 'trap' is given") }
      return action.text.isEmpty || action.text.hasPrefix(bytes: "-") ? .none : .lines([action.text])
    case "find": return findAction(rest)
    case "watch": return watchedLine(rest)
    default: return .none
    }
  }

  private static func unwrap(_ name: String, _ form: Form, _ words: [ShellWord], _ command: SimpleCommand)
    -> Inner
  {
    if name == "command", let first = words.first, ["-v", "-V"].contains(first.text) { return .none }
    var rest = words[...]
    var inner = SimpleCommand()
    var replaced: String?
    inner.assignments = command.assignments
    while let option = rest.first, option.isLiteral, option.text.utf8.first == UInt8(ascii: "-") {
      rest.removeFirst()
      if option.text == "--" { break }
      if form.flags.contains(option.text) { continue }
      if form.values.contains(option.text) {
        if name == "xargs", option.text == "-I" { replaced = rest.first?.text }
        if rest.popFirst().map({ !$0.isLiteral }) ?? true { return .unknown("the options of '\(name)'") }
        continue
      }
      let isAttached = form.values.contains { value in
        option.text.hasPrefix(bytes: value.hasPrefix(bytes: "--") ? value + "=" : value)
      }
      if !isAttached { return .unknown("'\(name) \(option.text)'") }
      if name == "xargs", option.text.hasPrefix(bytes: "-I") {
        replaced = String(Substring(option.text.utf8.dropFirst(2)))
      }
    }
    if name == "env" {
      while let word = rest.first, word.text.utf8.dropFirst().contains(UInt8(ascii: "=")),
        !word.text.hasPrefix(bytes: "-")
      {
        inner.assignments.append(word)
        rest.removeFirst()
      }
    }
    for _ in 0..<form.operands {
      if rest.popFirst().map({ !$0.isLiteral }) ?? true { return .unknown("the operands of '\(name)'") }
    }
    inner.words = Array(rest)
    if inner.words.isEmpty {
      // Alone they print, or only open files.
      return ["env", "exec", "nice", "command", "builtin", "xargs", "time", "busybox", "toybox"].contains(
        name)
        ? .none : .unknown("'\(name)' without a command")
    }
    if name == "xargs" {
      if let replaced {
        inner.words = inner.words.map {
          $0.text.contains(bytes: replaced) ? ShellWord(text: $0.text, isLiteral: false) : $0
        }
      }
      inner.words.append(ShellWord(text: "…", isLiteral: false))
    }
    if form.isTransparent { inner.redirections = command.redirections }
    // A program of the workspace may have any name.
    let isSystems = ["", "/bin/", "/usr/bin/"].contains { command.words[0].text == $0 + name }
    return .command(inner, isTransparent: form.isTransparent && isSystems)
  }

  /// What `find … -exec` runs.
  private static func findAction(_ words: [ShellWord]) -> Inner {
    let actions: Set = ["-exec", "-execdir", "-ok", "-okdir"]
    // An expansion, or the name of a file that a pattern finds, may be one of them.
    if words.contains(where: { !$0.isLiteral }) { return .unknown("the words of 'find'") }
    guard let start = words.firstIndex(where: { actions.contains($0.text) }) else { return .none }
    var inner = SimpleCommand()
    var isEnded = false
    for word in words[(start + 1)...] {
      if word.text.equals(bytes: ";") || (word.text == "+" && inner.words.last?.text == "{}") {
        let rest = words[(start + 1)...].dropFirst(inner.words.count + 1)
        if rest.contains(where: { actions.contains($0.text) }) {
          return .unknown("several actions of 'find'")
        }
        isEnded = true
        break
      }
      inner.words.append(
        word.text.contains(bytes: "{}") ? ShellWord(text: word.text, isLiteral: false) : word)
    }
    if inner.words.isEmpty || !isEnded { return .unknown("the action of 'find'") }
    return .command(inner, isTransparent: false)
  }
}
