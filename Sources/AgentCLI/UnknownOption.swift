import ArgumentParser

/// Finds the option that a command does not know where ArgumentParser tells of a missing operand instead: the
/// option is what its user has to mend first.
enum UnknownOption {
  /// - Returns: the first option of the arguments that the help of their command does not have, and those that
  ///   it has.
  static func find(in ordered: ArgumentOrder, helpOf root: any ParsableCommand.Type)
    -> (option: String, known: [String])?
  {
    let known = names(in: root.helpMessage(for: ordered.command, columns: HelpText.columns))
    for argument in ordered.arguments.dropFirst(ordered.verbs.count) {
      if argument == "--" { return nil }
      guard argument.hasPrefix("-"), argument.count > 1 else { continue }
      let name = argument.hasPrefix("--") ? String(argument.prefix { $0 != "=" }) : String(argument.prefix(2))
      if !known.contains(name) { return (name, known) }
    }
    return nil
  }

  /// The options that a help page lists: the words before the explanation on its indented lines.
  private static func names(in help: String) -> [String] {
    help.split(separator: "\n").filter { $0.hasPrefix("  -") }.flatMap { line in
      line.split { " ,/<=".contains($0) }.filter { $0.hasPrefix("-") }.map(String.init)
    }
  }
}
