import AgentCLI
import AgentCore
import AgentJSON
import AgentMemory
import AgentStore
import AgentSystem
import ArgumentParser

/// `agent-memory add`
struct Add: AgentCommand {
  static let configuration = CommandConfiguration(
    commandName: "add",
    abstract: "Remember a text, or many from standard input",
    discussion: """
      Without TEXT it is read from standard input. With --input ndjson, or -j and
      NDJSON there, each line is one memory, {"text", "id"?, "title"?, "scope"?,
      "kind"?, "timestamp"?, "source"?, "meta"?}, or a document or memory record;
      all of them are taken, or none, and each is acknowledged.

      Examples:
        agent-memory add "Ann likes tea" --kind preference
        agent-extract -j docs | agent-memory add --input ndjson
      """)

  @Argument(help: ArgumentHelp("What to remember; words are joined by blanks.", valueName: "text"))
  var words: [String] = []

  @Option(help: "A name for people.") var title: String?
  @Option(help: "note, fact, preference, decision, instruction or turn_summary.") var kind: String?
  @Option(help: "global, project, or a path of your own.") var scope: String?
  @Option(help: "The slot it fills: what had it before is superseded.") var key: String?
  @Option(help: ArgumentHelp("The memory whose place it takes.", valueName: "id")) var supersedes: String?
  @Option(help: ArgumentHelp("When it is over: a time, or a span as in 30d.", valueName: "when"))
  var expires: String?
  @Option(help: "Where it comes from.") var source: String?
  @Flag(help: "Always in the context.") var pin = false
  @Option(help: "What standard input is: text, ndjson or auto.") var input: InputForm = .auto
  @Flag(help: "Return only when it survives a power cut.") var sync = false
  @OptionGroup var dry: DryRunOption
  @OptionGroup var common: CommonOptions

  enum InputForm: String, ExpressibleByArgument, CaseIterable { case text, ndjson, auto }

  func run(in context: CommandContext) throws -> ExitStatus {
    let format = try outputFormat()
    let given = try additions(context, format)
    let named = try scope.map { try chosenPlace($0, context) }
    if dry.dryRun {
      try context.tellRehearsal("would remember \(given.count)", format)
      return .done
    }
    if given.isEmpty {
      context.diagnostics.note("standard input is empty: nothing was remembered")
      if format == .json { try context.output.record(.array([])) }
      return .done
    }
    // Opened once: that is a tenth of what adding costs.
    let store = try context.memoryForWriting()
    let settings = try MemorySettings(store)
    let place = try named ?? usualPlace(context, settings)
    let receipts = try store.change(sync: sync || settings["durability"].string == "power") {
      try store.add(given, scope: place)
    }
    context.tell(receipts)
    // What filled the log is brought into the database, where it takes its room once.
    if given.count >= 100 { try? store.database.emptyLog() }
    try tell(receipts, context, format)
    return .done
  }

  private func tell(_ receipts: [MemoryReceipt], _ context: CommandContext, _ format: OutputFormat) throws {
    if format == .json { return try context.output.record(.array(receipts.map(\.record))) }
    // One write for many lines would be cut by readers no worse, but each record has a write of its own.
    if format == .ndjson { return try AckLines.print(receipts, to: context.output) }
    if receipts.count > 20 {
      let kept = receipts.filter { $0.operation == .noop }.count
      return try context.output.text("\(receipts.count - kept) remembered, \(kept) known already\n")
    }
    for receipt in receipts {
      let note =
        receipt.operation == .noop ? " (known already)" : receipt.operation == .update ? " (changed)" : ""
      try context.output.text(receipt.id + note + "\n")
      if let later = receipt.supersededBy {
        context.diagnostics.note("\(receipt.id): is over: \(later) has held since")
      }
      if !receipt.similar.isEmpty {
        context.diagnostics.note(
          "\(receipt.id): nearly the same as \(receipt.similar.joined(separator: ", "))")
      }
    }
  }

  private func chosenPlace(_ name: String, _ context: CommandContext) throws -> String {
    try context.usage("--scope") {
      try MemoryScope.parse(name, workingDirectory: context.workingDirectory)
    }
  }

  /// Where what names no scope goes.
  private func usualPlace(_ context: CommandContext, _ settings: MemorySettings) throws -> String {
    let name = settings["scope"].string ?? MemoryScope.global
    if name == MemoryScope.project {
      return MemoryScope.ofProject(context.workingDirectory) ?? MemoryScope.global
    }
    return try chosenPlace(name, context)
  }

  private func additions(_ context: CommandContext, _ format: OutputFormat) throws -> [MemoryAddition] {
    if !words.isEmpty, words != ["-"] { return [try described(words.joined(separator: " "), context)] }
    let stream = InputStream()
    let isRecords: Bool
    switch input {
    case .ndjson: isRecords = true
    case .text: isRecords = false
    case .auto: isRecords = try stream.looksLikeRecords(plain: format == .ndjson)
    }
    if isRecords { return try records(stream, context) }
    let text = try stream.text()
    if text.allSatisfy(\.isWhitespace) { return [] }
    return [try described(text.hasSuffix(bytes: "\n") ? String(text.dropLast()) : text, context)]
  }

  /// One text with what the options say of it.
  private func described(_ text: String, _ context: CommandContext) throws -> MemoryAddition {
    var addition = MemoryAddition(text: text)
    try apply(to: &addition, context)
    addition.title = title
    addition.key = key
    addition.supersedes = supersedes
    try addition.check()
    return addition
  }

  /// What options say of every text that does not say it itself.
  private func apply(to addition: inout MemoryAddition, _ context: CommandContext) throws {
    if addition.kind == nil { addition.kind = try context.kind(kind) }
    if addition.source == nil { addition.source = source }
    if addition.expires == nil { addition.expires = try context.future(expires, "--expires") }
    if pin { addition.isPinned = true }
  }

  private func records(_ stream: InputStream, _ context: CommandContext) throws -> [MemoryAddition] {
    if title != nil || key != nil || supersedes != nil {
      throw AgentError(
        .usage, "names one memory, but there are many",
        object: title != nil ? "--title" : key != nil ? "--key" : "--supersedes",
        hint: "put it into the lines")
    }
    let now = context.clock.now()
    var additions: [MemoryAddition] = []
    var skipped = 0
    while let line = try stream.next() {
      let value = try stream.parse(line)
      if let type = value["type"]?.string, value["text"] == nil, type != "document", type != "memory" {
        if type == "error" {
          throw AgentError(
            .inputMissing, "the command before ended with an error: \(value["message"]?.string ?? "unknown")",
            object: "standard input", exit: .partial)
        }
        skipped += 1
        continue
      }
      do throws(AgentError) {
        var addition = try MemoryAddition(parsing: value, now: now, directory: context.workingDirectory)
        addition.restored = nil
        try addition.check()
        additions.append(addition)
      } catch {
        throw stream.located(error, line)
      }
    }
    for index in additions.indices { try apply(to: &additions[index], context) }
    if skipped > 0 { context.diagnostics.note("passed over \(skipped) records that are no memories") }
    return additions
  }
}

/// Acknowledgements, a write each.
enum AckLines {
  static func print(_ receipts: [MemoryReceipt], to output: Output) throws {
    for receipt in receipts { try output.record(receipt.record) }
  }
}
