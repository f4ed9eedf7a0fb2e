import AgentCLI
import AgentCore
import AgentSession
import ArgumentParser

/// `agent-session blob`: what a line has in place of a long string.
struct Blob: AgentCommand {
  static let configuration = CommandConfiguration(
    commandName: "blob",
    abstract: "Print a blob that a log line names",
    discussion: """
      Example:
        agent-session blob 9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08
      """)

  @Argument(help: "SHA-256 of the contents, 64 hexadecimal digits.")
  var sha256: String

  @OptionGroup var common: CommonOptions

  /// The bytes are no records, whatever they are.
  func outputFormat() throws(AgentError) -> OutputFormat {
    if common.ndjson {
      throw AgentError(.usage, "a blob is printed as it is", object: "-j", hint: "give it without -j")
    }
    return try common.outputFormat([.text])
  }

  func run(in context: CommandContext) throws -> ExitStatus {
    try context.output.write(try context.sessions.blobs.get(sha256))
    return .done
  }
}
