import AgentCLI
import AgentCore
import AgentJSON
import AgentModel
import ArgumentParser

/// Installs the local model.
struct ModelInstallCommand: AgentCommand {
  static let configuration = CommandConfiguration(
    commandName: "install", abstract: "Install the local model, or another one from a GGUF file",
    discussion: """
      Fetches 130 MB the first time and nothing later: the inference engine llama.cpp as the Python package
      xllamacpp, and SmolLM2-135M-Instruct. A GGUF file is linked into the data directory.

      Examples:
        agent-config model install
        agent-config model install --gguf qwen.gguf --name qwen
      """)

  @Option(name: .long, help: ArgumentHelp("Another model's file.", valueName: "file"), completion: .file())
  var gguf: String?

  @Option(name: .long, help: ArgumentHelp("What to call it [the file's name].", valueName: "name"))
  var name: String?

  @OptionGroup var dryRun: DryRunOption
  @OptionGroup var common: CommonOptions

  func run(in context: CommandContext) throws -> ExitStatus {
    let data = DataDirectory(environment: context.environment)
    let installer = LocalModelInstaller(data, environment: context.environment) {
      context.diagnostics.note($0)
    }
    if dryRun.dryRun {
      let name = try installer.check(file: gguf.map(context.absolute), name: name)
      context.diagnostics.note("would install \(name) in \(data.path)")
      return .done
    }
    let model = try installer.install(file: gguf.map(context.absolute), name: name)
    let row = Row(
      "model",
      ["name": .string(model.name), "bytes": .int(model.bytes), "path": .string(model.path)],
      text: "\(model.name) is installed")
    try context.print(row, as: try outputFormat())
    return .done
  }
}
