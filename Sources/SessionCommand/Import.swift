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
      Takes our logs (ndjson) and the JSON arrays of codex-agent-framework. Exit
      status 2 when blobs that the log names are not here; each is told.

      Example:
        agent-session import session.ndjson
      """)

  @Argument(help: "The file; '-' or nothing for standard input.", completion: .file())
  var file: String?

  @Option(help: "Title of the new session.")
  var title: String?

  func validate() throws { try SessionTitle.validate(title) }

  @OptionGroup var dry: DryRunOption
  @OptionGroup var common: CommonOptions

  func run(in context: CommandContext) throws -> ExitStatus {
    let name = file.flatMap { $0 == "-" ? nil : $0 } ?? "standard input"
    let bytes = try read(context)
    if dry.dryRun {
      _ = try ImportSource(bytes, name: name)
      try context.tellRehearsal("would import \(bytes.count) bytes from \(name)", try outputFormat())
      return .done
    }
    let made = try context.sessions.importing(
      bytes, name: name, title: title, workingDirectory: context.workingDirectory)
    if made.skipped > 0 {
      context.diagnostics.damage("\(name): \(made.skipped) damaged or unknown records were left out")
    }
    try context.printSession(made.id, try outputFormat())
    return try tellMissingBlobs(made.id, context)
  }

  /// An export has the lines of a log and not the blobs that they name.
  private func tellMissingBlobs(_ id: String, _ context: CommandContext) throws -> ExitStatus {
    let blobs = Set(
      try context.sessions.check(id).problems.compactMap {
        if case .missingBlob(let digest, _) = $0 { digest } else { nil }
      })
    if blobs.isEmpty { return .done }
    for digest in blobs.sorted() {
      context.diagnostics.damage(
        "\(id): blob \(digest) is not here (copy 'blobs/\(digest)' from where the session was exported)")
    }
    if try outputFormat() == .ndjson {
      let error = AgentError(
        .inputMissing, "\(blobs.count) blobs are not here", object: id,
        hint: "copy them from where it was exported",
        exit: .partial)
      try context.output.record(error.record)
    }
    return .partial
  }

  private func read(_ context: CommandContext) throws(AgentError) -> [UInt8] {
    guard let file, file != "-" else { return try context.readInputBytes(limit: 1 << 30) }
    if Files.isDirectory(context.absolute(file)) {
      throw AgentError(.badData, "is a directory", object: file, hint: "name a file in it")
    }
    do throws(SystemError) {
      return try Files.read(context.absolute(file), limit: 1 << 30)
    } catch {
      throw AgentError(error)
    }
  }
}
