import AgentCLI
import AgentCore
import AgentJSON
import AgentServe
import AgentSystem
import ArgumentParser

/// The document that the server serves at `/openapi.json`.
struct OpenAPICommand: AgentCommand {
  static let configuration = CommandConfiguration(
    commandName: "openapi", abstract: "Print the OpenAPI description of the server",
    discussion: "Example: agent-serve openapi > openapi.json")

  @OptionGroup var common: CommonOptions

  func run(in context: CommandContext) throws -> ExitStatus {
    let document = try OpenAPIDocument(
      ResourceDirectory(environment: context.environment), version: Version.number)
    try context.output.write(document.json.bytes + [0x0a])
    return .done
  }
}
