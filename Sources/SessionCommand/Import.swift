import AgentCLI
import AgentCore
import AgentSession
import AgentSystem
import ArgumentParser

/// `agent-session import`
struct Import: AgentCommand {
  static let configuration = CommandConfiguration(
    commandName: "import",
    abstract: "Make a session of an exported one and print its id",
    discussion: """
      Takes our logs (ndjson) and the JSON arrays of codex-agent-framework.

      Example:
        agent-session import session.ndjson
      """)

  @Argument(help: "The file; '-' or nothing for standard input.", completion: .file())
  var file: String?

  @Option(help: "Title of the new session.")
  var title: String?

  @OptionGroup var dry: DryRunOption
  @OptionGroup var common: CommonOptions

  func run(in context: CommandContext) throws -> ExitStatus {
    let name = file.flatMap { $0 == "-" ? nil : $0 } ?? "standard input"
    let bytes = try read(context)
    if dry.dryRun {
      context.diagnostics.note("would import \(bytes.count) bytes from \(name)")
      return .done
    }
    let made = try context.sessions.importing(
      bytes, name: name, title: title, workingDirectory: context.workingDirectory)
    if made.skipped > 0 {
      context.diagnostics.damage("\(name): \(made.skipped) damaged or unknown records were left out")
    }
    let missing = try context.sessions.check(made.id).problems.count {
      if case .missingBlob = $0 { true } else { false }
    }
    if missing > 0 {
      context.diagnostics.damage("\(made.id): \(missing) blobs it names are not here")
    }
    try context.printSession(made.id, try outputFormat())
    return .done
  }

  private func read(_ context: CommandContext) throws(AgentError) -> [UInt8] {
    guard let file, file != "-" else { return try context.readStandardInput() }
    do throws(SystemError) {
      return try Files.read(context.absolute(file), limit: 1 << 30)
    } catch {
      throw AgentError(error)
    }
  }
}
