public import AgentCore
import AgentJSON
public import AgentSession
public import AgentSystem
public import AgentTools
import Glibc

/// `--control-fd`: whoever started the turn is asked over a descriptor, and may send input and interrupt.
///
/// A thread reads the records; it ends with the process. What is asked goes out as the line of the event. A
/// record that is not understood is answered by an `error` record, and nothing else.
public final class ControlChannel: Approver {
  private let descriptor: Int32
  private let state = Monitor(State())

  private struct State {
    /// The turn that runs.
    var turn: Turn?
    var isReading = false
    var answers: [String: ApprovalAnswer] = [:]
    var asked: Set<String> = []
    var hasEnded = false
  }

  private struct Turn {
    let cancellation: Cancellation
    let onInput: @Sendable (QueuedInput) throws(AgentError) -> Void
  }

  /// The longest line that is taken, in bytes.
  private static let lineLimit = 1 << 20

  /// - Throws: 64 for a descriptor that is not open in both directions.
  public init(_ descriptor: Int32) throws(AgentError) {
    let flags = fcntl(descriptor, F_GETFL)
    guard descriptor > 2, flags >= 0, flags & O_ACCMODE == O_RDWR else {
      throw AgentError(
        .usage, "must be open for reading and writing, and above 2", object: "--control-fd \(descriptor)",
        hint: "one end of a socketpair(2)")
    }
    // It is nothing to tools.
    _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC)
    self.descriptor = descriptor
  }

  public var source: ApprovalDecision.Source { .pipe }

  /// Serves a turn from now on. Input is handed on as it comes, on another thread.
  public func attach(
    _ cancellation: Cancellation,
    onInput: @escaping @Sendable (QueuedInput) throws(AgentError) -> Void
  ) {
    let begins = state.update { state in
      defer { state.isReading = true }
      state.turn = Turn(cancellation: cancellation, onInput: onInput)
      return !state.isReading
    }
    if begins { Thread.start { self.read() }.detach() }
  }

  public func answer(_ question: ApprovalQuestion) throws(AgentError) -> ApprovalAnswer {
    let turn = state.withLock { state in
      _ = state.asked.insert(question.id)
      return state.turn
    }
    guard let cancellation = turn?.cancellation else { return .nobody }
    if !send(question.line) { return .nobody }
    let token = cancellation.onCancel { _ in self.state.update { _ in } }
    defer { cancellation.removeHandler(token) }
    let answer = state.wait { state -> ApprovalAnswer? in
      if let answer = state.answers.removeValue(forKey: question.id) { return answer }
      return state.hasEnded || cancellation.isCancelled ? .nobody : nil
    }
    if let reason = cancellation.reason { throw AgentError(reason) }
    return answer ?? .nobody
  }

  // MARK: - Reading

  private func read() {
    var lines = LineReader(limit: Self.lineLimit)
    defer { state.update { $0.hasEnded = true } }
    do {
      while true {
        let bytes = try IO.read(descriptor, of: "--control-fd")
        if bytes.isEmpty { break }
        lines.append(bytes)
        while let line = try lines.next() { take(line.bytes) }
      }
      if let line = try lines.finish() { take(line.bytes) }
    } catch {
      refuse("\(AgentError(wrapping: error))")
    }
  }

  private func take(_ line: ArraySlice<UInt8>) {
    let record: ControlRecord
    do throws(ControlRecord.Refusal) {
      record = try ControlRecord(line)
    } catch {
      return refuse(error.reason)
    }
    switch record {
    case .answer(let id, let answer):
      let isAsked = state.update { state in
        guard state.asked.remove(id) != nil else { return false }
        state.answers[id] = answer
        return true
      }
      if !isAsked { refuse("no approval '\(id)' is waiting") }
    case .input(let input):
      guard let turn = state.withLock({ $0.turn }) else { return }
      do throws(AgentError) {
        try turn.onInput(input)
      } catch {
        return refuse("\(error)")
      }
      if input.interrupt == .stop { turn.cancellation.cancel(.requested(input.text ?? "")) }
    }
  }

  private func refuse(_ reason: String) {
    _ = send(AgentError(.badData, reason, object: "--control-fd").record.bytes)
  }

  /// - Returns: whether somebody may read it.
  private func send(_ line: [UInt8]) -> Bool { (try? IO.writeAll(descriptor, line + [0x0a])) != nil }
}
