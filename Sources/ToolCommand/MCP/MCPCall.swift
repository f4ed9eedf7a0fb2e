import AgentCLI
import AgentCore
import AgentJSON
import AgentSystem
import AgentTools
import ArgumentParser

/// Calls a tool of a server: its text is printed as it is, its failure is exit 1.
struct MCPCall: AgentCommand {
  static let configuration = CommandConfiguration(
    commandName: "call", abstract: "Call a tool of a server",
    discussion: """
      Arguments are one JSON object, or NAME=VALUE, where a value that is JSON is taken as such unless the tool
      wants a string.

      Examples:
        agent-tool mcp call time get_current_time timezone=Europe/Berlin
        agent-tool mcp call git git_log '{"repo_path": ".", "max_count": 3}'
      """)

  @Argument(help: "The server's name.")
  var server: String

  @Argument(help: "The tool's name, as the server has it.")
  var tool: String

  @Argument(help: "Its arguments.")
  var arguments: [String] = []

  @OptionGroup var approval: ApproveOption
  @OptionGroup var common: CommonOptions

  var stopsOnSignals: Bool { true }

  func run(in context: CommandContext) throws -> ExitStatus {
    ProcessEnvironment.protectSecrets()
    let servers = try MCPServers(context)
    let registry = try servers.tools(of: server)
    defer { registry.finish() }
    let name = MCPToolset.name(tool, of: server)
    guard let description = registry[name]?.description else {
      let known = registry.descriptions.compactMap { $0.itemFields["tool"]?.string }
      throw AgentError(
        .inputMissing, "the server has no such tool", object: "\(server) \(tool)",
        hint: NearMatch.hint(tool, in: known) ?? "try 'agent-tool mcp tools \(server)'")
    }
    let arguments = try CallArguments.parse(arguments, schema: description.parameters)
    let result = try ToolCall(context, registry, approval.gate(in: context), servers.secrets).run(
      name, arguments, timeout: description.timeout)
    for notice in result.itemFields["notices"]?.array ?? [] {
      context.diagnostics.note(notice.string ?? "")
    }
    var members: JSONObject = [
      "server": .string(server), "tool": .string(tool), "arguments": arguments,
      "succeeded": .bool(result.succeeded), "output": .string(result.output),
      "duration_ms": .int(result.durationMilliseconds),
    ]
    for key in ["result", "error"] { members.append(key, ifPresent: result.itemFields[key]) }
    try context.print(Row("tool_result", members, text: result.output), as: try outputFormat())
    return result.succeeded ? .done : .negative
  }
}
