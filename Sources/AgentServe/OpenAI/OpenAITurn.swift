import AgentCore
import AgentJSON
import AgentSystem

/// A turn that answers a request: it is started, read, and told in the form of the API.
final class OpenAITurn: Sendable {
  private struct State {
    var answer = OpenAIAnswer()
    var form: any OpenAIForm
    /// Events that are read and not told yet.
    var pieces: [OpenAIAnswer.Piece] = []
  }

  private let request: OpenAIRequest
  private let child: TurnChild
  private let state: Monitor<State>
  /// Held until the turn has ended.
  private let files: OpenAIWorkFiles

  /// How long a client of a stream is left without an answer, so that a failure of the model's server can still be
  /// told by a status, and how often it hears something after that. Milliseconds.
  private static let patience = 10_000
  private static let heartbeat = 15_000

  init(_ request: OpenAIRequest, key: String?, form: any OpenAIForm, serving: Serving) throws {
    self.request = request
    state = Monitor(State(form: form))
    let model = try OpenAIModels.read(serving, for: request.model).options(for: request.model)
    files = try OpenAIWorkFiles(request.conversation, in: serving.runtime)
    var turn = TurnRequest(prompt: request.conversation.prompt)
    switch request.place {
    case .ephemeral: turn.ephemeral = true
    case .new: turn.session = "new"
    case .session(let name): turn.session = name
    case .response(let id): turn.session = try OpenAIBranch.session(behind: id, serving)
    }
    if request.place == .new { turn.title = request.conversation.title }
    if !turn.ephemeral { turn.idempotencyKey = key }
    turn.deltas = true
    turn.options = request.options + model + files.options
    child = try serving.turn(turn)
  }

  func answer() throws -> ServeAnswer {
    request.isStream ? try stream() : try whole()
  }

  private func whole() throws -> ServeAnswer {
    while try read(until: nil) {}
    if let failure = failure() { return failure }
    let value = state.withLock { $0.form.whole($0.answer) }
    return .whole(
      status: 200, headers: [("content-type", "application/json")] + sessionHeader, body: value.bytes)
  }

  /// Headers are sent when something has come of the answer; what fails before that has a status of its own.
  private func stream() throws -> ServeAnswer {
    let deadline = Deadline.after(milliseconds: Self.patience)
    while !deadline.hasPassed, try read(until: deadline) {
      if state.withLock({ $0.answer.hasBegun || $0.answer.ending != nil }) { break }
    }
    if state.withLock({ !$0.answer.hasBegun }), let failure = failure() { return failure }
    let headers = [("content-type", "text/event-stream"), ("x-accel-buffering", "no")]
    return .streamed(headers: headers + sessionHeader) { [self] sink in try tell(sink) }
  }

  private func tell(_ sink: any AnswerSink) throws {
    do throws(AgentError) {
      while true {
        let (bytes, isOver) = state.withLock { state in
          let bytes = state.form.events(state.pieces, of: state.answer)
          state.pieces = []
          return (bytes, state.answer.ending != nil)
        }
        try sink.write(bytes)
        if isOver { return }
        let deadline = Deadline.after(milliseconds: Self.heartbeat)
        if try read(until: deadline), deadline.hasPassed {
          try sink.write(state.withLock { $0.form.heartbeat })
        }
      }
    } catch {
      // Nobody else can ever read it.
      if request.place == .ephemeral { child.interrupt() }
      throw error
    }
  }

  /// Reads until there is something to tell.
  /// - Parameter deadline: when to give up for now; nil for never.
  /// - Returns: false at the end of the turn.
  private func read(until deadline: Deadline?) throws(AgentError) -> Bool {
    do throws(AgentError) {
      while true {
        switch try child.nextLine(until: deadline) {
        case .line(let line):
          let isTold = state.withLock { state in
            let pieces = state.answer.take(line)
            state.pieces += pieces
            return !pieces.isEmpty || state.answer.hasBegun
          }
          if isTold { return state.withLock { $0.answer.ending == nil } }
        case .nothing: return true
        case .end:
          state.withLock { $0.pieces += $0.answer.finish() }
          return false
        }
      }
    } catch {
      if request.place == .ephemeral { child.interrupt() }
      throw error
    }
  }

  private func failure() -> ServeAnswer? {
    guard case .failed(let error)? = state.withLock({ $0.answer.ending }) else { return nil }
    return error.answer
  }

  private var sessionHeader: [(name: String, value: String)] {
    let session = state.withLock { $0.answer.session }
    return request.place == .ephemeral || session.isEmpty ? [] : [("x-session-id", session)]
  }
}
