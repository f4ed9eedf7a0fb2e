import AgentCLI
import AgentCore
import AgentJSON
import AgentMemory
import AgentStore
import AgentSystem
import ArgumentParser

/// `agent-memory stats`
struct Stats: AgentCommand {
  static let configuration = CommandConfiguration(
    commandName: "stats", abstract: "Count what is remembered",
    discussion: "Example: agent-memory stats --format json")

  @OptionGroup var common: CommonOptions

  func run(in context: CommandContext) throws -> ExitStatus {
    let format = try outputFormat()
    var members: JSONObject = ["path": .string(context.runtime.file(MemoryStore.fileName))]
    if let store = try context.memory() {
      members.append(contentsOf: try store.statistics())
    } else {
      members.append("entries", 0)
    }
    let text = members.map { "\($0.key): \($0.value.string ?? $0.value.text)" }.joined(separator: "\n")
    try context.print(Row("memory.stats", members, text: text), as: format)
    return .done
  }
}

/// `agent-memory optimize`
struct Optimize: AgentCommand {
  static let configuration = CommandConfiguration(
    commandName: "optimize", abstract: "Learn from what is remembered, and tidy the store",
    discussion: """
      Learns which words have to do with one another, where entries are long enough
      to teach it, so that later searches find by meaning too; or, with a program for
      vectors, stores the vectors of all entries. Joins the lists of the index.

      Example:
        agent-memory optimize
      """)

  @OptionGroup var vectors: EmbedderOptions
  @Flag(help: "Learn from short entries too.") var force = false
  @Flag(help: "Forget what was learnt, and search by words alone.") var forget = false
  @OptionGroup var dry: DryRunOption
  @OptionGroup var common: CommonOptions

  func run(in context: CommandContext) throws -> ExitStatus {
    let format = try outputFormat()
    guard let found = try context.memory() else {
      context.diagnostics.note("nothing is remembered yet")
      return .negative
    }
    if dry.dryRun {
      try context.tellRehearsal("would learn from what is remembered", format)
      return .done
    }
    let settings = try MemorySettings(found)
    let store = try context.memoryForWriting()
    let embedder = forget ? nil : try vectors.embedder(context, settings)
    let given = try embedder.map { try store.vectors(from: $0) } ?? [:]
    let (leg, count) = try store.change { () -> (String?, Int) in
      try store.index.joinAll()
      if forget {
        try store.forgetModel()
        return (nil, 0)
      }
      if let embedder { return (embedder.name, try store.store(given, of: embedder)) }
      guard let count = try store.learn(force: force) else { return (nil, 0) }
      return ("lsa", count)
    }
    try? store.database.emptyLog()
    context.tell(event: "optimized", ["leg": JSON(leg), "entries": .int(count)])
    let members: JSONObject = ["leg": JSON(leg), "entries": .int(count)]
    let text =
      leg.map { "learnt from \(count) entries (\($0))" } ?? "words decide: there is nothing to learn from"
    try context.print(Row("memory.optimized", members, text: text), as: format)
    return .done
  }
}

/// `agent-memory backup`
struct Backup: AgentCommand {
  static let configuration = CommandConfiguration(
    commandName: "backup", abstract: "Copy the store into one file, while others use it",
    discussion: "Example: agent-memory backup memory-backup.db")

  @Argument(help: "The file; it must not exist yet.", completion: .file()) var file: String
  @OptionGroup var dry: DryRunOption
  @OptionGroup var common: CommonOptions

  func run(in context: CommandContext) throws -> ExitStatus {
    let format = try outputFormat()
    let path = context.absolute(file)
    guard let store = try context.memory() else {
      throw AgentError(
        .inputMissing, "nothing is remembered yet", object: context.runtime.file(MemoryStore.fileName))
    }
    if Files.exists(path) { throw AgentError(.io, "exists already", object: file, exit: .cannotCreate) }
    if dry.dryRun {
      try context.tellRehearsal("would write \(file)", format)
      return .done
    }
    try store.backUp(to: path)
    return .done
  }
}

/// `agent-memory doctor`
struct Doctor: AgentCommand {
  static let configuration = CommandConfiguration(
    commandName: "doctor", abstract: "Read everything, and tell what is damaged",
    discussion: """
      Exit status 1 when something is wrong. --repair makes the index and what was
      learnt anew from the entries.

      Example:
        agent-memory doctor
      """)

  @Flag(help: "Make the index anew.") var repair = false
  @OptionGroup var dry: DryRunOption
  @OptionGroup var common: CommonOptions

  func run(in context: CommandContext) throws -> ExitStatus {
    let format = try outputFormat()
    guard let store = try context.memory() else {
      try context.print([], as: format)
      return .done
    }
    if repair, dry.dryRun {
      try context.tellRehearsal("would make the index anew", format)
    } else if repair {
      let writer = try context.memoryForWriting()
      try writer.change { try writer.rebuildIndex() }
    }
    let findings = try store.findings()
    try context.print(
      findings.map {
        Row(
          "finding", ["level": .string($0.level), "message": .string($0.message)],
          text: "\($0.level): \($0.message)")
      },
      as: format)
    return findings.contains { $0.level == "error" } ? .negative : .done
  }
}
