import AgentCLI
import AgentCore
import AgentExtract
import AgentSystem
import ArgumentParser

/// How records are cut.
struct ChunkOptions: ParsableArguments {
  @Option(name: .long, help: ArgumentHelp("Cut records at N tokens, and at headings.", valueName: "n"))
  var chunkTokens: Int?

  @Option(
    name: .long,
    help: ArgumentHelp("Begin each record with the last N tokens of the one before.", valueName: "n"))
  var overlap: Int?

  func style(_ format: OutputFormat) throws(AgentError) -> OutputStyle {
    if let tokens = chunkTokens, tokens < 8 {
      throw AgentError(.usage, "too few tokens: \(tokens)", object: "--chunk-tokens", hint: "8 or more")
    }
    if let overlap {
      guard let chunkTokens, overlap >= 0, overlap * 2 <= chunkTokens else {
        throw AgentError(.usage, "at most half of --chunk-tokens", object: "--overlap")
      }
    }
    if !format.isMachine {
      if chunkTokens != nil {
        throw AgentError(
          .usage, "only records are cut", object: "--chunk-tokens", hint: "add --format ndjson")
      }
      return format == .text ? .text : .markdown
    }
    return .records(tokens: chunkTokens, overlap: overlap ?? 0)
  }
}

/// What is read of a document.
struct ContentOptions: ParsableArguments {
  @Option(name: .long, help: ArgumentHelp("Only these pages, such as 3-7 or 1,4-.", valueName: "list"))
  var pages: String?

  @Flag(exclusivity: .exclusive, help: "The main content of a web page, or all of it (default).")
  var extent = Extent.full

  @Option(
    name: .long,
    help: ArgumentHelp("What is left out otherwise: comments, headers, hidden, changes.", valueName: "list"))
  var include: String?

  @Option(name: .long, help: ArgumentHelp("Spell tables as pipe, html or auto.", valueName: "style"))
  var tables: String = "auto"

  @Option(
    name: .long, help: ArgumentHelp("The first line of FILE is the password.", valueName: "file"),
    completion: .file())
  var passwordFile: String?

  @Option(name: .long, help: ArgumentHelp("Take the input for this media type.", valueName: "mime"))
  var type: String?

  enum Extent: String, EnumerableFlag {
    case main, full
  }

  func options(_ context: CommandContext) throws(AgentError) -> ExtractOptions {
    var options = ExtractOptions()
    options.pages = try pages.map(PageSelection.init(parsing:))
    options.mainContent = extent == .main
    options.include = try parts()
    guard let style = ExtractOptions.TableStyle(rawValue: tables) else {
      throw AgentError(
        .usage, "unknown style '\(tables)'", object: "--tables", hint: "one of pipe, html, auto")
    }
    options.tables = style
    options.password = try password(context)
    options.mediaType = try mediaType()
    return options
  }

  private func parts() throws(AgentError) -> Set<ExtractOptions.Part> {
    var parts: Set<ExtractOptions.Part> = []
    for name in (include ?? "").split(separator: ",") {
      guard let part = ExtractOptions.Part(rawValue: String(name)) else {
        let known = ExtractOptions.Part.allCases.map(\.rawValue).joined(separator: ", ")
        throw AgentError(.usage, "unknown part '\(name)'", object: "--include", hint: "one of \(known)")
      }
      parts.insert(part)
    }
    return parts
  }

  private func password(_ context: CommandContext) throws(AgentError) -> String? {
    guard let passwordFile else { return nil }
    do {
      let bytes = try Files.read(context.absolute(passwordFile), limit: 1 << 16)
      return String(decoding: bytes.prefix { $0 != 0x0a && $0 != 0x0d }, as: UTF8.self)
    } catch {
      throw AgentError(error)
    }
  }

  private func mediaType() throws(AgentError) -> MediaType? {
    guard let type else { return nil }
    let wanted = MediaType(type)
    let known = Format.all.flatMap(\.mediaTypes)
    if known.contains(wanted) || wanted.name.hasPrefix("text/") { return wanted }
    throw AgentError(
      .usage, "no reader for '\(type)'", object: "--type",
      hint: NearMatch.hint(wanted.name, in: known.map(\.name)) ?? "'agent-extract --formats' lists the types")
  }
}

/// Where reading and writing end.
struct BoundOptions: ParsableArguments {
  @Option(name: .long, help: ArgumentHelp("End the output after N tokens.", valueName: "n"))
  var maxTokens: Int?

  @Option(
    name: .long,
    help: ArgumentHelp(
      "Refuse inputs of more than N bytes [1 GiB; 2 MiB for text in folders].", valueName: "n"))
  var maxBytes: Int?

  @Option(name: .long, help: ArgumentHelp("Refuse folders of more than N files [50000].", valueName: "n"))
  var maxFiles: Int?

  @Option(name: .long, help: ArgumentHelp("Give up on an input after this time [60s].", valueName: "time"))
  var timeLimit: String?

  func apply(to limits: inout Limits) throws(AgentError) {
    for (option, value) in [
      ("--max-tokens", maxTokens), ("--max-bytes", maxBytes), ("--max-files", maxFiles),
    ] {
      if let value, value < 1 { throw AgentError(.usage, "not a positive number: \(value)", object: option) }
    }
    if let maxBytes {
      limits.inputBytes = maxBytes
      limits.folderTextBytes = maxBytes
    }
    if let maxFiles { limits.files = maxFiles }
    if let timeLimit {
      guard let milliseconds = Duration.parse(timeLimit), milliseconds > 0 else {
        throw AgentError(
          .usage, "not a time: '\(timeLimit)'", object: "--time-limit", hint: "such as 30s or 5m")
      }
      limits.milliseconds = milliseconds
    }
  }
}
