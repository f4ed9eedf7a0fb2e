import AgentCLI
import AgentCore
import AgentJSON
import AgentMemory
import AgentSystem
import ArgumentParser

/// `agent-memory config`
struct Config: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "config", abstract: "Print and change the settings of memory",
    subcommands: [GetSetting.self, SetSetting.self])
}

/// `agent-memory config get`
struct GetSetting: AgentCommand {
  static let configuration = CommandConfiguration(
    commandName: "get", abstract: "Print one setting, or all",
    discussion: "Example: agent-memory config get max_tokens")

  @Argument(help: "Name of a setting.") var name: String?
  @OptionGroup var common: CommonOptions

  func run(in context: CommandContext) throws -> ExitStatus {
    let format = try outputFormat()
    let chosen = try name.map { [try MemorySetting.named($0)] } ?? MemorySetting.all
    let settings = try MemorySettings(try context.memory())
    let rows = chosen.map { setting in
      let value = settings[setting.name]
      var members: JSONObject = ["name": .string(setting.name), "value": value, "default": setting.fallback]
      members.append("summary", .string(setting.summary))
      members.append("dropped", ifPresent: setting.dropped.map(JSON.string))
      let note = setting.dropped.map { "no effect: \($0)" } ?? setting.summary
      let text = name == nil ? "\(setting.name) = \(value.text)  # \(note)" : value.string ?? value.text
      return Row("setting", members, text: text)
    }
    if name != nil { try context.print(rows[0], as: format) } else { try context.print(rows, as: format) }
    return .done
  }
}

/// `agent-memory config set`
struct SetSetting: AgentCommand {
  static let configuration = CommandConfiguration(
    commandName: "set", abstract: "Change a setting; null takes it back",
    discussion: "Example: agent-memory config set max_tokens 2000")

  @Argument(help: ArgumentHelp("Name and value, or NAME=VALUE.", valueName: "name value")) var words: [String]
  @OptionGroup var dry: DryRunOption
  @OptionGroup var common: CommonOptions

  func run(in context: CommandContext) throws -> ExitStatus {
    let format = try outputFormat()
    let name: String
    let text: String
    if words.count == 2 {
      (name, text) = (words[0], words[1])
    } else if words.count == 1, let (before, after) = words[0].cut(byte: "=") {
      (name, text) = (String(before), String(after))
    } else {
      throw AgentError(.usage, "takes a name and a value", hint: "as in max_tokens=2000")
    }
    let setting = try MemorySetting.named(name)
    let value = try setting.parse(text)
    if let why = setting.dropped { context.diagnostics.note("\(name) has no effect: \(why)") }
    if dry.dryRun {
      try context.tellRehearsal("would set \(name) to \(value.text)", format)
      return .done
    }
    let store = try context.memoryForWriting()
    try store.change { try MemorySettings.set(setting, value, in: store) }
    context.tell(event: "configured", ["keys": [.string(setting.name)]])
    return .done
  }
}
