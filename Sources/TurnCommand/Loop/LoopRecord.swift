import AgentCore
import AgentJSON
import AgentSession
import AgentSystem

/// A line of a loop's standard input. Pure.
enum LoopRecord: Equatable {
  case turn(LoopTurn)
  /// Input for the turn that runs, or a request that it end after its step.
  case input(QueuedInput)
  /// The turn that runs is to end, with the words why.
  case interrupt(String)
  /// A record of another type.
  case other(String)

  /// - Throws: 65 for what is no record, or lacks what its type needs.
  init(_ line: some Sequence<UInt8>) throws(AgentError) {
    let record: JSON
    do {
      record = try JSON(parsing: Array(line), depthLimit: 64)
    } catch {
      throw AgentError(.badData, "not JSON: \(error)")
    }
    guard record.object != nil, let type = record["type"]?.string else {
      throw AgentError(.badData, "not an object with a type")
    }
    switch type {
    case "turn": self = .turn(try LoopTurn(record))
    case "interrupt": self = try Self.interrupt(record, record["interrupt"]?.string ?? "stop")
    case "input.queued":
      if let kind = record["interrupt"]?.string {
        self = try Self.interrupt(record, kind)
        return
      }
      let items = record["items"]?.array ?? []
      guard record["text"]?.string != nil || !items.isEmpty else {
        throw AgentError(.badData, "'text' or 'items' is missing")
      }
      self = .input(QueuedInput(id: Self.id(record), text: record["text"]?.string, items: items))
    default: self = .other(type)
    }
  }

  private static func interrupt(_ record: JSON, _ kind: String) throws(AgentError) -> LoopRecord {
    let words = record["text"]?.string
    switch QueuedInput.Interrupt(rawValue: kind) {
    case .stop: return .interrupt(words ?? "")
    case .finish: return .input(QueuedInput(id: id(record), text: words, interrupt: .finish))
    case nil: throw AgentError(.badData, "'interrupt' is 'stop' or 'finish'")
    }
  }

  private static func id(_ record: JSON) -> String { record["id"]?.string ?? "q_\(RandomBytes.hex(6))" }
}

/// A turn that is asked for.
struct LoopTurn: Equatable {
  /// How whoever asks calls it.
  var id: String?
  var prompt: String
  /// Documents and images, as with `--file` and `--image`.
  var files: [String]
  var images: [String]
  /// The session of this turn and those after it, where it is another one: what `--session` takes.
  var session: String?
  /// As `--resume`.
  var resumes: Bool

  init(_ record: JSON) throws(AgentError) {
    func string(_ name: String) throws(AgentError) -> String? {
      guard let value = record[name], !value.isNull else { return nil }
      guard let text = value.string else { throw AgentError(.badData, "'\(name)' must be a string") }
      return text
    }
    func strings(_ name: String) throws(AgentError) -> [String] {
      guard let value = record[name], !value.isNull else { return [] }
      let texts = value.array?.compactMap(\.string)
      guard let texts, texts.count == value.array?.count else {
        throw AgentError(.badData, "'\(name)' must be a list of strings")
      }
      return texts
    }
    id = try string("id")
    prompt = try string("prompt") ?? ""
    files = try strings("files")
    images = try strings("images")
    session = try string("session")
    resumes = record["resume"]?.bool ?? false
    if prompt.allSatisfy(\.isWhitespace), files.isEmpty, images.isEmpty, !resumes {
      throw AgentError(.badData, "'prompt' is missing")
    }
  }
}
