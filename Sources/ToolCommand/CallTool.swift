import AgentApproval
import AgentCLI
import AgentCore
import AgentJSON
import AgentModel
import AgentSandbox
import AgentSystem
import AgentTools
import ArgumentParser

/// Calls a tool the way a turn does: with the same checks, in the same sandbox, within the same limits.
struct CallTool: AgentCommand {
  static let configuration = CommandConfiguration(
    commandName: "call", abstract: "Call a tool as a turn does",
    discussion: "Example: agent-tool call search pattern=TODO")

  @Argument(help: "The tool's name.")
  var name: String

  @Argument(help: "A JSON object, its members as NAME=VALUE, or - for an object on standard input.")
  var arguments: [String] = []

  @OptionGroup var place: StrictConfinementOptions

  @OptionGroup var approval: ApproveOption

  @Option(name: .long, help: ArgumentHelp("Time for the call (default 120s).", valueName: "time"))
  var toolTimeout: String?

  @OptionGroup var common: CommonOptions

  var stopsOnSignals: Bool { true }

  func run(in context: CommandContext) throws -> ExitStatus {
    ProcessEnvironment.protectSecrets()
    let policy = try place.policy(in: context)
    let toolset = try Toolset(context, policy: policy)
    let entry = try toolset.entry(name)
    let registry = ToolRegistry([entry.tool])
    defer { registry.finish() }
    let (output, notices): (ToolOutput, [String])
    do throws(AgentError) {
      (output, notices) = try call(entry, registry, toolset, in: context)
    } catch {
      throw toolset.secrets.redact(error)
    }
    try tell(output, notices, in: context)
    if output.succeeded { return .done }
    try context.output.flush()
    // A program's status is its own, and none of our words.
    let status = output.itemFields["exit_code"]?.int.map { Int32(truncatingIfNeeded: $0) } ?? 1
    throw ForeignStatus(status == 0 ? 1 : status)
  }

  /// - Returns: what the tool gave, without any key, and what the sandbox lacks.
  private func call(
    _ entry: ToolInventory.Entry, _ registry: ToolRegistry, _ toolset: Toolset, in context: CommandContext
  ) throws(AgentError) -> (ToolOutput, [String]) {
    let call = try callContext(entry, toolset, context)
    let hooks = try CallHooks(
      context, workspace: call.tree.workspace, call.environment, toolset.secrets)
    let given = try checked(entry, registry, context).1
    let changed = try hooks.before(name, given, context.cancellation)
    let (tool, arguments) = try ToolRunner(registry).check(
      ToolRunner.Request(callID: "call", tool: name, arguments: changed.text))
    try approval.gate(in: context).require(
      ApprovalCall(tool, arguments, in: call.tree, home: call.environment["HOME"]))
    try tool.prepare(call.environment)
    let notices = try SandboxLack.tell(registry, place, in: context)
    let result = Result { () throws(AgentError) in try tool.run(arguments, in: call) }
    if let reason = context.cancellation.reason { throw AgentError(reason) }
    // Hooks are told no more than a model would be.
    let output = toolset.secrets.redact(try result.get())
    return (
      toolset.secrets.redact(hooks.after(name, arguments, output, context.cancellation)), notices
    )
  }

  private func checked(
    _ entry: ToolInventory.Entry, _ registry: ToolRegistry, _ context: CommandContext
  ) throws(AgentError) -> (any Tool, JSON) {
    let schema = entry.tool.description.parameters
    let given: String
    if arguments == ["-"] {
      given = try context.readInput()
    } else {
      given = try CallArguments.parse(arguments, schema: schema).text
    }
    do throws(AgentError) {
      return try ToolRunner(registry).check(
        ToolRunner.Request(callID: "call", tool: name, arguments: given))
    } catch {
      guard error.code == .badRequest else { throw error }
      throw AgentError(
        .usage, error.message, object: name, hint: "see 'agent-tool describe \(name)'")
    }
  }

  private func callContext(
    _ entry: ToolInventory.Entry, _ toolset: Toolset, _ context: CommandContext
  ) throws(AgentError) -> ToolContext {
    let configuration = toolset.configuration
    if let toolTimeout, Duration.parse(toolTimeout) == nil {
      throw AgentError(
        .usage, "expected a duration such as 30s, not '\(toolTimeout)'", object: "--tool-timeout")
    }
    let configured = try configuration.duration("tool_timeout") ?? 120_000
    let standard = toolTimeout.flatMap(Duration.parse) ?? configured
    var environment = ProcessEnvironment.forPrograms(context.environment)
    environment["AGENT_SHARE_DIR"] = context.environment["AGENT_SHARE_DIR"]
    return ToolContext(
      tree: try ConfinedTree(toolset.host.policy, context.runtime, context.environment),
      runtime: context.runtime, session: context.environment["AGENT_SESSION"] ?? "", callID: "call",
      environment: environment, cancellation: context.cancellation,
      deadline: .after(milliseconds: entry.tool.description.timeout ?? standard),
      outputLimit: try configuration.int("tool_output_max") ?? 32_768)
  }

  /// In text, what the tool gave; images are told of and not printed.
  private func tell(_ output: ToolOutput, _ notices: [String], in context: CommandContext) throws(AgentError)
  {
    let format = try outputFormat()
    let said = output.itemFields["notices"]?.array?.compactMap(\.string) ?? []
    for notice in said { context.diagnostics.note(notice) }
    guard format.isMachine else {
      let isWhole = output.text.isEmpty || output.text.hasSuffix(bytes: "\n")
      try context.output.text(Terminal.sanitized(output.text) + (isWhole ? "" : "\n"))
      for image in output.images {
        context.diagnostics.note("an image: \(image.mediaType), \(image.bytes.count) bytes")
      }
      return
    }
    var members: JSONObject = [
      "tool": .string(name), "output": .string(output.text),
      "status": .string(output.succeeded ? "completed" : "failed"),
    ]
    members.append(contentsOf: output.itemFields)
    if !notices.isEmpty { members["notices"] = .array((notices + said).map(JSON.string)) }
    if !output.images.isEmpty {
      members.append(
        "images",
        .array(
          output.images.map {
            ["media_type": .string($0.mediaType), "data": .string(Base64.encode($0.bytes))]
          }))
    }
    try context.print(Row("tool_result", members, text: ""), as: format)
  }
}
