import AgentApproval
import AgentCLI
import AgentCore
import AgentJSON
import AgentModel
import AgentSandbox
import AgentSystem
import AgentTools

/// Makes calls from outside of a turn, with the same checks as those of a model.
struct ToolCall {
  private let runner: ToolRunner
  private let context: CommandContext
  private let tree: ConfinedTree
  private let gate: ApprovalGate
  private let secrets: KnownSecrets
  /// Milliseconds for a call, and bytes of its output.
  private static let (timeout, outputLimit) = (120_000, 8 << 20)

  init(
    _ context: CommandContext, _ registry: ToolRegistry, _ gate: ApprovalGate, _ secrets: KnownSecrets
  ) throws(AgentError) {
    self.gate = gate
    self.secrets = secrets
    runner = ToolRunner(registry)
    self.context = context
    tree = try ConfinedTree(
      SandboxPolicy(workspace: context.workingDirectory), context.runtime, context.environment)
  }

  /// - Returns: what the tool gave; a failure of the tool is data.
  /// - Throws: 64 for arguments that do not fit, 4 where the call is denied, and what stopped it from outside.
  func run(_ name: String, _ arguments: JSON, timeout: Int?) throws(AgentError) -> ToolRunner.Result {
    let request = ToolRunner.Request(callID: "call", tool: name, arguments: arguments.text)
    do throws(AgentError) {
      let (tool, arguments) = try runner.check(request)
      try gate.require(ApprovalCall(tool, arguments, in: tree, home: context.environment["HOME"]))
    } catch {
      if error.code == .badRequest { throw AgentError(.usage, error.message, object: name) }
      throw error
    }
    var result = runner.run(
      request,
      ToolContext(
        tree: tree, runtime: context.runtime, session: "", callID: request.callID,
        environment: ProcessEnvironment.forPrograms(context.environment), cancellation: context.cancellation,
        deadline: .after(milliseconds: timeout ?? Self.timeout), outputLimit: Self.outputLimit))
    if let reason = context.cancellation.reason { throw AgentError(reason) }
    result.output = secrets.redact(result.output)
    result.itemFields = secrets.redact(result.itemFields)
    return result
  }
}
