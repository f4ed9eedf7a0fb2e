import AgentSystem
public import AgentTurn
public import ArgumentParser

/// What the model is asked about.
struct InputOptions: ParsableArguments {
  @Argument(help: ArgumentHelp("The prompt; '-' reads standard input to its end.", valueName: "prompt"))
  var prompt: [String] = []

  @Flag(name: .long, help: "Read standard input to its end.")
  var stdin = false

  @Flag(name: .long, help: "Never look at standard input.")
  var noStdin = false

  @Option(name: .long, help: ArgumentHelp("Piped input: text, ndjson or auto.", valueName: "form"))
  var input: PipedInput.Mode = .auto

  @Flag(name: .long, help: "Refuse what else is a notice: odd records (65), root or a partial sandbox (77).")
  var strict = false

  @Flag(name: .long, help: "Go on when the command before ended with an error.")
  var allowPartial = false

  @Option(name: .long, help: ArgumentHelp("Most bytes of standard input (default 64 MiB).", valueName: "n"))
  var stdinMax: Int = 64 << 20

  @Option(
    name: .long, help: ArgumentHelp("Input above the model's context: fail, cut or map.", valueName: "how"))
  var overflow: TurnSetup.Overflow = .fail

  @Option(
    name: .shortAndLong, help: ArgumentHelp("Attach a document, through agent-extract.", valueName: "path"),
    completion: .file())
  var file: [String] = []

  @Option(
    name: .shortAndLong, help: ArgumentHelp("Attach an image.", valueName: "path|url"), completion: .file())
  var image: [String] = []

  @Option(name: .long, help: ArgumentHelp("System prompt: a file or the text.", valueName: "file|text"))
  var system: String?

  @Option(
    name: .customLong("prompt"),
    help: ArgumentHelp("Use prompts/NAME.md of the runtime directory.", valueName: "name"))
  var promptName: String?

  @Option(
    name: .customShort("p"), help: ArgumentHelp("Value for {{key}} in that prompt.", valueName: "key=value"))
  var promptValues: [String] = []

  func validate() throws {
    if stdin, noStdin { throw ValidationError("--stdin and --no-stdin exclude one another") }
    if noStdin, prompt.contains("-") { throw ValidationError("'-' and --no-stdin exclude one another") }
    if stdinMax <= 0 { throw ValidationError("--stdin-max must be above 0") }
    if !promptValues.isEmpty, promptName == nil { throw ValidationError("-p goes with --prompt") }
    for value in promptValues where !value.contains(bytes: "=") {
      throw ValidationError("-p takes key=value, not '\(value)'")
    }
  }
}

extension PipedInput.Mode: ExpressibleByArgument {}
extension TurnSetup.Overflow: ExpressibleByArgument {}
