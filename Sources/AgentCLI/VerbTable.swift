import ArgumentParser

/// The verbs of a command with subcommands; empty for one without.
///
/// Looked at in every run. A command should say its `commandName`: the name that ArgumentParser makes of a type
/// otherwise costs half a millisecond each.
struct VerbTable {
  let command: any ParsableCommand.Type
  let names: [String]
  private let verbs: [String: any ParsableCommand.Type]

  init(_ command: any ParsableCommand.Type) {
    var names: [String] = []
    var verbs: [String: any ParsableCommand.Type] = [:]
    for verb in command.configuration.subcommands {
      for name in [verb._commandName] + verb.configuration.aliases {
        names.append(name)
        verbs[name] = verb
      }
    }
    self.command = command
    self.names = names
    self.verbs = verbs
  }

  /// Whether a word can only be a verb: there are some, and none of them is the default.
  var hasVerbsOnly: Bool { !names.isEmpty && command.configuration.defaultSubcommand == nil }

  /// Whether a verb must be given: without one nothing is done.
  var isRequired: Bool { hasVerbsOnly && !(command is any AgentCommand.Type) }

  subscript(name: String) -> VerbTable? { verbs[name].map(VerbTable.init) }
}
