import AgentCLI
import AgentCore
import AgentJSON
import AgentSystem
import AgentTools
import ArgumentParser

/// Runs the hooks of a point as a turn would, and tells what each did.
struct TestHooks: AgentCommand {
  static let configuration = CommandConfiguration(
    commandName: "test", abstract: "Run the hooks of a point with sample input",
    discussion: #"Example: agent-tool hook test tool.call.before '{"tool_name":"bash"}'"#)

  @Argument(help: "The point, such as tool.call.before or PreToolUse.")
  var point: String

  @Argument(help: ArgumentHelp("An object whose members the hooks are told too.", valueName: "json"))
  var json: String?

  @OptionGroup var common: CommonOptions

  var stopsOnSignals: Bool { true }

  func run(in context: CommandContext) throws -> ExitStatus {
    let points = HookPoint.named(point)
    if points.isEmpty {
      throw AgentError(
        .inputMissing, "no such point", object: point,
        hint: NearMatch.hint(point, in: HookPoint.names) ?? "try 'agent-tool hook list --points'")
    }
    let hooks = try HookSet(context.runtime)
    for notice in hooks.notices { context.diagnostics.note(notice) }
    let runner = HookRunner(
      hooks,
      HookRunner.Scene(
        session: "test", workspace: context.workingDirectory, runtime: context.runtime.path,
        transcript: nil, environment: ProcessEnvironment.forPrograms(context.environment)))
    var rows: [Row] = []
    var isRefused = false
    for point in points {
      let facts = try facts(at: point)
      let outcome = runner.ask(
        point, facts, tool: facts["tool_name"]?.string ?? facts["provider"]?.string,
        cancellation: context.cancellation)
      if let reason = context.cancellation.reason { throw AgentError(reason) }
      rows += outcome.reports.map { HookText.row($0, at: point) }
      isRefused = isRefused || outcome.reports.contains { $0.reply.veto != nil || $0.reply.stop != nil }
      if let first = points.first, hooks[first].isEmpty, point == first {
        context.diagnostics.note("there are no hooks at \(point.rawValue)")
      }
    }
    try context.print(rows, as: try outputFormat())
    return isRefused ? .negative : .done
  }

  private func facts(at point: HookPoint) throws(AgentError) -> JSONObject {
    var facts = HookText.sample(of: point)
    guard let json else { return facts }
    let given: JSON
    do {
      given = try JSON(parsing: json, depthLimit: 64)
    } catch {
      throw AgentError(.usage, "invalid JSON: \(error)", object: "JSON")
    }
    guard let object = given.object else { throw AgentError(.usage, "expected an object", object: "JSON") }
    for member in object { facts[member.key] = member.value }
    return facts
  }
}
