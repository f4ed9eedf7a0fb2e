import AgentCLI
import AgentCore
import AgentServe
import AgentServer
import AgentSystem
import Glibc

/// The server that runs, or is to run, behind nobody's terminal.
struct BackgroundServer {
  let context: CommandContext

  /// Milliseconds until it answers, and until it has ended.
  private static let startTime = 10_000
  private static let stopTime = 10_000

  var running: ServeFile? { ServeFile.running(in: context.runtime) }

  /// Starts this program anew, detached, with its messages in `logs/serve.log`.
  func start(_ arguments: [String]) throws -> ServeFile {
    if let running { return running }
    try context.runtime.prepare(.logs)
    guard let program = ProcessEnvironment.executable() else {
      throw AgentError(.missingTool, "does not know its own file", object: "agent-serve")
    }
    let log = ServeLog.path(in: context.runtime)
    let messages = try ServeLog.open(in: context.runtime)
    let begin = try Files.status(log)?.st_size ?? 0
    let child = try ChildProcess.spawn(
      [program, "--runtime-dir", context.runtime.path] + arguments, environment: context.environment,
      directory: context.runtime.path, output: .descriptor(messages.raw), error: .descriptor(messages.raw))
    let deadline = Deadline.after(milliseconds: Self.startTime)
    while !deadline.hasPassed {
      if let running, running.process.pid == child.pid { return running }
      if let exit = child.wait(until: .after(milliseconds: 20)) {
        // Somebody else's was quicker, and may not answer yet.
        if let other = waitForOther() { return other }
        let words = try IO.readToEnd(messages.raw, at: Int(begin), of: log)
        throw AgentError(
          .io, words ?? "ended with status \(exit.status)", object: "agent-serve",
          exit: ExitStatus(rawValue: exit.status) ?? .unavailable)
      }
    }
    throw AgentError(.deadline, "does not answer", object: "agent-serve", hint: "see \(log)")
  }

  private func waitForOther() -> ServeFile? {
    let deadline = Deadline.after(milliseconds: 1_000)
    while !deadline.hasPassed {
      if let running { return running }
      // Nobody has the lock: there is no other.
      let path = Path.join(context.runtime.folder(.locks), "serve.lock")
      if let lock = (try? FileLock.tryAcquire(path)) ?? nil {
        _ = lock.descriptor
        return nil
      }
      usleep(20_000)
    }
    return nil
  }

  /// Ends the server that runs, and waits until it has.
  /// - Returns: what it was; nil where none ran.
  func stop() throws -> ServeFile? {
    guard let running else { return nil }
    if running.isUnit { try UserUnits(context).systemctl("stop", ServiceUnits.socket, ServiceUnits.service) }
    running.process.signal(SIGTERM)
    if !running.process.waitForEnd(until: .after(milliseconds: Self.stopTime)) {
      running.process.signal(SIGKILL)
      _ = running.process.waitForEnd(until: .after(milliseconds: Self.stopTime))
    }
    return running
  }

  /// Starts it anew as it was; where none ran, as `arguments` say.
  func restart(_ arguments: [String]) throws -> ServeFile {
    if let running, running.isUnit {
      try UserUnits(context).systemctl("restart", ServiceUnits.service)
      let deadline = Deadline.after(milliseconds: Self.startTime)
      while !deadline.hasPassed {
        if let now = self.running, now.process != running.process { return now }
        usleep(20_000)
      }
      throw AgentError(.deadline, "does not answer", object: ServiceUnits.service)
    }
    let before = try stop()
    return try start(arguments.isEmpty ? before?.arguments ?? [] : arguments)
  }
}

extension IO {
  /// The last line of what stands behind a place; nil where there is none.
  fileprivate static func readToEnd(_ fd: Int32, at offset: Int, of object: String) throws -> String? {
    lseek(fd, off_t(offset), SEEK_SET)
    let bytes = try readToEnd(fd, limit: 1 << 20, of: object)
    return bytes.split(separator: 0x0a).last.map { line in
      // Its own name stands before what it says.
      let text = String(decoding: line, as: UTF8.self)
      return text.hasPrefix("agent-serve: ") ? String(text.dropFirst(13)) : text
    }
  }
}
