import AgentServe
import AgentSession
import NIOCore

/// Some events that came together, as bytes that all subscribers share.
///
/// Used on the event loop.
final class EventBatch: @unchecked Sendable {
  /// Where an event ends in the bytes of each form.
  struct Mark {
    /// nil for what is not durable.
    let sequence: Int?
    /// The durable event behind which it stands, or that it is.
    let place: Int
    /// Empty for the runtime log.
    let session: String
    var lineEnd: Int
    var streamEnd: Int
  }

  /// The number of the first event among all that the feed has given.
  var first = 0
  private(set) var marks: [Mark] = []
  /// One line an event.
  private(set) var lines = ByteBuffer()
  /// Server-sent events.
  private(set) var stream = ByteBuffer()
  private(set) var hasLive = false

  var count: Int { marks.count }
  var bytes: Int { lines.readableBytes + stream.readableBytes }
  var lastSequence: Int? { marks.last { $0.sequence != nil }?.sequence }

  /// - Parameters:
  ///   - forms: which are needed.
  init(_ records: [LogRecord], forms: EventForms) {
    marks.reserveCapacity(records.count)
    for record in records {
      // A line end within a line would be one of the stream.
      guard let envelope = record.envelope, !record.bytes.contains(0x0d) else { continue }
      if forms.contains(.lines) {
        lines.writeBytes(record.bytes)
        lines.writeInteger(UInt8(0x0a))
      }
      if forms.contains(.stream) {
        var bytes: [UInt8] = []
        ServerEvent.write(record.bytes, envelope, to: &bytes)
        stream.writeBytes(bytes)
      }
      if envelope.sequence == nil { hasLive = true }
      marks.append(
        Mark(
          sequence: envelope.sequence, place: envelope.sequence ?? envelope.after ?? 0,
          session: envelope.session ?? "", lineEnd: lines.writerIndex, streamEnd: stream.writerIndex))
    }
  }

  /// The bytes of the events from `index` on, as many whole ones as fit into `limit`, but at least one.
  /// - Returns: how many events were gone through, what they are as bytes, and the last durable one's number.
  func slice(from index: Int, ndjson: Bool, live: Bool, limit: Int) -> (
    count: Int, bytes: ByteBuffer?, sequence: Int?
  ) {
    func end(_ mark: Int) -> Int { mark < 0 ? 0 : ndjson ? marks[mark].lineEnd : marks[mark].streamEnd }
    let whole = ndjson ? lines : stream
    var last = index
    var sequence: Int?
    // A run without what is left out; most have none.
    let isSkipped = { (mark: Int) in !live && self.marks[mark].sequence == nil }
    if hasLive, isSkipped(index) {
      while last < marks.count, isSkipped(last) { last += 1 }
      return (last - index, nil, nil)
    }
    while last < marks.count, !(hasLive && isSkipped(last)),
      last == index || end(last) - end(index - 1) <= limit
    {
      sequence = marks[last].sequence ?? sequence
      last += 1
    }
    let start = end(index - 1)
    return (last - index, whole.getSlice(at: start, length: end(last - 1) - start), sequence)
  }
}

/// In which forms events are wanted.
struct EventForms: OptionSet {
  let rawValue: Int
  static let lines = EventForms(rawValue: 1)
  static let stream = EventForms(rawValue: 2)
}
