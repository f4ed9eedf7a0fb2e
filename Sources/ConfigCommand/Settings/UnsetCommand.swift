import AgentCLI
import AgentCore
import AgentJSON
import ArgumentParser

/// Takes settings out of the user's file, so that their defaults are in force again.
struct UnsetCommand: AgentCommand {
  static let configuration = CommandConfiguration(
    commandName: "unset", abstract: "Restore the defaults of settings",
    discussion: "Example: agent-config unset model")

  @Argument(help: "The settings.", completion: settingNames)
  var keys: [String]

  @OptionGroup var dryRun: DryRunOption
  @OptionGroup var common: CommonOptions

  func run(in context: CommandContext) throws -> ExitStatus {
    let file = ConfigurationFile(context.runtime)
    let present = try file.read()
    // What the file holds may be taken out whatever its name: so an unknown setting can be got rid of.
    for key in keys where present[key] == nil { _ = try SettingText.key(key) }
    let found = keys.filter { present[$0] != nil }
    for key in keys where present[key] == nil { context.diagnostics.note("\(key): not set in \(file.path)") }
    if !dryRun.dryRun, !found.isEmpty {
      try SettingChange.write(in: context) { values in
        for key in found { values[key] = nil }
      }
    }
    let format = try outputFormat()
    if format.isMachine || dryRun.dryRun {
      let rows = found.map { Row("setting", ["key": .string($0), "value": nil], text: "\($0): null") }
      try context.print(rows, as: format)
    }
    return .done
  }
}
