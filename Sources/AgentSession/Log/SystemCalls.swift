import AgentCore
import AgentSystem

/// Runs system calls; their failures become ours.
func system<Result: ~Copyable>(
  missing: ErrorCode = .inputMissing, _ body: () throws(SystemError) -> Result
) throws(AgentError) -> Result {
  do throws(SystemError) {
    return try body()
  } catch {
    throw AgentError(error, missing: missing)
  }
}
