import AgentCLI
import AgentCore
import AgentJSON
import AgentPlan
import AgentSystem
import ArgumentParser

/// `agent-plan import`
struct Import: AgentCommand {
  static let configuration = CommandConfiguration(
    commandName: "import", abstract: "Read plans that 'export' or the predecessor has written",
    discussion: """
      A planner.json, or todo records. A plan of the same name is replaced. Without
      FILE, standard input.

      Example: agent-plan import other/planner.json
      """)

  @Argument(help: "File; '-' for standard input.", completion: .file()) var path: String?
  @OptionGroup var dry: DryRunOption
  @OptionGroup var common: CommonOptions

  func run(in context: CommandContext) throws -> ExitStatus {
    let format = try outputFormat()
    let given = try plans(context)
    return try context.change(.import, dryRun: dry.dryRun, as: format) { (planner) throws(AgentError) in
      try planner.take(given)
      return given
    }
  }

  private func plans(_ context: CommandContext) throws(AgentError) -> [Plan] {
    let bytes: [UInt8]
    let place: String
    if let path, path != "-" {
      place = path
      do throws(SystemError) {
        bytes = try Files.read(context.absolute(path), limit: EntryInput.limit)
      } catch {
        throw AgentError(error)
      }
    } else {
      place = "standard input"
      bytes = try context.readInputBytes(limit: EntryInput.limit)
    }
    let isRecords = Record.isRecognised(bytes.prefix { $0 != 0x0a })
    if !isRecords, bytes.first(where: { ![0x20, 0x09, 0x0a, 0x0d].contains($0) }) != UInt8(ascii: "{") {
      throw AgentError(.badData, "is neither a planner.json nor todo records", object: place)
    }
    if !isRecords { return try PlanFile.planner(bytes, from: place).plans }
    var plans: [Plan] = []
    for (number, value) in try EntryInput.todos(in: bytes, of: place) {
      let line = "\(place): line \(number)"
      guard let name = value["plan"]?.string else { throw AgentError(.badData, "has no plan", object: line) }
      let entry = try EntryInput.entry(value, at: line)
      if let index = plans.firstIndex(where: { $0.name == name }) {
        plans[index].append(entry)
      } else {
        plans.append(Plan(name: name, entries: [entry]))
      }
    }
    return plans
  }
}
