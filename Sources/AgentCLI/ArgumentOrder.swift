import ArgumentParser

/// A command line, looked at before it is parsed and put into the order that ArgumentParser takes: it knows the
/// common options only behind the verb, while users write them on either side.
struct ArgumentOrder {
  /// The arguments with the verbs first and the common options that stood before them next.
  let arguments: [String]
  /// The verbs that lead: `["model", "list"]`.
  let verbs: [String]
  /// What they lead to.
  let command: any ParsableCommand.Type
  /// A word where a verb must stand that is none, and the verbs it may have meant.
  let unknownVerb: (word: String, known: [String])?

  /// Whether verbs lead to a command that has none itself.
  var isLeaf: Bool { !verbs.isEmpty && command.configuration.subcommands.isEmpty }

  init(_ arguments: [String], verbs table: VerbTable) {
    var common: [String] = []
    var verbs: [String] = []
    var table = table
    var index = 0
    while !table.names.isEmpty, index < arguments.count {
      let argument = arguments[index]
      let length = Self.commonOptionLength(arguments[index...])
      if length > 0 {
        common += arguments[index..<index + length]
        index += length
      } else if let next = table[argument] {
        verbs.append(argument)
        table = next
        index += 1
      } else {
        break
      }
    }
    var rest = arguments[index...]
    let next = rest.first.flatMap { $0.hasPrefix("-") ? nil : $0 }
    let isHelp = verbs.isEmpty && next == "help" && !table.names.isEmpty
    self.verbs = verbs
    command = table.command
    unknownVerb = table.hasVerbsOnly && !isHelp ? next.map { ($0, table.names) } : nil
    if isHelp { rest = Self.withoutCommonOptions(rest) }
    if isHelp || (table.isRequired && rest.isEmpty) {
      // ArgumentParser's `help` and a group without its verb know no common options.
      self.arguments = verbs + rest
    } else {
      self.arguments = verbs.isEmpty ? arguments : verbs + common + rest
    }
  }

  private static func withoutCommonOptions(_ arguments: ArraySlice<String>) -> ArraySlice<String> {
    var kept: ArraySlice<String> = []
    var rest = arguments
    while let argument = rest.first {
      let length = commonOptionLength(rest)
      if length == 0 { kept.append(argument) }
      rest = rest.dropFirst(max(1, length))
    }
    return kept
  }

  private static let valued: Set<String> = ["--format", "--color", "--runtime-dir"]

  /// How many arguments the common option at the head takes up; 0 when there is none.
  private static func commonOptionLength(_ arguments: ArraySlice<String>) -> Int {
    guard let argument = arguments.first else { return 0 }
    if argument == "--quiet" || argument == "--verbose" || isCluster(argument, of: "qvj") { return 1 }
    if valued.contains(argument) { return min(2, arguments.count) }
    return valued.contains { argument.hasPrefix($0 + "=") } ? 1 : 0
  }

  /// Whether the argument is a dash and some of these letters.
  private static func isCluster(_ argument: String, of letters: String) -> Bool {
    argument.count > 1 && argument.hasPrefix("-") && argument.dropFirst().allSatisfy(letters.contains)
  }

  /// The machine format that the arguments ask for, found before they are parsed so that a usage error too
  /// ends in a record; nil for text. Of several `--format` the last counts; `-j` beats them.
  static func machineFormat(_ arguments: [String]) -> OutputFormat? {
    var named: String?
    for (index, argument) in arguments.enumerated() {
      if argument == "--" { break }
      // Among flags that some command has beside it, as in `-cj`.
      if isCluster(argument, of: "jqvn0cw"), argument.contains("j") { return .ndjson }
      if argument == "--format" { named = arguments.dropFirst(index + 1).first }
      if argument.hasPrefix("--format=") { named = String(argument.dropFirst(9)) }
    }
    return named.flatMap(OutputFormat.init).flatMap { $0.isMachine ? $0 : nil }
  }
}
