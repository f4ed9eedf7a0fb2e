/// Parses a stream of server-sent events (WHATWG HTML, section 9.2.6), in chunks of any size.
///
/// A pure value: bytes in, events out. Lines may end with CR, LF or CR LF, a BOM at the start is dropped,
/// comments and unknown fields are passed over, several `data` lines are joined by LF.
public struct SSEParser: Sendable {
  public struct Event: Sendable, Equatable {
    /// The `event` field, or an empty string (which means `message`).
    public var name = ""
    public var data: [UInt8] = []
    /// The last `id` seen on the stream.
    public var id: String?
    /// The reconnection time in milliseconds, when one was set since the event before.
    public var retry: Int?

    public init(name: String = "", data: [UInt8] = [], id: String? = nil, retry: Int? = nil) {
      self.name = name
      self.data = data
      self.id = id
      self.retry = retry
    }
  }

  private var line: [UInt8] = []
  private var event = Event()
  private var hasData = false
  private var sawCarriageReturn = false
  private var atStart = true

  /// The largest number of bytes held for one event.
  private let limit: Int
  /// Set when a line or an event passed the limit; from then on nothing is taken any more.
  public private(set) var overflowed = false

  public init(limit: Int = 64 << 20) { self.limit = limit }

  /// Whether bytes of an event that is not whole yet are held: true at the end of a stream that was cut.
  public var isInsideEvent: Bool { !line.isEmpty || hasData }

  /// Takes the next bytes and returns the events they complete.
  public mutating func push(_ chunk: some Sequence<UInt8>) -> [Event] {
    var events: [Event] = []
    let array = Array(chunk)
    array.withUnsafeBufferPointer { push($0, into: &events) }
    return events
  }

  private mutating func push(_ bytes: UnsafeBufferPointer<UInt8>, into events: inout [Event]) {
    var runStart = 0
    var index = 0
    while index < bytes.count, !overflowed {
      let byte = bytes[index]
      if byte == 0x0a || byte == 0x0d {
        let secondHalf = byte == 0x0a && sawCarriageReturn && index == runStart && line.isEmpty
        sawCarriageReturn = byte == 0x0d
        if !secondHalf {
          line.append(contentsOf: UnsafeBufferPointer(rebasing: bytes[runStart..<index]))
          endLine(&events)
        }
        runStart = index + 1
      } else if index == runStart {
        sawCarriageReturn = false
      }
      index += 1
    }
    line.append(contentsOf: UnsafeBufferPointer(rebasing: bytes[runStart...]))
    checkLimit()
  }

  /// Lets go of everything once too much is held.
  private mutating func checkLimit() {
    if overflowed || line.count + event.data.count > limit {
      overflowed = true
      line = []
      event = Event()
      hasData = false
    }
  }

  private mutating func endLine(_ events: inout [Event]) {
    defer { line.removeAll(keepingCapacity: line.capacity < 1 << 16) }
    checkLimit()
    if overflowed { return }
    if atStart {
      atStart = false
      if line.starts(with: [0xef, 0xbb, 0xbf]) { line.removeFirst(3) }
    }
    if line.isEmpty {
      dispatch(&events)
      return
    }
    guard let colon = line.firstIndex(of: UInt8(ascii: ":")) else {
      setField(line[...], value: [])
      return
    }
    if colon == 0 { return }
    var value = line[(colon + 1)...]
    if value.first == 0x20 { value = value.dropFirst() }
    setField(line[..<colon], value: value)
  }

  private mutating func setField(_ name: ArraySlice<UInt8>, value: ArraySlice<UInt8>) {
    switch String(decoding: name, as: UTF8.self) {
    case "data":
      if hasData { event.data.append(0x0a) }
      event.data.append(contentsOf: value)
      hasData = true
    case "event": event.name = String(decoding: value, as: UTF8.self)
    case "id": if !value.contains(0) { event.id = String(decoding: value, as: UTF8.self) }
    case "retry":
      if !value.isEmpty, value.allSatisfy({ (0x30...0x39).contains($0) }) {
        event.retry = Int(String(decoding: value, as: UTF8.self))
      }
    default: break
    }
  }

  private mutating func dispatch(_ events: inout [Event]) {
    if hasData {
      events.append(event)
      event.retry = nil
    }
    event = Event(id: event.id, retry: event.retry)
    hasData = false
  }
}
