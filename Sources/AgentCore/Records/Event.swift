public import AgentJSON
public import AgentSystem

/// One event before it is given its place in a log: a type and the members after the envelope.
public struct Event: Sendable, Equatable {
  public var type: String
  public var payload: JSONObject

  public init(_ type: EventType, _ payload: JSONObject = [:]) {
    self.type = type.rawValue
    self.payload = payload
  }

  /// An event of any type: those of later versions and of `wake.*`, `memory.*`, `plan.*` too.
  public init(type: String, payload: JSONObject) {
    self.type = type
    self.payload = payload
  }

  /// A message to whoever reads the stream.
  public static func notice(_ code: String, _ message: String, level: String = "warning") -> Event {
    Event(.notice, ["level": .string(level), "code": .string(code), "message": .string(message)])
  }
}

/// The one encoder of events: the session file, `agent-turn -j` and the server's streams are its lines.
///
/// Envelope, in this order: `type, v, seq | after, ts, session, turn`; then the payload; a durable line
/// ends with `,"crc":"xxxxxxxx"}`, the CRC-32 of all bytes of the line before that member.
public enum EventEncoder {
  /// The version of events that this code reads and writes.
  public static let version = 1
  /// No line is longer than this, in bytes, newline included.
  public static let lineLimit = 1 << 20
  /// `,"crc":"xxxxxxxx"}`
  public static let tailLength = 18

  public enum Place: Sendable, Equatable {
    /// A durable event with its sequence number.
    case sequence(Int)
    /// Not durable: the last durable sequence number before it.
    case after(Int)
    /// Before any log: neither.
    case none
  }

  /// The members that only the encoder writes. A payload may not have them: readers would take its `seq` for
  /// the log's.
  public static func isReserved(_ member: String) -> Bool {
    switch member {
    case "type", "v", "seq", "after", "ts", "session", "turn", "crc": true
    default: false
    }
  }

  /// The line without its newline. It may be longer than ``lineLimit``: see ``BlobStore``. Members of the
  /// payload with a name of the envelope are left out.
  public static func encode(
    _ event: Event, at place: Place, time: Timestamp, session: String?, turn: Int?
  ) -> [UInt8] {
    var line: [UInt8] = []
    line.reserveCapacity(512)
    line.append(contentsOf: "{\"type\":".utf8)
    JSONWriter.write(event.type, to: &line)
    line.append(contentsOf: ",\"v\":1".utf8)
    switch place {
    case .sequence(let number):
      line.append(contentsOf: ",\"seq\":".utf8)
      JSONWriter.write(number, to: &line)
    case .after(let number):
      line.append(contentsOf: ",\"after\":".utf8)
      JSONWriter.write(number, to: &line)
    case .none: break
    }
    line.append(contentsOf: ",\"ts\":\"\(time)\",\"session\":".utf8)
    JSON(session).write(to: &line)
    if let turn {
      line.append(contentsOf: ",\"turn\":".utf8)
      JSONWriter.write(turn, to: &line)
    } else if case .none = place {
    } else {
      line.append(contentsOf: ",\"turn\":null".utf8)
    }
    for member in event.payload where !isReserved(member.key) {
      line.append(UInt8(ascii: ","))
      JSONWriter.write(member.key, to: &line)
      line.append(UInt8(ascii: ":"))
      member.value.write(to: &line)
    }
    if case .sequence = place { appendChecksum(to: &line) } else { line.append(UInt8(ascii: "}")) }
    return line
  }

  /// Closes an object with the checksum of what stands before.
  static func appendChecksum(to line: inout [UInt8]) {
    let sum = CRC32.checksum(line[...])
    line.append(contentsOf: ",\"crc\":\"".utf8)
    for shift in stride(from: 28, through: 0, by: -4) { line.append(digit(sum >> UInt32(shift))) }
    line.append(contentsOf: "\"}".utf8)
  }

  /// The lower-case hexadecimal digit of the lowest four bits.
  private static func digit(_ value: UInt32) -> UInt8 {
    let nibble = UInt8(value & 15)
    return nibble < 10 ? 0x30 + nibble : 0x57 + nibble
  }

  /// Whether the line (without newline) ends with the checksum of its beginning.
  public static func isIntact(_ line: ArraySlice<UInt8>) -> Bool {
    line.withUnsafeBytes { isIntact($0) }
  }

  public static func isIntact(_ line: UnsafeRawBufferPointer) -> Bool {
    guard line.count > tailLength else { return false }
    let end = line.count - tailLength
    let opening: StaticString = ",\"crc\":\""
    for index in 0..<opening.utf8CodeUnitCount where line[end + index] != opening.utf8Start[index] {
      return false
    }
    guard line[line.count - 2] == UInt8(ascii: "\""), line[line.count - 1] == UInt8(ascii: "}") else {
      return false
    }
    let sum = CRC32.checksum(UnsafeRawBufferPointer(rebasing: line[..<end]))
    let digits = end + opening.utf8CodeUnitCount
    return (0..<8).allSatisfy { line[digits + $0] == digit(sum >> UInt32(28 - 4 * $0)) }
  }
}
