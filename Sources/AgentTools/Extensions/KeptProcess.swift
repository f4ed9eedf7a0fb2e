import AgentCore
import AgentJSON
import AgentSystem
import Glibc

/// A process that serves many calls: NDJSON requests on its standard input, replies on its standard output. It is
/// started by the first call, ends after a minute without one or when the turn is over, and is started again where
/// it has died. Calls may overlap; replies are told apart by their ids.
final class KeptProcess: Sendable {
  typealias Starter = @Sendable () throws(AgentError) -> ExtensionLaunch
  /// Does what the process asks of us by a line with `op` and without `id`.
  typealias Handler = @Sendable (JSON) -> Void

  private struct State {
    var running: Running?
    /// Replies by id; a call waits for a value in its place.
    var replies: [Int: JSON?] = [:]
    var nextID = 1
    var lastUse = 0
    var isFinished = false
  }

  private final class Running: Sendable {
    let child: ChildProcess
    let errors = TailBuffer(limit: 2048)
    let errorsEnded = Monitor(false)
    /// Held while a request is written.
    let writing = Monitor(())

    let isSupervised: Bool

    init(_ child: ChildProcess, isSupervised: Bool) {
      self.child = child
      self.isSupervised = isSupervised
      _ = fcntl(child.standardInput, F_SETFL, O_NONBLOCK)
    }
  }

  static let replyLimit = 48 << 20

  /// Where it puts what is no line; there for as long as it is.
  let scratch: Scratch
  private let name: String
  private let idleMilliseconds: Int
  private let start: Starter
  private let handle: Handler
  private let state = Monitor(State())
  private let starting = Monitor(())

  init(
    _ name: String, scratch: Scratch, idleMilliseconds: Int = 60_000, start: @escaping Starter,
    handle: @escaping Handler = { _ in }
  ) {
    self.name = name
    self.scratch = scratch
    self.idleMilliseconds = idleMilliseconds
    self.start = start
    self.handle = handle
  }

  /// Sends a request and waits for its reply.
  /// - Throws: `deadline` or `interrupted`, after which the process is ended: what it does cannot be known.
  func request(_ members: JSONObject, until deadline: Deadline, _ cancellation: Cancellation)
    throws(AgentError)
    -> JSON
  {
    let running = try ensureRunning()
    let id = state.withLock { state -> Int in
      state.nextID += 1
      state.lastUse = Deadline.monotonicNow()
      state.replies[state.nextID] = .some(nil)
      return state.nextID
    }
    defer {
      state.update {
        $0.replies[id] = nil
        $0.lastUse = Deadline.monotonicNow()
      }
    }
    var request: JSONObject = ["id": .int(id)]
    request.append(contentsOf: members)
    let token = cancellation.onCancel { [state] _ in state.update { _ in } }
    defer { cancellation.removeHandler(token) }
    let isSent = send(.object(request), to: running, until: deadline, cancellation)
    let reply = isSent ? wait(for: id, of: running, until: deadline, cancellation) : nil
    if let reply { return reply }
    if cancellation.isCancelled || deadline.hasPassed {
      let soon = Deadline.after(milliseconds: 200)
      _ = send(["id": .int(id), "op": "cancel"], to: running, until: soon, Cancellation())
      stop(running, grace: 300)
      throw cancellation.isCancelled
        ? AgentError(.interrupted, "interrupted")
        : AgentError(.deadline, "the call took too long and was ended", object: name)
    }
    // Its last words may still be on their way.
    _ = running.errorsEnded.wait(until: .after(milliseconds: 500)) { $0 ? true : nil }
    let words = running.errors.text.trimmed
    throw AgentError(
      .missingTool, words.isEmpty ? "ended without a reply" : "ended without a reply: \(words)", object: name)
  }

  /// Ends the process; no other is started.
  func finish() {
    let running = state.update { state -> Running? in
      state.isFinished = true
      return state.running
    }
    if let running { stop(running, grace: 1000) }
    scratch.remove()
  }

  // MARK: - The process

  private func ensureRunning() throws(AgentError) -> Running {
    // One start at a time.
    let result: Result<Running, AgentError> = starting.withLock { _ in
      if let running = state.withLock({ $0.running }) { return .success(running) }
      do throws(AgentError) {
        return .success(try launch())
      } catch {
        return .failure(error)
      }
    }
    return try result.get()
  }

