public import AgentCore
public import ArgumentParser

/// The options that every command has.
public struct CommonOptions: ParsableArguments {
  @Flag(name: .shortAndLong, help: "Print nothing on standard error but one line on failure.")
  public var quiet = false

  @Flag(name: .shortAndLong, help: "Tell more on standard error.")
  public var verbose = false

  @Option(
    name: .long, help: ArgumentHelp("Output format.", valueName: "format"),
    completion: .list(["text", "json", "ndjson"]))
  public var format: String?

  @Flag(name: .customShort("j"), help: "Same as --format ndjson.")
  public var ndjson = false

  @Option(name: .long, help: ArgumentHelp("Colour: auto, always or never.", valueName: "when"))
  public var color: ColorChoice = .auto

  @Option(
    name: .long,
    help: ArgumentHelp("Runtime directory [$AGENT_RUNTIME_DIR, ~/.agent_runtime].", valueName: "dir"),
    completion: .directory)
  public var runtimeDir: String?

  public init() {}

  public func validate() throws {
    if runtimeDir?.isEmpty == true { throw ValidationError("The path of '--runtime-dir' is empty") }
  }

  /// The format that was asked for, checked against what the command knows.
  public func outputFormat(
    _ known: [OutputFormat] = [.text, .json, .ndjson], default fallback: OutputFormat = .text
  ) throws(AgentError) -> OutputFormat {
    let chosen = format.map(OutputFormat.init(rawValue:))
    if let format, chosen.flatMap({ $0 }).map(known.contains) != true {
      throw AgentError(
        .usage, "unknown format '\(format)'", object: "--format",
        hint: "one of \(known.map(\.rawValue).joined(separator: ", "))")
    }
    return ndjson ? .ndjson : (chosen ?? nil) ?? fallback
  }
}

public enum ColorChoice: String, ExpressibleByArgument, CaseIterable, Sendable {
  case auto, always, never
}

/// `-n/--dry-run`, for what changes state.
public struct DryRunOption: ParsableArguments {
  @Flag(name: [.customShort("n"), .long], help: "Tell what would be done and change nothing.")
  public var dryRun = false

  public init() {}
}

/// `-0/--null`, where names are printed or read.
public struct NullOption: ParsableArguments {
  @Flag(
    name: [.customShort("0"), .customLong("null")], help: "Names end with a NUL byte instead of a newline.")
  public var null = false

  public init() {}
}

/// `--yes`, where a command would ask.
public struct YesOption: ParsableArguments {
  @Flag(name: .long, help: "Do not ask.")
  public var yes = false

  public init() {}
}

extension CommandContext {
  /// What a wrong value of an option means: usage, not bad data.
  public func usage<Result>(_ option: String, _ body: () throws -> Result) throws -> Result {
    do {
      return try body()
    } catch let error as AgentError where error.code == .badData {
      throw AgentError(.usage, error.message, object: option, hint: error.hint)
    }
  }
}
