import AgentCLI
import AgentCore
import AgentJSON
import ArgumentParser

/// Where everything is kept.
struct PathsCommand: AgentCommand {
  static let configuration = CommandConfiguration(
    commandName: "paths", abstract: "Print where settings, sessions, logs and models are",
    discussion: "Example: agent-config paths --format json")

  @OptionGroup var common: CommonOptions

  func run(in context: CommandContext) throws -> ExitStatus {
    let runtime = context.runtime
    let data = DataDirectory(environment: context.environment)
    let paths = [
      ("runtime", runtime.path), ("config", runtime.configurationFile), ("auth", runtime.authenticationFile),
      ("env", runtime.environmentFile), ("sessions", runtime.folder(.sessions)),
      ("blobs", runtime.folder(.blobs)), ("logs", runtime.folder(.logs)), ("cache", runtime.folder(.cache)),
      ("workfolder", runtime.folder(.workfolder)), ("data", data.path), ("models", data.models),
      ("python", data.python), ("share", ResourceDirectory(environment: context.environment).path),
    ]
    let format = try outputFormat()
    if format == .json {
      try context.output.record(
        .object(JSONObject(paths.map { JSONObject.Member(key: $0.0, value: .string($0.1)) })))
      return .done
    }
    let lines = aligned(paths.map { [$0.0, $0.1] })
    let rows = zip(paths, lines).map { path, line in
      Row("path", ["name": .string(path.0), "path": .string(path.1)], text: line)
    }
    try context.print(rows, as: format)
    return .done
  }
}
