import AgentCLI
import AgentCore
import AgentJSON
import AgentMemory
import AgentStore
import AgentSystem
import ArgumentParser

/// `agent-memory import`
struct Import: AgentCommand {
  static let configuration = CommandConfiguration(
    commandName: "import", abstract: "Read memories that 'export' or the predecessor has written",
    discussion: """
      A file of our export, a memory.json of the predecessor, or a directory that
      'export --format md' has made; without FILE, standard input. What is there
      under the same id is kept as it is with --skip, else what is imported becomes
      its newest version.

      Example:
        agent-memory import ~/.agent_runtime/memory.json
      """)

  @Argument(help: "File or directory; '-' for standard input.", completion: .file()) var path: String?
  @Option(help: "ndjson, seed, md or auto.") var input: InputForm = .auto
  @Flag(help: "Leave what is there under the same id.") var skip = false
  @OptionGroup var dry: DryRunOption
  @OptionGroup var common: CommonOptions

  enum InputForm: String, ExpressibleByArgument, CaseIterable { case ndjson, seed, md, auto }

  func run(in context: CommandContext) throws -> ExitStatus {
    let format = try outputFormat()
    var additions = try read(context)
    for addition in additions.additions { try addition.check() }
    if dry.dryRun {
      try context.tellRehearsal("would import \(additions.additions.count)", format)
      return .done
    }
    let store = try context.memoryForWriting()
    let receipts = try store.change {
      if skip {
        let known = Set(
          try additions.additions.compactMap(\.id).filter { try !store.versions(of: $0).isEmpty })
        additions.additions.removeAll { $0.id.map(known.contains) ?? false }
      }
      if let settings = additions.settings { try store.setFact("seed_settings", settings.text) }
      return try store.add(additions.additions, scope: MemoryScope.global)
    }
    context.tell(receipts, as: "imported")
    if receipts.count >= 100 { try? store.database.emptyLog() }
    if format.isMachine {
      try context.print(records: receipts.map(\.record), as: format)
    } else {
      let added = receipts.filter { $0.operation != .noop }.count
      try context.output.text("\(added) imported, \(receipts.count - added) known already\n")
    }
    return .done
  }

  private func read(_ context: CommandContext) throws -> (additions: [MemoryAddition], settings: JSON?) {
    let now = context.clock.now()
    guard let path, path != "-" else { return try parse(try context.readInput(), "standard input", now) }
    let file = context.absolute(path)
    do {
      if Files.isDirectory(file) {
        var additions: [MemoryAddition] = []
        for name in try Files.list(file) where name.hasSuffix(".md") {
          let text = String(decoding: try Files.read(Path.join(file, name), limit: 256 << 20), as: UTF8.self)
          additions += try MarkdownFolder.additions(text, now: now, object: Path.join(path, name))
        }
        return (additions, nil)
      }
      let bytes = try Files.read(file, limit: 1 << 30)
      guard let text = String(validating: bytes, as: UTF8.self) else {
        throw AgentError(.badData, "is not UTF-8", object: path)
      }
      return try parse(text, path, now)
    } catch {
      throw AgentError(wrapping: error)
    }
  }

  private func parse(_ text: String, _ object: String, _ now: Timestamp) throws -> (
    additions: [MemoryAddition], settings: JSON?
  ) {
    if input == .md || input == .auto && text.hasPrefix("# ") {
      return (try MarkdownFolder.additions(text, now: now, object: object), nil)
    }
    if input != .ndjson, let value = try? JSON(parsing: text), value["messages"] != nil || input == .seed {
      return (try SeedMemory.additions(value, source: object), value["settings"])
    }
    let isObject = text.utf8.first { $0 != 0x20 && $0 != 0x0a && $0 != 0x0d } == UInt8(ascii: "{")
    if input == .seed || !text.isEmpty && !isObject {
      throw AgentError(.badData, "is no export of memories", object: object)
    }
    var lines = LineReader(limit: 2 << 20)
    lines.append(Array(text.utf8))
    var additions: [MemoryAddition] = []
    do {
      while let line = try lines.finish() {
        do {
          additions.append(try MemoryAddition(parsing: try JSON(parsing: line.bytes), now: now))
        } catch {
          let error = AgentError(wrapping: error)
          throw AgentError(
            error.code, error.message, object: "\(object): line \(line.number)", hint: error.hint)
        }
      }
    } catch let error as JSONError {
      throw AgentError(.badData, "\(error)", object: object)
    }
    return (additions, nil)
  }
}
