import AgentJSON

extension FuzzTarget {
  /// A stream of events in chunks of any size gives the events that the whole gives, and those are what a
  /// plain reading of the standard gives.
  static let sse = FuzzTarget("sse") { input in
    let chunks = Chunks(input)
    let whole = EventStream([chunks.whole[...]], limit: 1 << 20)
    require(EventStream(chunks.pieces, limit: 1 << 20) == whole, "chunks give what the whole gives")
    require(whole.events == interpret(chunks.whole), "the events are those of the standard")
    let tight = EventStream([chunks.whole[...]], limit: 32)
    require(EventStream(chunks.pieces, limit: 32) == tight, "the limit does not depend on chunks")
    require(whole.events.starts(with: tight.events), "a limit takes events away from the end only")
    for event in tight.events { require(event.data.count <= 32, "no event is above the limit") }
  }

  /// The interpretation of the standard (WHATWG HTML, section 9.2.6), on the whole stream.
  private static func interpret(_ stream: [UInt8]) -> [SSEParser.Event] {
    var text = stream[...]
    if text.starts(with: [0xef, 0xbb, 0xbf]) { text = text.dropFirst(3) }
    var lines: [[UInt8]] = []
    var line: [UInt8] = []
    var index = text.startIndex
    while index < text.endIndex {
      let byte = text[index]
      index += 1
      if byte == 0x0d, index < text.endIndex, text[index] == 0x0a { index += 1 }
      if byte == 0x0d || byte == 0x0a {
        lines.append(line)
        line = []
      } else {
        line.append(byte)
      }
    }
    // What no line end follows is never interpreted.
    var events: [SSEParser.Event] = []
    var data: [[UInt8]] = []
    var event = SSEParser.Event()
    for line in lines {
      if line.isEmpty {
        if !data.isEmpty {
          event.data = Array(data.joined(separator: [0x0a]))
          events.append(event)
          event.retry = nil
        }
        event = SSEParser.Event(id: event.id, retry: event.retry)
        data = []
        continue
      }
      let parts = line.split(separator: 0x3a, maxSplits: 1, omittingEmptySubsequences: false)
      var value = parts.count > 1 ? Array(parts[1]) : []
      if value.first == 0x20 { value.removeFirst() }
      switch String(decoding: parts[0], as: UTF8.self) {
      case "data": data.append(value)
      case "event": event.name = String(decoding: value, as: UTF8.self)
      case "id" where !value.contains(0): event.id = String(decoding: value, as: UTF8.self)
      case "retry" where !value.isEmpty && value.allSatisfy { (0x30...0x39).contains($0) }:
        event.retry = Int(String(decoding: value, as: UTF8.self))
      default: break
      }
    }
    return events
  }
}

/// What a parser made of a stream.
private struct EventStream: Equatable {
  var events: [SSEParser.Event] = []
  var isInsideEvent = false
  var overflowed = false

  init(_ chunks: [ArraySlice<UInt8>], limit: Int) {
    var parser = SSEParser(limit: limit)
    for chunk in chunks { events += parser.push(chunk) }
    isInsideEvent = parser.isInsideEvent
    overflowed = parser.overflowed
  }
}
