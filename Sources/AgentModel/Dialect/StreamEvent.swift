/// What both dialects hold against a single event of a stream.
enum StreamEvent {
  /// Levels of nesting. Parts of an event go into events of ours, some levels deeper, which any reader must be
  /// able to parse.
  static let depthLimit = 256

  /// Whether an event of the chat API that is no JSON may have held a part of a tool call.
  static func mayHoldCall(_ data: [UInt8]) -> Bool {
    let text = String(decoding: data, as: UTF8.self)
    return ["tool_calls", "function", "arguments"].contains { text[...].firstRange(of: $0) != nil }
  }
}