  private func launch() throws(AgentError) -> Running {
    if state.withLock({ $0.isFinished }) { throw AgentError(.missingTool, "the turn is over", object: name) }
    let launch = try start()
    let child: ChildProcess
    do throws(SystemError) {
      child = try ChildProcess.spawn(
        launch.commandLine, environment: launch.environment, directory: launch.directory, input: .pipe,
        output: .pipe, error: .pipe)
    } catch {
      throw AgentError(error, missing: .missingTool)
    }
    let running = Running(child, isSupervised: launch.isSupervised)
    state.update {
      $0.running = running
      $0.lastUse = Deadline.monotonicNow()
    }
    Thread.start { [self] in readErrors(running) }.detach()
    Thread.start { [self] in readReplies(running) }.detach()
    Thread.start { [self] in watchIdleness(running) }.detach()
    return running
  }

  private func readErrors(_ running: Running) {
    while let chunk = try? IO.read(running.child.standardError), !chunk.isEmpty {
      running.errors.append(chunk)
    }
    close(running.child.standardError)
    running.errorsEnded.update { $0 = true }
  }

  private func readReplies(_ running: Running) {
    var reader = LineReader(limit: Self.replyLimit)
    let output = running.child.standardOutput
    // A line that is too long ends it, as the end of its output does.
    while let chunk = try? IO.read(output), !chunk.isEmpty, (try? take(chunk, &reader)) != nil {}
    stop(running, grace: 300)
    close(output)
  }

  private func take(_ chunk: [UInt8], _ reader: inout LineReader) throws(JSONError) {
    reader.append(chunk)
    while let line = try reader.next() { take(line.bytes) }
  }

  /// A line that is no reply is passed over: libraries print where they should not.
  private func take(_ line: ArraySlice<UInt8>) {
    guard let reply = try? JSON(parsing: line, depthLimit: 64), reply.object != nil else { return }
    if let id = reply["id"]?.int {
      state.update { if $0.replies.keys.contains(id) { $0.replies[id] = .some(reply) } }
    } else if reply["op"] != nil {
      handle(reply)
    }
  }

  private func watchIdleness(_ running: Running) {
    while true {
      let rest = state.withLock { state -> Int? in
        guard state.running === running else { return nil }
        if !state.replies.isEmpty { return idleMilliseconds }
        return idleMilliseconds - (Deadline.monotonicNow() - state.lastUse) / 1_000_000
      }
      guard let rest else { return }
      if rest <= 0 { return stop(running, grace: 1000) }
      let isGone = state.wait(until: .after(milliseconds: rest)) { $0.running === running ? nil : true }
      if isGone == true { return }
    }
  }

  /// Ends the process by the end of its input, and in a way that cannot be refused after `grace` milliseconds.
  /// Whoever comes first does it.
  private func stop(_ running: Running, grace: Int) {
    let isMine = state.update { state -> Bool in
      guard state.running === running else { return false }
      state.running = nil
      return true
    }
    guard isMine else { return }
    running.writing.withLock { _ in _ = close(running.child.standardInput) }
    let exit = running.child.wait(until: .after(milliseconds: grace))
    if exit == nil {
      _ = running.child.endTree(supervised: running.isSupervised)
    } else {
      running.child.signalGroup(SIGKILL)
    }
  }

  // MARK: - Requests and replies

  private func send(
    _ request: JSON, to running: Running, until deadline: Deadline, _ cancellation: Cancellation
  )
    -> Bool
  {
    var bytes = request.bytes
    bytes.append(0x0a)
    return running.writing.withLock { _ in
      var rest = bytes[...]
      while !rest.isEmpty {
        if state.withLock({ $0.running !== running }) { return false }
        let count = rest.withUnsafeBytes { write(running.child.standardInput, $0.baseAddress, $0.count) }
        if count > 0 {
          rest = rest.dropFirst(count)
        } else if errno == EAGAIN {
          if deadline.hasPassed || cancellation.isCancelled { return false }
          _ = IO.poll(running.child.standardInput, for: Int32(POLLOUT), timeout: 20)
        } else if errno != EINTR {
          return false
        }
      }
      return true
    }
  }

  private func wait(for id: Int, of running: Running, until deadline: Deadline, _ cancellation: Cancellation)
    -> JSON?
  {
    state.wait(until: deadline) { state -> JSON?? in
      if let reply = state.replies[id] ?? nil { return .some(reply) }
      if cancellation.isCancelled || state.running !== running { return .some(nil) }
      return nil
    } ?? nil
  }
}

/// The last bytes of a stream.
final class TailBuffer: Sendable {
  private let limit: Int
  private let state = Monitor([UInt8]())

  init(limit: Int) { self.limit = limit }

  func append(_ bytes: [UInt8]) {
    state.withLock { kept in
      kept += bytes.suffix(limit)
      if kept.count > limit { kept.removeFirst(kept.count - limit) }
    }
  }

  var text: String {
    // The beginning of a character that was cut is none.
    state.withLock { String(decoding: $0.drop { $0 & 0xc0 == 0x80 }, as: UTF8.self) }
  }
}
