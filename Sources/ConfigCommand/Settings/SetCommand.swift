import AgentCLI
import AgentCore
import AgentJSON
import ArgumentParser

/// Changes settings in the user's file: all that were given, or none.
struct SetCommand: AgentCommand {
  static let configuration = CommandConfiguration(
    commandName: "set", abstract: "Change settings",
    discussion: """
      A value is true, false, null or none, else JSON, else the text itself; null restores the default.

      Examples:
        agent-config set model gpt-5.4
        agent-config set max_requests=20 verbosity=low
      """)

  @Argument(help: "KEY VALUE or KEY=VALUE, any number of them.", completion: settingNames)
  var assignments: [String]

  @OptionGroup var dryRun: DryRunOption
  @OptionGroup var common: CommonOptions

  func run(in context: CommandContext) throws -> ExitStatus {
    let parsed = try Assignments.parse(assignments)
    if !dryRun.dryRun {
      try SettingChange.write(in: context) { Assignments.apply(parsed, to: &$0) }
      let settings = try context.configuration()
      for (key, _) in parsed {
        guard let winner = settings.explain(key).first, ![.user, .builtIn].contains(winner.layer) else {
          continue
        }
        context.diagnostics.note("\(key.name): \(winner.source) is stronger and says otherwise")
      }
    }
    let format = try outputFormat()
    if format.isMachine || dryRun.dryRun {
      let rows = parsed.map { key, value in
        let shown = SettingText.shown(value, of: key)
        return Row(
          "setting", ["key": .string(key.name), "value": shown],
          text: "\(key.name): \(SettingText.bare(shown))")
      }
      try context.print(rows, as: format)
    }
    return .done
  }
}
