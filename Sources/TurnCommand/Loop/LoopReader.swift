import AgentCLI
import AgentCore
import AgentSession
import AgentSystem
import AgentTurn

/// Reads a loop's standard input on a thread of its own, so that a turn can be interrupted while it runs.
struct LoopReader: Sendable {
  private let queue: LoopQueue
  private let store: SessionStore
  private let ownInput: OwnInput
  private let output: Output
  private let limit: Int
  private let strict: Bool
  /// Counts lines that were of no use.
  private let bad: Monitor<Int>

  init(
    _ queue: LoopQueue, _ store: SessionStore, _ ownInput: OwnInput, _ output: Output, limit: Int,
    strict: Bool, bad: Monitor<Int>
  ) {
    self.queue = queue
    self.store = store
    self.ownInput = ownInput
    self.output = output
    self.limit = limit
    self.strict = strict
    self.bad = bad
  }

  func start() {
    Thread.start {
      var lines = LoopLines(limit: limit)
      var hasSkipped = false
      do throws(SystemError) {
        while true {
          let bytes = try IO.read(0, of: "standard input")
          for line in bytes.isEmpty ? lines.finish() : lines.take(bytes) { take(line, &hasSkipped) }
          if bytes.isEmpty { break }
        }
      } catch {
        tell(AgentError(error))
      }
      queue.finish()
    }.detach()
  }

  private func take(_ line: LoopLines.Line, _ hasSkipped: inout Bool) {
    switch line {
    case .tooLong(let number):
      tell(AgentError(.tooLarge, "longer than \(limit) bytes", object: Self.place(number)))
    case .text(let bytes, let number):
      do throws(AgentError) {
        switch try LoopRecord(bytes) {
        case .turn(let turn): queue.add(turn)
        case .input(let input): try take(input)
        case .interrupt(let words): queue.interrupt(.requested(words))
        case .other(let type):
          if strict { throw AgentError(.badData, "a record '\(type)' is of no use here") }
          if !hasSkipped { skip(type) }
          hasSkipped = true
        }
      } catch {
        var error = error
        error.object = error.object ?? Self.place(number)
        tell(error)
      }
    }
  }

  private func take(_ input: QueuedInput) throws(AgentError) {
    switch queue.place(input) {
    case .kept: break
    case .session(let session):
      try ownInput.append { try SessionLog(session, store: store).append([input.event], durability: .power) }
    case .nowhere: throw AgentError(.sessionMissing, "no turn has begun that could take it")
    }
  }

  private func tell(_ error: AgentError) {
    bad.withLock { $0 += 1 }
    try? output.record(error.record)
  }

  private func skip(_ type: String) {
    let event = Event.notice(
      "records_skipped", "passed over records of no use here, such as '\(type)'", level: "info")
    try? output.line(
      EventEncoder.encode(event, at: .none, time: Clock.system.now(), session: nil, turn: nil))
  }

  private static func place(_ number: Int) -> String { "standard input, line \(number)" }
}
