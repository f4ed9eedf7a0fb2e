import AgentCLI
import AgentCore
import AgentJSON
import AgentModel
import AgentSystem
import AgentTools

/// The user's hooks around calls that come from outside of a turn: the same as around those of a model.
struct CallHooks: Sendable {
  private let runner: HookRunner
  private let diagnostics: Diagnostics

  /// - Parameter secrets: the keys that are taken out of what hooks say.
  init(
    _ context: CommandContext, workspace: String, _ environment: [String: String], _ secrets: KnownSecrets
  ) throws(AgentError) {
    let hooks = try HookSet(context.runtime)
    diagnostics = context.diagnostics
    for notice in hooks.notices { diagnostics.note(notice) }
    runner = HookRunner(
      hooks,
      HookRunner.Scene(
        session: context.environment["AGENT_SESSION"] ?? "", workspace: workspace,
        runtime: context.runtime.path, transcript: nil, environment: environment,
        redact: { secrets.redact($0) }))
  }

  /// Asks before a call.
  /// - Returns: the arguments as the hooks left them, which must be checked again.
  /// - Throws: 4 where a hook says no.
  func before(_ tool: String, _ arguments: JSON, _ cancellation: Cancellation) throws(AgentError) -> JSON {
    if !runner.asks(around: tool) { return arguments }
    let verdict = runner.before(call(tool, arguments), cancellation: cancellation)
    for notice in verdict.notices { diagnostics.note(notice) }
    if let why = verdict.stop ?? verdict.refusal {
      throw AgentError(.approvalDenied, "a hook says no: \(why)", object: tool)
    }
    return verdict.arguments
  }

  /// Tells of a call that has ended, and adds what the hooks say to what it gave.
  func after(_ tool: String, _ arguments: JSON, _ output: ToolOutput, _ cancellation: Cancellation)
    -> ToolOutput
  {
    if !runner.asks(around: tool) { return output }
    let said = runner.after(
      call(tool, arguments), output.text, succeeded: output.succeeded, cancellation: cancellation)
    for notice in said.notices { diagnostics.note(notice) }
    var output = output
    for words in [said.context, said.stop].compactMap(\.self) where !words.isEmpty {
      output.text += (output.text.isEmpty || output.text.hasSuffix(bytes: "\n") ? "" : "\n") + words
    }
    return output
  }

  private func call(_ tool: String, _ arguments: JSON) -> HookRunner.Call {
    HookRunner.Call(id: "call", tool: tool, arguments: arguments)
  }
}
