import ArgumentParser

/// The verbs of a command with subcommands; empty for one without.
struct VerbTable {
  let names: [String]
  private let children: [String: VerbTable]

  init(_ root: any ParsableCommand.Type) {
    var names: [String] = []
    var children: [String: VerbTable] = [:]
    for verb in root.configuration.subcommands {
      for name in [verb._commandName] + verb.configuration.aliases {
        names.append(name)
        children[name] = VerbTable(verb)
      }
    }
    self.names = names
    self.children = children
  }

  subscript(name: String) -> VerbTable? { children[name] }
}

/// Arguments looked at before they are parsed.
enum ArgumentOrder {
  private static let flags: Set<String> = ["-q", "--quiet", "-v", "--verbose", "-j"]
  private static let valued: Set<String> = ["--format", "--color", "--runtime-dir"]

  /// Moves the common options that stand before the verb behind it, where the verb's own parser knows them.
  /// - Returns: the arguments in their new order, and the verbs that lead.
  static func hoistCommonOptions(_ arguments: [String], verbs: VerbTable) -> (
    arguments: [String], verbs: [String]
  ) {
    if verbs.names.isEmpty { return (arguments, []) }
    var moved: [String] = []
    var found: [String] = []
    var table = verbs
    var index = 0
    while index < arguments.count {
      let argument = arguments[index]
      if flags.contains(argument) || valued.contains(where: { argument.hasPrefix($0 + "=") }) {
        moved.append(argument)
      } else if valued.contains(argument), index + 1 < arguments.count {
        moved.append(contentsOf: [argument, arguments[index + 1]])
        index += 1
      } else if let next = table[argument] {
        found.append(argument)
        table = next
      } else {
        break
      }
      index += 1
    }
    if found.isEmpty { return (arguments, []) }
    return (found + moved + arguments[index...], found)
  }

  /// The machine format that the arguments ask for, found before they are parsed so that a usage error too
  /// ends in a record; nil for text.
  static func machineFormat(_ arguments: [String]) -> OutputFormat? {
    var format: OutputFormat?
    for (index, argument) in arguments.enumerated() {
      if argument == "--" { break }
      let next = index + 1 < arguments.count ? arguments[index + 1] : ""
      let value =
        argument == "--format"
        ? next
        : argument.hasPrefix("--format=") ? String(argument.dropFirst(9)) : ""
      if isFlagCluster(argument) || value == "ndjson" { format = .ndjson }
      if value == "json" { format = .json }
    }
    return format
  }

  /// `-j`, alone or among other one-letter flags.
  private static func isFlagCluster(_ argument: String) -> Bool {
    argument.hasPrefix("-") && argument.contains("j")
      && argument.dropFirst().allSatisfy { "jqvn0cw".contains($0) }
  }
}
