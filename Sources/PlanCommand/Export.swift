import AgentCLI
import AgentCore
import AgentJSON
import AgentPlan
import AgentSystem
import ArgumentParser

/// `agent-plan export`
struct Export: AgentCommand {
  static let configuration = CommandConfiguration(
    commandName: "export", abstract: "Write plans, to be read by 'import'",
    discussion: """
      ndjson (the default) is todo records, seed the planner.json itself, md a list
      with check boxes.

      Example: agent-plan export release --format md >release.md
      """)

  @Argument(help: "The plan; all plans without it.") var name: String?
  @OptionGroup var common: CommonOptions

  func outputFormat() throws(AgentError) -> OutputFormat {
    try common.outputFormat([.ndjson, .json, .seed, .md], default: .ndjson)
  }

  func run(in context: CommandContext) throws -> ExitStatus {
    let format = try outputFormat()
    var planner = try context.plans.read()
    if let name { planner.keep(only: try planner.index(of: name)) }
    switch format {
    case .seed: try context.output.text(planner.json.prettyText + "\n")
    case .md:
      for (index, plan) in planner.plans.enumerated() {
        try context.output.text((index > 0 ? "\n" : "") + "# \(Terminal.sanitized(plan.name))\n\n")
        for entry in plan.entries {
          let mark = entry.isDone ? "x" : " "
          try context.output.text("- [\(mark)] \(Terminal.sanitized(entry.title))\n")
          let more = Terminal.sanitized(entry.description).split { $0.isNewline }
          for line in more { try context.output.text("  \(line)\n") }
        }
      }
    default: try context.print(records: planner.plans.flatMap(\.records), as: format)
    }
    return .done
  }
}
