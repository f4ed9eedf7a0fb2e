import AgentCore
import AgentJSON
import AgentSystem
import ArgumentParser

/// What else the turn looks at.
struct ContextOptions: ParsableArguments {
  @Flag(name: .long, help: "Leave out AGENTS.md, context providers and skills.")
  var noContext = false

  @Option(
    name: .long, help: ArgumentHelp("Context providers: none, or names with commas.", valueName: "which"))
  var providers: String?

  @Option(
    name: .long, help: ArgumentHelp("Skills: none, default, all, or names with commas.", valueName: "which"))
  var skills: String?

  @Option(
    name: .long, help: ArgumentHelp("Memory, its tools and what is remembered: on or off.", valueName: "use"))
  var memory: MemoryUse?

  @Flag(name: .long, help: "Use no configuration and no project files.")
  var hermetic = false

  @Option(name: .long, help: ArgumentHelp("A setting for this run.", valueName: "key=value"))
  var set: [String] = []

  @Option(name: .long, help: ArgumentHelp("A named group of settings.", valueName: "name"))
  var profile: String?

  /// The settings of `--set`, each checked against the table.
  func settings() throws(AgentError) -> JSONObject {
    var settings = JSONObject()
    for pair in set {
      guard let (before, text) = pair.cut(byte: "=") else {
        throw AgentError(.usage, "expected KEY=VALUE, not '\(pair)'", object: "--set")
      }
      let name = String(before)
      guard let key = ConfigurationKey.named(name) else {
        throw AgentError(
          .config, "no such setting", object: name,
          hint: NearMatch.hint(name, in: ConfigurationKey.all.map(\.name)) ?? "try 'agent-config get'")
      }
      let value = Configuration.parseValue(String(text), for: key)
      if let refusal = key.refusal(of: value) { throw AgentError(.config, refusal, object: name) }
      settings[name] = value
    }
    return settings
  }
}
