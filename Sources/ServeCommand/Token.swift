import AgentCLI
import AgentCore
import AgentJSON
import AgentServe
import AgentServer
import AgentSystem
import ArgumentParser

/// `agent-serve token`
struct Token: AgentCommand {
  static let configuration = CommandConfiguration(
    commandName: "token", abstract: "Print the token that clients over TCP show",
    discussion: """
      It is made where there is none.

      Example:
        curl -H "Authorization: Bearer $(agent-serve token)" http://127.0.0.1:8765/status
      """)

  @Option(help: ArgumentHelp("File of the token [serve.token].", valueName: "file"), completion: .file())
  var tokenFile: String?
  @OptionGroup var dry: DryRunOption
  @OptionGroup var common: CommonOptions

  func run(in context: CommandContext) throws -> ExitStatus {
    let format = try outputFormat()
    let file = TokenFile(tokenFile.map(context.absolute), runtime: context.runtime)
    if dry.dryRun {
      try context.tellRehearsal("would print \(file.path), and make it where it is missing", format)
      return .done
    }
    try context.runtime.prepare()
    let token = try file.read()
    try context.print(Row("token", ["token": .string(token)], text: token), as: format)
    return .done
  }
}
