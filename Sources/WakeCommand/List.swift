import AgentCLI
import AgentCore
import AgentJSON
import AgentSystem
import AgentWake
import ArgumentParser

/// `agent-wake list`
struct List: AgentCommand {
  static let configuration = CommandConfiguration(
    commandName: "list", abstract: "List wakeups, the next one first",
    discussion: """
      With --all, those that are done, disabled or cancelled too.

      Example:
        agent-wake list -j | jq -r .next
      """)

  @Flag(help: "What is over, too.") var all = false
  @OptionGroup var null: NullOption
  @OptionGroup var common: CommonOptions

  func run(in context: CommandContext) throws -> ExitStatus {
    let format = try outputFormat()
    let found = try context.wakes()?.list(all: all) ?? []
    if !format.isMachine, null.null {
      for wakeup in found { try context.output.text(wakeup.id + "\0") }
      return .done
    }
    let lines = format.isMachine ? found.map { _ in "" } : WakeText.lines(found.map(WakeText.cells))
    try context.print(zip(found, lines).map { $0.row(text: $1) }, as: format)
    return .done
  }
}

/// `agent-wake show`
struct Show: AgentCommand {
  static let configuration = CommandConfiguration(
    commandName: "show", abstract: "Print all of a wakeup",
    discussion: "Example: agent-wake show 3fa9 --format json")

  @Argument(help: "Id, beginning of an id, or title.") var id: String
  @OptionGroup var common: CommonOptions

  func run(in context: CommandContext) throws -> ExitStatus {
    let format = try outputFormat()
    guard let store = try context.wakes() else { throw WakeStore.missing(id) }
    let wakeup = try store.resolve(id)
    var lines = wakeup.record.filter { $0.key != "prompt" && $0.key != "turn" && $0.key != "schedule" }.map {
      "\($0.key): \(oneLine($0.value.string ?? $0.value.text, limit: 200))"
    }
    lines.append("schedule: \(wakeup.schedule.summary)")
    for member in wakeup.turn.json.object ?? [:] where member.key != "session" {
      lines.append("\(member.key): \(oneLine(member.value.string ?? member.value.text, limit: 200))")
    }
    lines.append("prompt: \(oneLine(wakeup.prompt, limit: 1000))")
    try context.print(wakeup.row(text: lines.joined(separator: "\n")), as: format)
    return .done
  }
}

/// `agent-wake next`
struct Next: AgentCommand {
  static let configuration = CommandConfiguration(
    commandName: "next", abstract: "Print what comes next, and when",
    discussion: """
      Exit status 1 when nothing is to come.

      Example:
        agent-wake next -k 3
      """)

  @Option(name: .customShort("k"), help: ArgumentHelp("At most so many.", valueName: "n")) var count = 1
  @OptionGroup var common: CommonOptions

  func run(in context: CommandContext) throws -> ExitStatus {
    let format = try outputFormat()
    if count < 1 { throw AgentError(.usage, "must be 1 or more", object: "-k") }
    let found = try context.wakes()?.list(all: false, limit: count) ?? []
    try context.print(
      found.map {
        $0.row(text: "\($0.due?.description ?? "")  \($0.id)  \(oneLine($0.title ?? $0.prompt))")
      },
      as: format)
    return found.isEmpty ? .negative : .done
  }
}

/// `agent-wake log`
struct Log: AgentCommand {
  static let configuration = CommandConfiguration(
    commandName: "log", abstract: "Print what became of each slot, the newest last",
    discussion: """
      A slot has one row: pending, running, done, failed, or skipped with the
      reason; a range of slots that were skipped together has one, too.

      Example:
        agent-wake log 3fa9 -j | jq -r .state
      """)

  @Argument(help: "Id, beginning of an id, or title; without one, of all.") var id: String?
  @Option(help: ArgumentHelp("The newest so many.", valueName: "n")) var limit: Int?
  @OptionGroup var common: CommonOptions

  func run(in context: CommandContext) throws -> ExitStatus {
    let format = try outputFormat()
    if let limit, limit < 1 { throw AgentError(.usage, "must be 1 or more", object: "--limit") }
    let store = try context.wakes()
    if let id, store == nil { throw WakeStore.missing(id) }
    let rows =
      try store.map { store in try store.log(id.map { try store.resolve($0).id }, limit: limit) } ?? []
    try context.print(slots: rows, as: format)
    return .done
  }
}

extension CommandContext {
  func print(slots rows: [SlotRow], as format: OutputFormat) throws(AgentError) {
    let lines = format.isMachine ? rows.map { _ in "" } : WakeText.lines(rows.map(WakeText.cells))
    try print(zip(rows, lines).map { Row("wake.slot", $0.record, text: $1) }, as: format)
  }
}
