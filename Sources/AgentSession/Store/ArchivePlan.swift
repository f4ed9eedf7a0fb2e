import AgentCore
import AgentJSON
import AgentSystem

/// What of a log its last compaction has replaced, found in one pass from the beginning.
///
/// Only a beginning of the log may go, and no input that no turn had taken when the log was compacted: its
/// text is still needed. Where damage stands in that beginning there is no plan, since nobody knows what was
/// lost there.
struct ArchivePlan {
  /// The numbers of the events that go.
  let range: ClosedRange<Int>
  /// The byte at which the first line that stays begins.
  let keptOffset: Int
  /// The session as the events that go tell it.
  let summary: SessionSummary

  /// The event that stands in their place; its own number is the upper end of ``range``.
  var event: Event {
    var payload: JSONObject = ["from": .int(range.lowerBound), "to": .int(range.upperBound)]
    payload.append(contentsOf: summary.archived)
    return Event(.sessionArchived, payload)
  }

  /// - Returns: nil when there is nothing to archive.
  /// - Throws: 65 where what would go is damaged.
  static func make(_ id: String, path: String) throws(AgentError) -> ArchivePlan? {
    var search = ArchiveSearch()
    var reader = try SessionReader(path: path)
    while let record = try reader.next() { search.add(record) }
    guard let end = search.end else { return nil }
    return try make(id, path: path, end: end)
  }

  /// The plan for dropping all that stands before the event `end`.
  private static func make(_ id: String, path: String, end: Int) throws(AgentError) -> ArchivePlan? {
    var summary = SessionSummary(id: id)
    var first: Int?
    var last = 0
    var isWorthIt = false
    var reader = try SessionReader(path: path)
    while let record = try reader.next() {
      let follows = first == nil ? record.opensLog : record.sequence == last + 1
      guard let sequence = record.sequence, follows else { throw damaged(id) }
      if sequence >= end {
        guard let first, isWorthIt, sequence == end else { return nil }
        return ArchivePlan(range: first...last, keptOffset: record.offset, summary: summary)
      }
      if record.eventType == .sessionArchived {
        first = record.json()?["from"]?.int ?? sequence
      } else {
        first = first ?? sequence
        isWorthIt = true
      }
      last = sequence
      summary.add(record)
    }
    return nil
  }

  private static func damaged(_ id: String) -> AgentError {
    AgentError(
      .sessionDamaged, "what would be archived is damaged", object: id,
      hint: "try 'agent-session fsck --repair \(id)'")
  }
}

/// Finds how far a log may be archived; pure.
struct ArchiveSearch {
  /// The number of the first event that has to stay; nil while there was no compaction.
  private(set) var end: Int?
  /// Where input stands that no turn has taken, by its id.
  private var queued: [String: Int] = [:]

  mutating func add(_ record: LogRecord) {
    guard let sequence = record.sequence else { return }
    switch record.eventType {
    case .compactionCompleted: end = min(sequence, queued.values.min() ?? sequence)
    case .inputQueued: if let id = record.json()?["id"]?.string { queued[id] = queued[id] ?? sequence }
    case .inputTaken: if let id = record.json()?["id"]?.string { queued[id] = nil }
    default: break
    }
  }
}
