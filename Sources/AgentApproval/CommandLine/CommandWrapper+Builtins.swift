import AgentSystem

/// Builtins of a shell that run what their words say, or change what names stand for.
extension CommandWrapper {
  /// Options of shell builtins with which they run a command that they are given, or change which program or line
  /// a name stands for.
  private static let redefining: [String: String] = [
    "compgen": "CFW", "complete": "CF", "enable": "fn", "hash": "p", "mapfile": "C", "readarray": "C",
    // What is assigned to an integer is evaluated.
    "declare": "i", "local": "i", "typeset": "i",
  ]

  /// Shell builtins that evaluate subscripts in the names they are given, commands in them too.
  private static let evaluating: Set = [
    "[", "declare", "export", "local", "mapfile", "printf", "read", "readarray", "readonly", "test",
    "typeset", "unset", "wait",
  ]

  static func evaluatesNames(_ command: SimpleCommand) -> Bool {
    guard let name = command.words.first?.text else { return false }
    if name == "let" { return true }
    if name == "alias" { return command.words.dropFirst().contains { $0.text.contains(bytes: "=") } }
    if let letters = redefining[name], command.words.dropFirst().contains(where: { isOption($0, letters) }) {
      return true
    }
    guard evaluating.contains(name) else { return false }
    let arguments = command.words.dropFirst()
    if name == "printf" {
      // -v sets a variable, PATH too; what the format is given is only printed.
      if let first = arguments.first, !first.isLiteral || first.text.hasPrefix(bytes: "-v") { return true }
    } else if arguments.contains(where: { !$0.isLiteral }) {
      // What an expansion becomes may be '-v a[$(…)]'.
      return true
    }
    return arguments.contains {
      $0.text.contains(bytes: "[") && ($0.text.contains(bytes: "$(") || $0.text.contains(bytes: "`"))
    }
  }

  /// Whether a word is a group of short options with one of these letters.
  private static func isOption(_ word: ShellWord, _ letters: String) -> Bool {
    word.isLiteral && word.text.hasPrefix(bytes: "-") && !word.text.hasPrefix(bytes: "--")
      && word.text.utf8.contains { letters.utf8.contains($0) }
  }
}
