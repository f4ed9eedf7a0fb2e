import AgentCLI
import AgentCore
import AgentJSON
import AgentMemory
import AgentStore
import AgentSystem
import ArgumentParser

/// `agent-memory export`
struct Export: AgentCommand {
  static let configuration = CommandConfiguration(
    commandName: "export", abstract: "Write all memories, to be read by 'import'",
    discussion: """
      ndjson (the default) and seed (the predecessor's memory.json) go to standard
      output; md makes a file for each scope in a directory.

      Examples:
        agent-memory export >memories.ndjson
        agent-memory export --format md notes
      """)

  @Argument(help: "Directory, for md.", completion: .directory) var directory: String?
  @Flag(help: "Superseded, edited and deleted ones too.") var all = false
  @OptionGroup var common: CommonOptions

  func outputFormat() throws(AgentError) -> OutputFormat {
    try common.outputFormat([.ndjson, .json, .seed, .md], default: .ndjson)
  }

  func run(in context: CommandContext) throws -> ExitStatus {
    let format = try outputFormat()
    if (format == .md) != (directory != nil) {
      throw AgentError(
        .usage, format == .md ? "needs a directory" : "takes no directory",
        object: "--format \(format.rawValue)")
    }
    let store = try context.memory()
    if format == .seed {
      let document: JSON =
        try store.map { store in try store.database.read { try store.seedDocument() } }
        ?? ["type": "memory", "settings": [:], "messages": []]
      try context.output.text(document.prettyText + "\n")
      return .done
    }
    var records: [JSON] = []
    var entries: [MemoryEntry] = []
    if let store {
      try store.database.read {
        try store.eachEntry(where: all ? "1" : "e.latest = 1 AND e.valid_to IS NULL") { entry in
          if format == .md { entries.append(entry) } else { records.append(.object(entry.record())) }
        }
      }
    }
    guard let directory else {
      if format == .json {
        try context.output.record(.array(records))
      } else {
        for record in records { try context.output.record(record) }
      }
      return .done
    }
    let folder = context.absolute(directory)
    do {
      try Files.makeDirectory(folder, mode: 0o755)
      for (name, text) in MarkdownFolder.files(entries) {
        try Files.replace(Path.join(folder, name), with: Array(text.utf8), mode: 0o600)
      }
    } catch {
      throw AgentError(.io, "cannot create: \(error.reason)", object: folder, exit: .cannotCreate)
    }
    return .done
  }
}
