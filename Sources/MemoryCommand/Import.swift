import AgentCLI
import AgentCore
import AgentJSON
import AgentMemory
import AgentStore
import AgentSystem
import ArgumentParser
import Glibc

/// `agent-memory import`
struct Import: AgentCommand {
  static let configuration = CommandConfiguration(
    commandName: "import", abstract: "Read memories that 'export' or the predecessor has written",
    discussion: """
      A file of our export, a memory.json of the predecessor, or a directory of
      Markdown: one that 'export --format md' has made, or any other, of which each
      file becomes a memory. Without FILE, standard input. What is there under the
      same id is kept as it is with --skip, else what is imported becomes its newest
      version.

      Examples:
        agent-memory import ~/.agent_runtime/memory.json
        agent-memory import ~/notes
      """)

  @Argument(help: "File or directory; '-' for standard input.", completion: .file()) var path: String?
  @Option(help: "ndjson, seed, md or auto.") var input: InputForm = .auto
  @Flag(help: "Leave what is there under the same id.") var skip = false
  @OptionGroup var dry: DryRunOption
  @OptionGroup var common: CommonOptions

  enum InputForm: String, ExpressibleByArgument, CaseIterable { case ndjson, seed, md, auto }

  /// "--format seed" and "--format md" say what is read, as they do for 'export'.
  func outputFormat() throws(AgentError) -> OutputFormat {
    let format = try common.outputFormat([.text, .json, .ndjson, .seed, .md])
    return [.seed, .md].contains(format) ? .text : format
  }

  private var form: InputForm {
    switch common.format {
    case "seed": .seed
    case "md": .md
    default: input
    }
  }

  func run(in context: CommandContext) throws -> ExitStatus {
    let format = try outputFormat()
    var additions = try read(context)
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
    guard let path, path != "-" else {
      return try parse(try context.readInput(), "standard input", now, context)
    }
    let file = context.absolute(path)
    do {
      if Files.isDirectory(file) {
        return (try markdown(below: file, path, now), nil)
      }
      let bytes = try Files.read(file, limit: 1 << 30)
      guard let text = String(validating: bytes, as: UTF8.self) else {
        throw AgentError(.badData, "is not UTF-8", object: path)
      }
      return try parse(text, path, now, context)
    } catch {
      throw AgentError(wrapping: error)
    }
  }

  private static let depthLimit = 32

  /// The Markdown files of a folder and of those in it; hidden ones and links are left out.
  private func markdown(below folder: String, _ shown: String, _ now: Timestamp, depth: Int = 0) throws
    -> [MemoryAddition]
  {
    var additions: [MemoryAddition] = []
    for name in try Files.list(folder) where !name.hasPrefix(bytes: ".") {
      let (file, object) = (Path.join(folder, name), Path.join(shown, name))
      let kind = try Files.status(file, followLinks: false).map { $0.st_mode & S_IFMT }
      if kind == S_IFDIR, depth < Self.depthLimit {
        additions += try markdown(below: file, object, now, depth: depth + 1)
      } else if kind == S_IFREG, name.hasSuffix(bytes: ".md") {
        guard let text = String(validating: try Files.read(file, limit: 256 << 20), as: UTF8.self) else {
          throw AgentError(.badData, "is not UTF-8", object: object)
        }
        additions += try markdown(text, file: file, object, now)
      }
    }
    return additions
  }

  /// Our entries of a text, or the text as one.
  private func markdown(_ text: String, file: String?, _ object: String, _ now: Timestamp) throws
    -> [MemoryAddition]
  {
    let ours = try MarkdownFolder.additions(text, now: now, object: object)
    for entry in ours { try entry.check(isImported: true) }
    if !ours.isEmpty { return ours }
    let name = file.map { String(decoding: Path.name($0).utf8.dropLast(3), as: UTF8.self) }
    guard var note = MarkdownFolder.note(text, name: name) else { return [] }
    note.source = file
    do {
      try note.check(isImported: true)
    } catch {
      throw AgentError(error.code, error.message, object: object, hint: error.hint)
    }
    return [note]
  }

  private func parse(_ text: String, _ object: String, _ now: Timestamp, _ context: CommandContext) throws
    -> (
      additions: [MemoryAddition], settings: JSON?
    )
  {
    let form = form
    let isMarkdown = text.hasPrefix(bytes: "# ") || object.hasSuffix(bytes: ".md")
    if form == .md || form == .auto && isMarkdown {
      let file = path.flatMap { $0.hasSuffix(bytes: ".md") ? context.absolute($0) : nil }
      return (try markdown(text, file: file, object, now), nil)
    }
    if form != .ndjson, let value = try? JSON(parsing: text), value["messages"] != nil || form == .seed {
      return (try SeedMemory.additions(value, source: object), value["settings"])
    }
    let isObject = text.utf8.first { $0 != 0x20 && $0 != 0x0a && $0 != 0x0d } == UInt8(ascii: "{")
    if form == .seed || !text.isEmpty && !isObject {
      throw AgentError(.badData, "is no export of memories", object: object)
    }
    var lines = LineReader(limit: 8 << 20)
    lines.append(Array(text.utf8))
    var additions: [MemoryAddition] = []
    do {
      while let line = try lines.finish() {
        do {
          let addition = try MemoryAddition(
            parsing: try JSON(parsing: line.bytes), now: now, directory: context.workingDirectory)
          try addition.check(isImported: true)
          additions.append(addition)
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
