import AgentCore
import AgentJSON
public import AgentSystem
import Glibc

/// The members that every line of a log begins with, read without parsing the rest.
///
/// The encoder writes them first and in this order: `type, v, seq, ts, session, turn`. A line laid out in
/// another way, as a later version may have it, is parsed as a whole.
public struct LogEnvelope: Sendable, Equatable {
  public let type: String
  public let version: Int
  /// nil in the lines of live files, which are not durable.
  public let sequence: Int?
  /// For live lines: the last durable sequence number before.
  public let after: Int?
  public let time: Timestamp?
  public let session: String?
  public let turn: Int?

  /// No number of an event or turn is as high, so that they can be counted on.
  private static let bound = 1_000_000_000_000_000_000

  public init?(_ line: [UInt8]) {
    self.init(line[...])
  }

  public init?(_ line: ArraySlice<UInt8>) {
    guard let envelope = line.withUnsafeBufferPointer({ LogEnvelope($0) }) else { return nil }
    self = envelope
  }

  /// - Parameter like: the envelope of a neighbour, whose strings are used again where they are the same.
  init?(_ line: UnsafeBufferPointer<UInt8>, like neighbour: LogEnvelope? = nil) {
    var scanner = EnvelopeScanner(bytes: line, neighbour: neighbour)
    if let quick = scanner.scan() {
      self = quick
      return
    }
    guard let value = try? JSON(parsing: line), let type = value["type"]?.string,
      let version = (value["v"] ?? 1).int
    else { return nil }
    self.init(
      type: type, version: version, sequence: value["seq"]?.int, after: value["after"]?.int,
      time: value["ts"]?.string.flatMap { Timestamp($0) }, session: value["session"]?.string,
      turn: value["turn"]?.int)
  }

  /// Whether a line begins as our encoder begins it, with its own version. Says nothing of the rest, and
  /// costs next to nothing.
  static func isOfOurVersion(_ line: UnsafeRawBufferPointer) -> Bool {
    let (opening, version): (StaticString, StaticString) = ("{\"type\":\"", "\",\"v\":1,")
    var index = opening.utf8CodeUnitCount
    guard line.count > index + version.utf8CodeUnitCount,
      memcmp(line.baseAddress!, opening.utf8Start, index) == 0
    else { return false }
    while index < line.count, line[index] != 0x22 { index += 1 }
    return line.count - index >= version.utf8CodeUnitCount
      && memcmp(line.baseAddress! + index, version.utf8Start, version.utf8CodeUnitCount) == 0
  }

  /// Whether it is of a format that only a later version knows.
  var isNewer: Bool { version > EventEncoder.version }

  init(
    type: String, version: Int, sequence: Int?, after: Int?, time: Timestamp?, session: String?, turn: Int?
  ) {
    self.type = type
    self.version = version
    self.sequence = sequence.flatMap { $0 > 0 && $0 < Self.bound ? $0 : nil }
    self.after = after
    self.time = time
    self.session = session
    self.turn = turn.flatMap { $0 >= 0 && $0 < Self.bound ? $0 : nil }
  }
}

/// Reads the fixed layout; gives up at the first byte that is not as our encoder puts it.
private struct EnvelopeScanner {
  let bytes: UnsafeBufferPointer<UInt8>
  let neighbour: LogEnvelope?
  var index = 0

  mutating func scan() -> LogEnvelope? {
    guard take("{\"type\":\""), let type = string(neighbour?.type), take(",\"v\":"), let version = number()
    else {
      return nil
    }
    var sequence: Int?
    var after: Int?
    if take(",\"seq\":") {
      guard let value = number() else { return nil }
      sequence = value
    } else if take(",\"after\":") {
      guard let value = number() else { return nil }
      after = value
    }
    guard take(",\"ts\":\""), let time = characters(), take(",\"session\":") else { return nil }
    var session: String?
    if take("\"") {
      guard let value = string(neighbour?.session) else { return nil }
      session = value
    } else if !take("null") {
      return nil
    }
    guard take(",\"turn\":") else { return nil }
    var turn: Int?
    if !take("null") {
      guard let value = number() else { return nil }
      turn = value
    }
    return LogEnvelope(
      type: type, version: version, sequence: sequence, after: after,
      time: Timestamp(utf8: UnsafeBufferPointer(rebasing: bytes[time])), session: session, turn: turn)
  }

  private mutating func take(_ text: StaticString) -> Bool {
    let count = text.utf8CodeUnitCount
    guard index + count <= bytes.count else { return false }
    for offset in 0..<count where bytes[index + offset] != text.utf8Start[offset] { return false }
    index += count
    return true
  }

  private mutating func string(_ likely: String?) -> String? {
    guard let range = characters() else { return nil }
    let characters = UnsafeBufferPointer(rebasing: bytes[range])
    if let likely, Self.isSame(likely, characters) {
      return likely
    }
    // Decoding is several times as fast as validating, and ASCII needs none of it.
    return characters.allSatisfy { $0 < 0x80 }
      ? String(decoding: characters, as: UTF8.self) : String(validating: characters, as: UTF8.self)
  }

  private static func isSame(_ text: String, _ bytes: UnsafeBufferPointer<UInt8>) -> Bool {
    guard text.utf8.count == bytes.count, let first = bytes.baseAddress else { return false }
    return text.utf8.withContiguousStorageIfAvailable { text in
      text.baseAddress.map { memcmp($0, first, text.count) == 0 } ?? false
    } ?? false
  }

  /// Where the rest of a string without escapes stands; its closing quote is taken too.
  private mutating func characters() -> Range<Int>? {
    let start = index
    while index < bytes.count, bytes[index] != 0x22 {
      if bytes[index] == 0x5c || bytes[index] < 0x20 { return nil }
      index += 1
    }
    guard index < bytes.count else { return nil }
    defer { index += 1 }
    return start..<index
  }

  private mutating func number() -> Int? {
    let start = index
    var value = 0
    while index < bytes.count, (0x30...0x39).contains(bytes[index]), index - start < 18 {
      value = value * 10 + Int(bytes[index] - 0x30)
      index += 1
    }
    return index > start ? value : nil
  }
}
