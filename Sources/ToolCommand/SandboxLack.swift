import AgentCLI
import AgentCore
import AgentTools
import Glibc

/// What the sandbox of calls lacks on this system, once the tools are prepared: told, as a turn tells it, or with
/// `--strict` a refusal.
enum SandboxLack {
  /// - Returns: what was told.
  /// - Throws: 77 with `--strict`.
  static func tell(_ registry: ToolRegistry, _ options: StrictConfinementOptions, in context: CommandContext)
    throws(AgentError) -> [String]
  {
    if options.strict, geteuid() == 0, registry.runsPrograms {
      throw AgentError(
        .sandbox, "root is not given tools that run programs", object: "--strict",
        hint: "call them as an ordinary user")
    }
    let weaknesses = Set(registry.names.compactMap { registry[$0]?.weakness }).sorted()
    if options.strict, let weakness = weaknesses.first {
      throw AgentError(.sandbox, weakness, object: "agent-sandbox", hint: "leave out --strict to go on")
    }
    for weakness in weaknesses { context.diagnostics.note("agent-sandbox: \(weakness)") }
    return weaknesses
  }
}
