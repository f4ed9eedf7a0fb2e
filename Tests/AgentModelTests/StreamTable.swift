import AgentCore
import AgentJSON
import AgentSystem

@testable import AgentModel

/// A file of cases: `=== title`, a stream as it comes, `--- events`, and one JSON array a line for each event
/// that it must give.
struct StreamTable {
  struct Case: Sendable, CustomStringConvertible {
    let title: String
    let stream: [UInt8]
    let events: [JSON]
    var description: String { title }
  }

  static func read(_ name: String) -> [Case] {
    let path = Path.join(Path.parent(#filePath), "Tables/\(name).txt")
    let text = (try? Files.read(path)).map { String(decoding: $0, as: UTF8.self) } ?? ""
    return text.split(separator: "=== ").map { part in
      let lines = part.split(separator: "\n", omittingEmptySubsequences: false)
      let divider = lines.firstIndex { $0 == "--- events" } ?? lines.endIndex
      let events = lines[divider...].dropFirst().filter { !$0.isEmpty }
      return Case(
        title: String(lines[0]), stream: Array((lines[1..<divider].joined(separator: "\n") + "\n").utf8),
        events: events.map { (try? JSON(parsing: String($0))) ?? .string("unreadable: \($0)") })
    }
  }

  /// Runs a stream through a decoder, in chunks of `size` bytes, as ``ModelExchange`` does.
  static func run(_ stream: [UInt8], _ decoder: any ModelDecoder, chunks size: Int) -> [JSON] {
    var decoder = decoder
    var parser = SSEParser()
    var events: [ModelEvent] = []
    func failed(_ failure: ServerFailure) -> [JSON] {
      events.map(\.row) + [
        [
          "failure", .string(failure.errorCode.rawValue), .string(failure.message),
          failure.retryAfterMilliseconds.map(JSON.int) ?? nil,
        ]
      ]
    }
    for start in stride(from: 0, to: stream.count, by: size) {
      for event in parser.push(stream[start..<min(start + size, stream.count)]) {
        do throws(ServerFailure) {
          events += try decoder.take(name: event.name, data: event.data)
        } catch {
          return failed(error)
        }
      }
    }
    guard let rest = decoder.finish() else { return events.map(\.row) + [["cut"]] }
    return (events + rest).map(\.row)
  }
}

extension ModelEvent {
  /// The event as a line of a table.
  var row: JSON {
    switch self {
    case .started(let id): ["started", JSON(id)]
    case .itemStarted(let index, let kind, let name):
      ["itemStarted", .int(index), .string(kind), JSON(name)]
    case .delta(let index, let channel, let text):
      ["delta", .int(index), .string(channel.rawValue), .string(text)]
    case .itemDone(let index, let item): ["itemDone", .int(index), item]
    case .usage(let usage):
      [
        "usage", .int(usage.input), .int(usage.cachedInput), .int(usage.output), .int(usage.reasoningOutput),
      ]
    case .rateLimit(let limits): ["rateLimit", limits]
    case .notice(let code, _): ["notice", .string(code)]
    case .completed(let reason): ["completed", .string(reason)]
    }
  }
}
