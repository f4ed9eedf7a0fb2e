import AgentJSON

extension ScriptedReply {
  /// The head's fields and the body, as pieces that are sent one after the other.
  struct Rendered {
    var status = 200
    var headers: [String: String] = ["content-type": "text/event-stream"]
    var body: [[UInt8]]
  }

  /// - Parameter number: the request's, from 0; makes ids unique.
  func render(for request: ScriptedRequest, number: Int) -> Rendered {
    switch content {
    case .http(let status, let headers, let body):
      var fields = ["content-type": "application/json"]
      for (name, value) in headers { fields[name.lowercased()] = value }
      return Rendered(status: status, headers: fields, body: body.isEmpty ? [] : [body])
    case .raw(let bytes): return Rendered(body: [bytes])
    case .echo: return render([.text(request.lastUserText)], for: request, number)
    case .answer(let pieces): return render(pieces, for: request, number)
    }
  }

  private func render(_ pieces: [Piece], for request: ScriptedRequest, _ number: Int) -> Rendered {
    let isChat = request.path.hasSuffix("/chat/completions")
    if isWhole || request.json?["stream"]?.bool != true {
      let answer = isChat ? chatAnswer(pieces, number) : responsesAnswer(pieces, number)
      return Rendered(headers: ["content-type": "application/json"], body: [answer.bytes])
    }
    var events = isChat ? chatEvents(pieces, number) : responsesEvents(pieces, number)
    if let inserted { events.insert(inserted.text, at: min(inserted.position, events.count)) }
    return Rendered(body: events.map { Array($0.utf8) })
  }

  /// `text` in parts of ``deltaSize`` characters; one empty part when there is none.
  func deltas(_ text: String) -> [String] {
    var parts: [String] = []
    var rest = Substring(text)
    repeat {
      parts.append(String(rest.prefix(deltaSize)))
      rest = rest.dropFirst(deltaSize)
    } while !rest.isEmpty
    return parts
  }

  func callID(_ id: String?, _ number: Int, _ index: Int) -> JSON { .string(id ?? "call_\(number)_\(index)") }
}
