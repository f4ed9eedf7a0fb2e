import AgentCLI
import AgentCore
import AgentJSON
import AgentPlan
import AgentSystem
import ArgumentParser

/// `agent-plan --tool NAME`: the command as a tool of agent-turn, described in Resources/tools. One object
/// of arguments on standard input; parts on standard output: the text for the model, and the list for those who
/// follow the turn.
struct CallTool: AgentCommand {
  static let configuration = CommandConfiguration(
    commandName: "call", abstract: "Be a tool of agent-turn", shouldDisplay: false)

  @Argument(
    help: ArgumentHelp(
      "planner_create, planner_add, planner_check, planner_clear or current_todos.", valueName: "name"))
  var tool: String
  @OptionGroup var common: CommonOptions

  func run(in context: CommandContext) throws -> ExitStatus {
    ParentWatch.start()
    if tool == "current_todos" {
      try context.output.text(PlanContext(try context.plans.read().openPlans).text)
      return .done
    }
    let arguments = try ToolArguments(from: context)
    let now = context.clock.now()
    switch tool {
    case "planner_create":
      let (name, entries) = (try arguments.text("name"), try entries(arguments))
      try tell(context, .create) { (planner) throws(AgentError) in
        [try planner.create(name, entries, replacing: true, now: now)]
      }
    case "planner_add":
      let (name, entries) = (try arguments.text("name"), try entries(arguments))
      try tell(context, .add) { (planner) throws(AgentError) in
        [try planner.add(name, entries, now: now)]
      }
    case "planner_check":
      let (name, which) = (try arguments.text("name"), try positions(arguments))
      let isDone = arguments["done"]?.bool ?? true
      try tell(context, isDone ? .check : .uncheck) { (planner) throws(AgentError) in
        [try planner.mark(name, which, isDone ? .done : .open, now: now)]
      }
    case "planner_clear":
      let name = arguments.optionalText("name")
      let cleared = try context.changed(.clear) { (planner) throws(AgentError) in try planner.clear(name) }
      let names = cleared.map(\.name).joined(separator: ", ")
      try give(
        cleared.isEmpty ? "There are no plans.\n" : "Cleared: \(names)\n",
        ["type": "todo_list", "items": []],
        context)
    default:
      throw AgentError(
        .usage, "no such tool", object: tool,
        hint: "one of planner_create, planner_add, planner_check, planner_clear, current_todos")
    }
    return .done
  }

  private func tell(
    _ context: CommandContext, _ operation: PlanOperation,
    _ change: (inout Planner) throws(AgentError) -> [Plan]
  ) throws {
    for plan in try context.changed(operation, change) {
      let lines = [PlanLines.heading(plan) + (plan.isDone ? ", all done" : "")] + PlanLines.entries(plan)
      try give(lines.joined(separator: "\n") + "\n", plan.todoList, context)
    }
  }

  private func give(_ text: String, _ list: JSON, _ context: CommandContext) throws(AgentError) {
    try context.output.record(["type": "text", "text": .string(text)])
    try context.output.record(list)
  }

  // MARK: - Arguments

  private func entries(_ arguments: ToolArguments) throws(AgentError) -> [PlanEntry] {
    guard let list = arguments["entries"]?.array else {
      throw AgentError(.usage, "the argument 'entries' is missing")
    }
    var entries: [PlanEntry] = []
    for (index, value) in list.enumerated() {
      // A list of words is what models give now and then.
      let title = value.string ?? value["title"]?.string
      guard let title else { throw AgentError(.usage, "has no title", object: "entries[\(index)]") }
      entries.append(
        PlanEntry(
          title: try PlanText.title(title),
          description: try PlanText.description(value["description"]?.string ?? ""),
          state: PlanEntry.isDone(value["done_state"]) ? .done : .open))
    }
    return entries
  }

  private func positions(_ arguments: ToolArguments) throws(AgentError) -> [EntryName] {
    guard let list = arguments["entries"]?.array, !list.isEmpty else {
      throw AgentError(.usage, "the argument 'entries' is missing")
    }
    return try list.map { value throws(AgentError) in
      guard let position = value.int else {
        throw AgentError(.usage, "is no number of an entry", object: value.text)
      }
      return .positions(position...position)
    }
  }
}
