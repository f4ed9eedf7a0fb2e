import AgentCLI
import ArgumentParser

/// What the model may use.
struct ToolOptions: ParsableArguments {
  @Option(
    name: .long, help: ArgumentHelp("Tools: none, default, all, or names with commas.", valueName: "which"))
  var tools: String?

  @Option(
    name: .long,
    help: ArgumentHelp("One more tool, by name or as the file of one.", valueName: "name|file"),
    completion: .file())
  var addTool: [String] = []

  @OptionGroup var confinement: ConfinementOptions

  @Option(name: .long, help: ArgumentHelp("Time for one call (default 120s).", valueName: "time"))
  var toolTimeout: String?

  @Option(name: .long, help: ArgumentHelp("Bytes of one call's output (default 32768).", valueName: "n"))
  var toolOutputMax: Int?
}
