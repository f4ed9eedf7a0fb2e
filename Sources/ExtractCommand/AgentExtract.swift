public import AgentCLI
public import AgentCore
import AgentExtract
import AgentJSON
import AgentSystem
public import ArgumentParser
import Glibc

/// `agent-extract`: folders and files in, Markdown, text or `document` records out.
public struct AgentExtract: AgentCommand {
  public static let configuration = CommandConfiguration(
    commandName: "agent-extract",
    abstract: "Turn files and folders into Markdown, text or document records",
    discussion: """
      What a file is, its content tells and not its name. With several inputs,
      each stands under a heading with its path.

      Examples:
        agent-extract report.pdf
        agent-extract --main page.html | agent-turn 'What is new here?'
        agent-extract --pages 3-7 -j book.pdf
        curl -fsSL https://example.org/ | agent-extract -
      """,
    version: Version.line("agent-extract"))

  @Argument(
    help: ArgumentHelp("Files and folders; - is standard input.", valueName: "path"), completion: .file())
  var operands: [String] = []

  @OptionGroup public var common: CommonOptions
  @OptionGroup var chunks: ChunkOptions
  @OptionGroup var content: ContentOptions
  @OptionGroup var bounds: BoundOptions

  @Flag(name: .long, help: "Draw folders as trees instead of reading their files.")
  var tree = false

  @Flag(name: .long, help: "Read what ignore files and the built-in list leave out, too.")
  var noIgnore = false

  @Flag(name: .long, help: "List the formats, which are ready, and what the others need.")
  var formats = false

  @Option(name: .long, help: .hidden)
  var tool: String?

  public init() {}

  static let knownFormats: [OutputFormat] = [.markdown, .text, .json, .ndjson]

  public func outputFormat() throws(AgentError) -> OutputFormat {
    if formats { return try common.outputFormat() }
    return try common.outputFormat(Self.knownFormats, default: .markdown)
  }

  /// The programs that read its inputs end with it, and a stream of records ends with one that says so.
  public var stopsOnSignals: Bool { true }

  public func run(in context: CommandContext) throws -> ExitStatus {
    context.cancellation.onCancel(Self.endSoon)
    if formats {
      if !operands.isEmpty { throw AgentError(.usage, "--formats takes no paths") }
      return try FormatList.print(outputFormat(), context)
    }
    if let tool {
      guard tool == "view" else { throw AgentError(.usage, "no such tool", object: tool) }
      return try ViewTool(context).run()
    }
    guard !operands.isEmpty else {
      throw AgentError(.usage, "no input", hint: "name a file or folder, or - for standard input")
    }
    return try ExtractionRun(request(context), try outputFormat(), context).run()
  }

  /// Nothing of an extraction is kept, so that one which does not notice in time may die of the signal.
  @Sendable private static func endSoon(_ reason: Cancellation.Reason) {
    guard case .signal(let number) = reason else { return }
    Thread.start {
      usleep(1_500_000)
      SignalWatcher.dieBySignal(number)
    }.detach()
  }

  private func request(_ context: CommandContext) throws(AgentError) -> Extraction.Request {
    let format = try outputFormat()
    var request = Extraction.Request(operands: operands)
    request.options = try content.options(context)
    try bounds.apply(to: &request.options.limits)
    request.style = try chunks.style(format)
    request.maxTokens = bounds.maxTokens
    request.drawsTrees = tree
    request.usesIgnoreFiles = !noIgnore
    request.readsNamedPipes = true
    return request
  }
}
