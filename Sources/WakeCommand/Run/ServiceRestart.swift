import AgentCLI
import AgentCore
import AgentSystem
import AgentWake

/// Starts the service anew, as scheduler_restart_and_wakeup asks for: when the turn that asked is over, so that it
/// does not end itself, and only where a service runs.
struct ServiceRestart {
  private let context: CommandContext
  /// Milliseconds that the turn which asked may go on, and that the restart may take.
  private static let turnTime = 600_000
  private static let restartTime = 60_000

  init(_ context: CommandContext) { self.context = context }

  func run(after session: String?) {
    if let session {
      let path = "\(context.runtime.folder(.locks))/\(session).turn"
      if Files.exists(path) { _ = try? FileLock.acquire(path, until: .after(milliseconds: Self.turnTime)) }
    }
    guard Files.exists(context.runtime.file("serve.json")) else { return }
    do {
      let program = try SiblingProgram.find("agent-serve", environment: context.environment)
      let result = try BoundedRun.run(
        [program, "restart", "--runtime-dir", context.runtime.path], environment: context.environment,
        directory: context.runtime.path, input: [], outputLimit: 1 << 16,
        deadline: .after(milliseconds: Self.restartTime), cancellation: context.cancellation)
      if result.ending != .exited(.code(0)) {
        context.diagnostics.note("agent-serve restart: \(result.errors)")
      }
    } catch {
      context.diagnostics.note("agent-serve restart: \(AgentError(wrapping: error).description)")
    }
  }
}
