public import AgentJSON

/// What the ``ScriptedModelServer`` answers to one request, and how it is delivered.
///
///     .text("hello")                                   a message, as deltas
///     .toolCall("read", ["path": "a.txt"])             a call
///     .status(429, headers: ["retry-after": "1"])      an error
///     .text("hello").cut(at: 100, reset: true)         a connection reset after 100 bytes of the body
public struct ScriptedReply: Sendable {
  /// A part of a model's answer.
  public enum Piece: Sendable {
    case reasoning(String)
    case text(String)
    /// `arguments` is sent as it stands, JSON or not.
    case call(name: String, arguments: String, id: String? = nil)
  }

  enum Content: Sendable {
    /// A model's answer, in the dialect that the request's path names.
    case answer([Piece])
    /// An answer whose text is that of the last message of the user.
    case echo
    /// A body as it stands.
    case http(status: Int, headers: [String: String], body: [UInt8])
    /// A whole HTTP answer, head and all, as it stands.
    case raw([UInt8])
  }

  var content: Content
  var deltaSize = 8
  var inputTokens = 11
  var outputTokens = 7
  var stopReason = "completed"
  var isWhole = false
  var hasTerminal = true
  var inserted: (position: Int, text: String)?
  var delivery = ScriptedDelivery()

  private init(_ content: Content) { self.content = content }

  // MARK: - What is said

  public static func text(_ text: String) -> ScriptedReply { ScriptedReply(.answer([.text(text)])) }

  public static func toolCall(_ name: String, _ arguments: JSON, id: String? = nil) -> ScriptedReply {
    ScriptedReply(.answer([.call(name: name, arguments: arguments.text, id: id)]))
  }

  public static func answer(_ pieces: Piece...) -> ScriptedReply { ScriptedReply(.answer(pieces)) }
  public static func answer(_ pieces: [Piece]) -> ScriptedReply { ScriptedReply(.answer(pieces)) }

  /// The last message of the user, given back.
  public static let echo = ScriptedReply(.echo)

  /// A status with a body, JSON unless the headers say otherwise.
  public static func status(_ status: Int, headers: [String: String] = [:], body: String = "")
    -> ScriptedReply
  {
    ScriptedReply(.http(status: status, headers: headers, body: Array(body.utf8)))
  }

  /// An error as OpenAI words it.
  public static func failure(_ status: Int, code: String, message: String, headers: [String: String] = [:])
    -> ScriptedReply
  {
    let body: JSON = ["error": ["message": .string(message), "type": .string(code), "code": .string(code)]]
    return .status(status, headers: headers, body: body.text)
  }

  /// A stream of server-sent events, written out.
  public static func stream(_ body: String) -> ScriptedReply { .stream(Array(body.utf8)) }

  /// The same as bytes, which need not be UTF-8, with further fields in its head.
  public static func stream(_ body: [UInt8], headers: [String: String] = [:]) -> ScriptedReply {
    let headers = ["content-type": "text/event-stream"].merging(headers) { $1 }
    return ScriptedReply(.http(status: 200, headers: headers, body: body))
  }

  public static func html(_ status: Int = 200) -> ScriptedReply {
    .status(
      status, headers: ["content-type": "text/html"],
      body: "<!doctype html><html><head><title>Bad gateway</title></head><body>…</body></html>")
  }

  /// Every byte that goes over the connection; it is closed behind them.
  public static func raw(_ bytes: [UInt8]) -> ScriptedReply { ScriptedReply(.raw(bytes)) }

  // MARK: - How it is said

  /// Characters in one delta.
  public func deltas(of size: Int) -> ScriptedReply { with { $0.deltaSize = max(1, size) } }

  public func usage(input: Int, output: Int) -> ScriptedReply {
    with {
      $0.inputTokens = input
      $0.outputTokens = output
    }
  }

  /// Ends for `max_output_tokens` or `content_filter` instead of by itself.
  public func stopping(_ reason: String) -> ScriptedReply { with { $0.stopReason = reason } }

  /// One JSON value instead of a stream.
  public var whole: ScriptedReply { with { $0.isWhole = true } }

  /// Ends the stream cleanly before its terminal event.
  public var withoutTerminal: ScriptedReply { with { $0.hasTerminal = false } }

  /// The bytes of the stream as they would be sent for a request to `path`, such as `/v1/responses`.
  public func streamBytes(path: String) -> [UInt8] {
    let request = ScriptedRequest(
      method: "POST", path: path, headers: [:], body: Array("{\"stream\":true}".utf8), connection: 0)
    return render(for: request, number: 0).body.flatMap { $0 }
  }

  /// Puts text, such as a broken event, behind the first `position` events of the stream.
  public func inserting(_ text: String, after position: Int) -> ScriptedReply {
    with { $0.inserted = (position, text) }
  }

  // MARK: - How it is delivered

  /// Ends the connection after so many bytes of the body: in order (FIN), or torn (RST).
  public func cut(at offset: Int, reset: Bool = false) -> ScriptedReply {
    with { $0.delivery.cut = .init(offset: offset, isReset: reset) }
  }

  /// Sends so many bytes at a time.
  public func dripping(_ bytes: Int = 1) -> ScriptedReply { with { $0.delivery.drip = bytes } }

  /// Waits before the first byte.
  public func delayed(milliseconds: Int) -> ScriptedReply { with { $0.delivery.delay = milliseconds } }

  /// Falls silent after so many bytes of the body, until the client goes away.
  public func stalled(at offset: Int = 0) -> ScriptedReply { with { $0.delivery.stall = offset } }

  /// Falls silent before the head.
  public var silent: ScriptedReply { with { $0.delivery.stall = -1 } }

  /// Without chunks or a length: the end of the connection is the end of the body.
  public var untilClose: ScriptedReply { with { $0.delivery.isUntilClose = true } }

  private func with(_ change: (inout ScriptedReply) -> Void) -> ScriptedReply {
    var copy = self
    change(&copy)
    return copy
  }
}
