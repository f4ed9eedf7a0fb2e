import AgentSession
import NIOCore

/// The events of one session, or of all, as they come: read once, and shared by all who want them.
///
/// The last of them are kept, so that one who was slow, or has come again, gets them from memory; who is further
/// behind reads the file. So nothing is lost by being slow, and memory stays bounded. Used on the event loop.
final class EventFeed: @unchecked Sendable {
  /// nil for all sessions and the runtime log.
  let session: String?
  /// Tells it from one of the same session before, for which something may still be on its way.
  let generation: Int
  private(set) var isOpen = false
  private(set) var batches: [EventBatch] = []
  /// The number of the event after the last.
  private(set) var next = 0
  /// The last durable event of the session that has been given or was there at the beginning.
  private(set) var lastSequence = 0
  /// Every durable event behind this one is in memory.
  private(set) var keptAfter = 0
  private var bytes = 0
  var subscribers: [ObjectIdentifier: Subscriber] = [:]

  private static let keptBytes = 4 << 20

  init(session: String?, generation: Int) { (self.session, self.generation) = (session, generation) }

  /// The number of the first event that is in memory.
  var first: Int { batches.first?.first ?? next }

  /// All that there was has been read, up to `sequence`.
  func open(at sequence: Int) {
    if isOpen { return }
    isOpen = true
    lastSequence = max(lastSequence, sequence)
    if batches.isEmpty { keptAfter = sequence }
  }

  /// Takes what has come and gives it to all.
  /// - Parameter isPart: there is more before the first of all records, in the file.
  func append(_ records: [LogRecord], first isPart: Bool) {
    if next == 0, isPart, let first = records.first(where: { $0.sequence != nil })?.sequence {
      keptAfter = first - 1
    }
    let batch = EventBatch(records, forms: [.lines, .stream])
    if batch.count == 0 { return }
    batch.first = next
    next += batch.count
    batches.append(batch)
    bytes += batch.bytes
    if let last = batch.lastSequence { lastSequence = max(lastSequence, last) }
    if session == nil {
      for subscriber in subscribers.values { subscriber.note(batch) }
    }
    while bytes > Self.keptBytes, batches.count > 1 {
      if session == nil {
        for subscriber in subscribers.values { subscriber.willDrop(batches[0], of: self) }
      }
      let dropped = batches.removeFirst()
      bytes -= dropped.bytes
      if let last = dropped.lastSequence { keptAfter = max(keptAfter, last) }
    }
    for subscriber in subscribers.values { subscriber.pump() }
  }

  /// The batch in which an event is that is in memory.
  func batch(of number: Int) -> EventBatch? {
    var (low, high) = (0, batches.count)
    while low < high {
      let middle = (low + high) / 2
      if batches[middle].first + batches[middle].count <= number { low = middle + 1 } else { high = middle }
    }
    return low < batches.count ? batches[low] : nil
  }

  /// The number of the first event behind the durable one `sequence`; all of them are in memory then.
  /// - Parameter live: whether what is not durable and stands between it and the next counts, too.
  func number(after sequence: Int, live: Bool) -> Int {
    for batch in batches {
      // Marks stand in the order of their places.
      guard let last = batch.marks.last, last.place > sequence || live && last.place == sequence else {
        continue
      }
      for (index, mark) in batch.marks.enumerated() {
        if (mark.sequence ?? 0) > sequence || live && mark.sequence == nil && mark.place >= sequence {
          return batch.first + index
        }
      }
    }
    return next
  }
}
