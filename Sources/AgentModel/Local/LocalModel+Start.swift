import AgentCore
import AgentSystem
import Glibc

extension LocalModel {
  static let launcher = "AgentModel/Local/local_model_server.py"

  /// Starts the launcher detached, and waits until the model is loaded and answers. The lock is held.
  func start(_ model: LocalModelInstallation.Model, _ cancellation: Cancellation) throws(AgentError)
    -> LocalModelState
  {
    try? Files.remove(stateFile)
    let child = try launch(model)
    let deadline = Deadline.after(milliseconds: Self.loadMilliseconds)
    while true {
      if let state = LocalModelState.read(stateFile), state.process.pid == child.pid,
        isReady(state, within: 5000, cancellation)
      {
        return state
      }
      if let exit = child.wait(until: .after(milliseconds: 20)) {
        throw AgentError(
          .missingTool, "the local model did not start: \(lastLogLine ?? "status \(exit.status)")",
          object: logFile)
      }
      if cancellation.isCancelled || deadline.hasPassed { break }
    }
    child.signalGroup(SIGKILL)
    _ = child.wait()
    if let reason = cancellation.reason { throw AgentError(reason) }
    throw AgentError(.missingTool, "the local model took too long to load", object: logFile)
  }

  private func launch(_ model: LocalModelInstallation.Model) throws(AgentError) -> ChildProcess {
    let script = try ResourceDirectory(environment: environment).file(Self.launcher)
    let options = [
      "model": model.path, "name": model.name, "state": stateFile, "lock": lockFile,
      "context": String(settings.contextTokens), "threads": String(settings.threads),
      "idle-exit": String(Double(settings.idleExitMilliseconds) / 1000),
    ]
    do {
      let log = try Descriptor(opening: logFile, O_WRONLY | O_CREAT | O_TRUNC | O_APPEND)
      if fchmod(log.raw, 0o600) != 0 { throw SystemError("fchmod", logFile) }
      return try ChildProcess.spawn(
        [installation.python, "-I", script] + options.map { "--\($0.key)=\($0.value)" },
        environment: ProcessEnvironment.forPrograms(environment), directory: "/",
        output: .descriptor(log.raw), error: .descriptor(log.raw))
    } catch {
      throw AgentError(wrapping: error)
    }
  }

  /// What the server said last.
  private var lastLogLine: String? {
    guard let bytes = try? Files.read(logFile, limit: 1 << 20) else { return nil }
    return String(decoding: bytes, as: UTF8.self).split(whereSeparator: \.isNewline).last.map(String.init)
  }
}
