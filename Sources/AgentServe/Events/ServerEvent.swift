package import AgentCore
package import AgentSession
package import AgentSystem

/// How an event stands in a stream of server-sent events: WHATWG HTML, 9.2.
package enum ServerEvent {
  /// `id` is `SESSION-SEQ`, of the runtime log `runtime-SEQ`; what is not durable has none, so that a client which
  /// comes again says the last that is.
  package static func write(_ line: [UInt8], _ envelope: LogEnvelope, to bytes: inout [UInt8]) {
    if let sequence = envelope.sequence {
      bytes += "id: \(envelope.session ?? "runtime")-\(sequence)\n".utf8
    }
    write(line, type: envelope.type, to: &bytes)
  }

  /// An event without an id.
  static func write(_ line: [UInt8], type: String, to bytes: inout [UInt8]) {
    bytes += "event: ".utf8
    // A name with a line end would end the field.
    bytes += (type.utf8.allSatisfy { $0 > 0x1f } ? type : "message").utf8
    bytes += "\ndata: ".utf8
    bytes += line
    bytes += "\n\n".utf8
  }

  /// What the server itself says: outside of any log.
  package static func own(
    _ event: Event, session: String?, after: Int? = nil, id: String? = nil, ndjson: Bool, clock: Clock
  ) -> [UInt8] {
    let line = EventEncoder.encode(
      event, at: after.map { .after($0) } ?? .none, time: clock.now(), session: session, turn: nil)
    if ndjson { return line + [0x0a] }
    var bytes = id.map { Array("id: \($0)\n".utf8) } ?? []
    write(line, type: event.type, to: &bytes)
    return bytes
  }
}

/// An id of an event in a stream, as `Last-Event-ID` brings it back.
struct EventID: Equatable {
  /// nil for the runtime log.
  let session: String?
  let sequence: Int

  init?(_ text: String) {
    let bytes = Array(text.utf8)
    guard let dash = bytes.lastIndex(of: UInt8(ascii: "-")) else { return nil }
    let digits = bytes[(dash + 1)...]
    guard !digits.isEmpty, digits.count <= 18, digits.allSatisfy({ (0x30...0x39).contains($0) }) else {
      return nil
    }
    sequence = digits.reduce(0) { $0 * 10 + Int($1 - 0x30) }
    let name = String(decoding: bytes[..<dash], as: UTF8.self)
    if name == "runtime" {
      session = nil
    } else {
      guard SessionID.isValid(name) else { return nil }
      session = name
    }
  }
}
