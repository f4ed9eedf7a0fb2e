import AgentCore
import AgentJSON
import AgentREPL
import AgentSystem
import Glibc

/// A child whose lines are events: `agent-turn --loop`, in which the turns of the REPL run, or
/// `agent-session follow`, which tells of a turn that another process runs.
final class EventProcess {
  enum Kind: Equatable {
    case turns
    case follow(String)
  }

  let kind: Kind
  private let child: ChildProcess
  /// Our end of its `--control-fd`, or -1.
  let control: Int32
  private var lines = LineReader()
  private var questions = LineReader()
  private var errors = LineReader()
  private var isInputOpen = true
  /// What it has not taken yet: it may be slow, or stopped, and nobody waits for it.
  private var outgoing = OutgoingBytes(limit: outgoingLimit)
  private var answers = OutgoingBytes(limit: outgoingLimit)
  /// Those that something may still come from.
  private(set) var descriptors: [Int32]

  /// The most that waits for a process, in bytes.
  private static let outgoingLimit = 32 << 20

  var output: Int32 { child.standardOutput }
  var errorOutput: Int32 { child.standardError }

  private init(_ kind: Kind, _ child: ChildProcess, control: Int32) {
    self.kind = kind
    self.child = child
    self.control = control
    descriptors = [child.standardOutput, child.standardError, control].filter { $0 >= 0 }
    for descriptor in [child.standardInput, control] where descriptor >= 0 {
      _ = fcntl(descriptor, F_SETFL, fcntl(descriptor, F_GETFL) | O_NONBLOCK)
    }
  }

  deinit {
    if isInputOpen, child.standardInput >= 0 { close(child.standardInput) }
    for descriptor in [output, errorOutput, control] where descriptor >= 0 { close(descriptor) }
  }

  /// Starts a process of turns.
  /// - Parameter asks: whether somebody answers what it asks.
  static func turns(_ program: String, _ options: [String], environment: [String: String], asks: Bool)
    throws(AgentError) -> EventProcess
  {
    var ends: [Int32] = [-1, -1]
    if socketpair(AF_UNIX, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0, &ends) != 0 {
      throw AgentError(SystemError("socketpair"))
    }
    defer { close(ends[1]) }
    // Who says no at the prompt wants the model to hear it.
    let approve = asks ? ["--approve", "pipe", "--on-denied", "continue"] : []
    do {
      let child = try ChildProcess.spawn(
        [program, "--loop", "--deltas", "--origin", "repl", "--control-fd", "3"] + approve + options,
        environment: environment, input: .pipe, output: .pipe, error: .pipe, control: ends[1])
      return EventProcess(.turns, child, control: ends[0])
    } catch {
      close(ends[0])
      throw AgentError(error)
    }
  }

  /// Follows a session from an event on.
  static func follow(_ program: String, _ session: String, from sequence: Int, environment: [String: String])
    throws(AgentError) -> EventProcess
  {
    do {
      let child = try ChildProcess.spawn(
        [program, "follow", session, "--from", String(sequence), "--deltas", "-j"], environment: environment,
        output: .pipe, error: .pipe)
      return EventProcess(.follow(session), child, control: -1)
    } catch {
      throw AgentError(error)
    }
  }

  // MARK: - What it is sent

  /// Sends a record, at once or as soon as it is taken.
  /// - Throws: 75 where too much waits already.
  func send(_ record: JSON) throws(AgentError) {
    guard isInputOpen, child.standardInput >= 0 else { return }
    try Self.add(record, to: &outgoing)
    flush(child.standardInput)
  }

  /// Answers what it has asked.
  func answer(_ record: JSON) throws(AgentError) {
    if control < 0 { return }
    try Self.add(record, to: &answers)
    flush(control)
  }

  private static func add(_ record: JSON, to queue: inout OutgoingBytes) throws(AgentError) {
    if !queue.append(record.bytes + [0x0a]) {
      throw AgentError(
        .sessionBusy, "takes nothing, and \(queue.count) bytes wait for it already", object: "agent-turn",
        hint: "if it was stopped, continue it (kill -CONT); else wait")
    }
  }

  /// Those that something waits for.
  var waiting: [Int32] {
    (outgoing.isEmpty || !isInputOpen ? [] : [child.standardInput]) + (answers.isEmpty ? [] : [control])
  }

  /// Whether it has not taken all that it was sent.
  var isBehind: Bool { !waiting.isEmpty }

  /// Sends what is taken without waiting.
  func flush(_ descriptor: Int32) {
    if descriptor == control { Self.flush(control, &answers) } else { Self.flush(descriptor, &outgoing) }
  }

  private static func flush(_ descriptor: Int32, _ queue: inout OutgoingBytes) {
    while !queue.isEmpty {
      let count = queue.next.withUnsafeBytes { write(descriptor, $0.baseAddress, $0.count) }
      if count >= 0 {
        queue.take(count)
      } else if errno == EAGAIN {
        return
      } else if errno != EINTR {
        // It has gone; the end of its output tells of that.
        queue.drop()
      }
    }
  }

  // MARK: - What it says

  /// What has come from one of its descriptors; nil at its end.
  func read(_ descriptor: Int32) -> [[UInt8]]? {
    guard let bytes = try? IO.read(descriptor), !bytes.isEmpty else {
      descriptors.removeAll { $0 == descriptor }
      return nil
    }
    switch descriptor {
    case control: return Self.lines(bytes, &questions)
    case errorOutput: return Self.lines(bytes, &errors)
    default: return Self.lines(bytes, &lines)
    }
  }

  private static func lines(_ bytes: [UInt8], _ reader: inout LineReader) -> [[UInt8]] {
    var found: [[UInt8]] = []
    reader.append(bytes)
    while let line = (try? reader.next()) ?? nil { found.append(Array(line.bytes)) }
    return found
  }

  /// What it said last on standard error.
  func remainingErrors() -> [String] {
    var found: [[UInt8]] = []
    while IO.poll(errorOutput, for: POLLIN, timeout: 0) & POLLIN != 0, let more = read(errorOutput) {
      found += more
    }
    if let last = (try? errors.finish()) ?? nil { found.append(Array(last.bytes)) }
    return found.map { String(decoding: $0, as: UTF8.self) }
  }

  /// Ends it and all that it runs, now; its end is told like any other.
  func kill() { child.endAtOnce() }

  /// Lets it end, and waits; what does not end by itself is killed.
  /// - Returns: its status.
  func finish(within milliseconds: Int) -> Int32 {
    if isInputOpen, child.standardInput >= 0 { close(child.standardInput) }
    isInputOpen = false
    if kind != .turns { child.signal(SIGTERM) }
    if let exit = child.wait(until: .after(milliseconds: milliseconds)) { return exit.status }
    return child.endTree(supervised: false)?.status ?? 137
  }
}
