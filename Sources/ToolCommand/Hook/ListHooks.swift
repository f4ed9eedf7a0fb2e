import AgentCLI
import AgentCore
import AgentJSON
import AgentTools
import ArgumentParser

/// The hooks there are, in the order in which a turn asks them; or the points at which it would.
struct ListHooks: AgentCommand {
  static let configuration = CommandConfiguration(
    commandName: "list", abstract: "List the hooks there are",
    discussion: "Example: agent-tool hook list --points")

  @Flag(name: .long, help: "List the points instead, whether there are hooks or not.")
  var points = false

  @OptionGroup var common: CommonOptions

  func run(in context: CommandContext) throws -> ExitStatus {
    let hooks = try HookSet(context.runtime)
    for notice in hooks.notices { context.diagnostics.note(notice) }
    if points {
      let lines = aligned(HookPoint.allCases.map { [$0.rawValue, $0.claudeName ?? "", $0.summary] })
      let rows = zip(HookPoint.allCases, lines).map { Row("hook_point", Self.members($0), text: $1) }
      try context.print(rows, as: try outputFormat())
      return .done
    }
    let found = HookPoint.allCases.flatMap { point in hooks[point].map { (point, $0) } }
    let lines = aligned(
      found.map {
        [$0.rawValue, $1.name, $1.settings.matcher ?? "", $1.settings.failsClosed ? "fails closed" : ""]
      })
    let rows = zip(found, lines).map { Row("hook", Self.members($0.0, $0.1), text: $1) }
    try context.print(rows, as: try outputFormat())
    return .done
  }

  private static func members(_ point: HookPoint) -> JSONObject {
    [
      "point": .string(point.rawValue), "claude_name": JSON(point.claudeName),
      "veto": .string(point.veto.rawValue),
      "gives_context": .bool(point.givesContext), "summary": .string(point.summary),
    ]
  }

  private static func members(_ point: HookPoint, _ hook: Hook) -> JSONObject {
    [
      "point": .string(point.rawValue), "name": .string(hook.name), "path": .string(hook.path),
      "matcher": JSON(hook.settings.matcher), "timeout": JSON(Double(hook.settings.timeout) / 1000),
      "fail": hook.settings.failsClosed ? "closed" : "open",
    ]
  }
}
