package import AgentCore
import AgentJSON
package import AgentSystem
import Glibc

/// An `agent-turn -j` child, and its events one by one.
///
/// It outlives the server, so nothing of it leads to us: its prompt and its events are in files that have no
/// name any more, what it says to people is in `logs/serve.log`.
package final class TurnChild: Sendable {
  private struct Reading {
    var offset = 0
    var pending: [UInt8] = []
    var lines: [[UInt8]] = []
    var isOver = false
    var last: [UInt8] = []
  }

  private let child: ChildProcess
  private let events: Int32
  private let watch: Int32
  /// Ends when the child has.
  private let end: Int32
  private let ending: Cancellation
  private let reading = Monitor(Reading())
  private let exit: Monitor<ChildProcess.Exit?>

  init(_ request: TurnRequest, serving: Serving) throws {
    let runtime = serving.runtime
    try runtime.prepare(.cache, .logs, .workfolder)
    let program = try SiblingProgram.find("agent-turn", environment: serving.environment)
    var ignored: Int32 = -1
    let prompt = try Self.unnamedFile(in: runtime, watch: &ignored, watched: false)
    var watch: Int32 = -1
    let output = try Self.unnamedFile(in: runtime, watch: &watch, watched: true)
    try IO.writeAll(prompt.raw, request.prompt)
    lseek(prompt.raw, 0, SEEK_SET)
    let messages = try ServeLog.open(in: runtime)
    let (read, write) = try Descriptor.pipe()
    do {
      child = try ChildProcess.spawn(
        [program] + request.arguments(runtime: runtime), environment: serving.childEnvironment,
        directory: request.workspace ?? runtime.folder(.workfolder), input: .descriptor(prompt.raw),
        output: .descriptor(output.raw), error: .descriptor(messages.raw))
    } catch {
      close(read)
      close(write)
      if watch >= 0 { close(watch) }
      throw AgentError(error, missing: .missingTool)
    }
    (self.watch, end, ending) = (watch, read, serving.ending)
    events = output.release()
    let exit = Monitor<ChildProcess.Exit?>(nil)
    self.exit = exit
    Thread.start { [child, turns = serving.turns] in
      let status = child.wait()
      exit.update { $0 = status }
      turns.leave()
      close(write)
    }.detach()
  }

  deinit {
    close(events)
    close(end)
    if watch >= 0 { close(watch) }
  }

  /// Stops the turn as Ctrl-C does; its last event says so.
  package func interrupt() { child.signal(SIGINT) }

  /// The next line of the turn, without its newline. Called by one thread at a time.
  /// - Returns: nil after the terminal event, or at the end of a turn that was killed.
  /// - Throws: `terminated` when the server ends; the turn goes on.
  package func nextLine() throws(AgentError) -> [UInt8]? {
    guard case .line(let line) = try nextLine(until: nil) else { return nil }
    return line
  }

  package enum Next {
    case line([UInt8])
    /// The time was over first.
    case nothing
    case end
  }

  /// The same, but not waiting much longer than to a moment.
  package func nextLine(until deadline: Deadline?) throws(AgentError) -> Next {
    while true {
      if let line = reading.withLock({ $0.lines.isEmpty ? nil : $0.lines.removeFirst() }) {
        reading.withLock {
          $0.last = line
          $0.isOver = Self.isTerminal(line)
        }
        return .line(line)
      }
      if reading.withLock({ $0.isOver }) { return .end }
      // Asked before it is read to the end: what it wrote last is not missed.
      let hasEnded = exit.withLock { $0 != nil }
      if try readMore() { continue }
      if hasEnded { return .end }
      if deadline?.hasPassed == true { return .nothing }
      if ending.isCancelled { throw AgentError(.terminated, "the server ends") }
      sleep()
    }
  }

  /// Why there is no turn, as its last line says it.
  package var failure: AgentError {
    let status = exit.withLock { $0?.status } ?? 255
    return Serving.error(reading.withLock { $0.last }, [], status: status)
  }

  /// Whether an event is the last of its turn, or says that there is none.
  static func isTerminal(_ line: [UInt8]) -> Bool {
    ["turn.completed", "turn.failed"].contains { name in
      line.starts(with: "{\"type\":\"\(name)\"".utf8)
    }
  }

  /// - Returns: whether there was anything.
  private func readMore() throws(AgentError) -> Bool {
    let size = 1 << 17
    let offset = reading.withLock { $0.offset }
    var failure: Int32 = 0
    let bytes = [UInt8](unsafeUninitializedCapacity: size) { buffer, count in
      let read = pread(events, buffer.baseAddress, size, off_t(offset))
      failure = read < 0 ? errno : 0
      count = max(0, read)
    }
    if failure != 0, failure != EINTR { throw AgentError(SystemError("read", "agent-turn", number: failure)) }
    if bytes.isEmpty { return false }
    reading.withLock { state in
      state.offset += bytes.count
      state.pending += bytes
      guard let last = state.pending.lastIndex(of: 0x0a) else { return }
      state.lines += state.pending[..<last].split(separator: 0x0a).map(Array.init)
      state.pending.removeSubrange(...last)
    }
    return true
  }

  /// Until there may be more. Where files cannot be watched, and to see the end of the server, by the clock.
  private func sleep() {
    var entries = [
      pollfd(fd: watch, events: Int16(POLLIN), revents: 0),
      pollfd(fd: end, events: Int16(POLLIN), revents: 0),
    ]
    _ = poll(&entries, 2, watch < 0 ? 20 : 250)
    if entries[0].revents & Int16(POLLIN) != 0 {
      withUnsafeTemporaryAllocation(byteCount: 1 << 12, alignment: 8) { buffer in
        while read(watch, buffer.baseAddress, buffer.count) > 0 {}
      }
    }
  }

  /// A file that nobody else can open, and what tells of its growth.
  private static func unnamedFile(
    in runtime: RuntimeDirectory, watch: inout Int32, watched: Bool
  ) throws -> Descriptor {
    let path = Path.join(runtime.folder(.cache), "serve.tmp-\(getpid())-\(RandomBytes.hex(8))")
    let file = try Descriptor(opening: path, O_RDWR | O_CREAT | O_EXCL | O_APPEND)
    defer { unlink(path.system) }
    if watched {
      watch = inotify_init1(Int32(IN_CLOEXEC | IN_NONBLOCK))
      if watch >= 0, inotify_add_watch(watch, path.system, UInt32(IN_MODIFY)) < 0 {
        close(watch)
        watch = -1
      }
    }
    return file
  }
}
