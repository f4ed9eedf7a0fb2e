public import AgentCore
public import AgentJSON
public import AgentSystem

/// One line of a log, or what damage has left of one.
public struct LogRecord: Sendable {
  /// The line without its newline, exactly as it stands in the file.
  public let bytes: [UInt8]
  /// Which line of the file it is, from 1; nil when the file was read from its end.
  public let number: Int?
  /// Where it begins, in bytes from the start of the file.
  public let offset: Int
  /// Whether its checksum is right and it has a number. What is not intact is never interpreted.
  public let isIntact: Bool
  /// nil for a damaged record.
  public let envelope: LogEnvelope?
  /// nil for a damaged record, and for the types of later versions.
  public let eventType: EventType?

  /// - Parameter envelope: that of a sound record, as ``LogLine`` finds it.
  init(bytes: [UInt8], number: Int?, offset: Int, envelope: LogEnvelope?) {
    self.bytes = bytes
    self.number = number
    self.offset = offset
    self.envelope = envelope
    isIntact = envelope != nil
    eventType = envelope.flatMap { EventType(rawValue: $0.type) }
  }

  /// A line of a live file.
  init(live bytes: [UInt8], envelope: LogEnvelope) {
    self.bytes = bytes
    self.envelope = envelope
    eventType = EventType(rawValue: envelope.type)
    number = nil
    offset = 0
    isIntact = true
  }

  public var type: String? { envelope?.type }
  public var sequence: Int? { envelope?.sequence }
  public var turn: Int? { envelope?.turn }
  public var time: Timestamp? { envelope?.time }

  /// The whole line as a value; parsed at each call. nil for a damaged record.
  public func json() -> JSON? { isIntact ? try? JSON(parsing: bytes) : nil }

  /// Whether it is intact and JSON to its end: anybody can put a right checksum behind what is none. The line
  /// is parsed for it.
  public var isSound: Bool { json() != nil }

  /// The event without its place in the log.
  public func event() -> Event? {
    guard let object = json()?.object, let type = object["type"]?.string else { return nil }
    var payload: [JSONObject.Member] = []
    payload.reserveCapacity(object.count)
    for member in object.members where !EventEncoder.isReserved(member.key) { payload.append(member) }
    return Event(type: type, payload: JSONObject(payload))
  }
}
