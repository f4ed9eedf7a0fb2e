import AgentCore
import AgentJSON
import AgentSystem
import Glibc

/// Copies events into a session of their own: what a fork and an import do. Numbers are given anew, times
/// and turns are kept.
struct Transcription {
  private struct Entry {
    let event: Event
    let time: Timestamp?
    let turn: Int?
  }

  private var entries: [Entry] = []
  private(set) var damagedCount = 0

  /// - Parameter creation: the first event; the source's own is left out.
  init(creation: Event, time: Timestamp? = nil) {
    entries = [Entry(event: creation, time: time, turn: nil)]
  }

  mutating func add(_ record: LogRecord) {
    guard let event = record.event() else {
      damagedCount += 1
      return
    }
    // The archived prefix is no part of the copy: what is kept of it is the compaction that follows.
    let own: [EventType] = [.sessionCreated, .sessionArchived]
    if own.contains(where: { $0.rawValue == event.type }) { return }
    add(event, time: record.time, turn: record.turn)
  }

  mutating func add(_ event: Event, time: Timestamp?, turn: Int?) {
    entries.append(Entry(event: event, time: time, turn: turn))
  }

  /// Leaves out input that no turn has taken among what was added: it waits for the original's next turn.
  mutating func dropUntakenInput() {
    let taken = Set(
      entries.lazy.filter { $0.event.type == EventType.inputTaken.rawValue }
        .compactMap { $0.event.payload["id"]?.string })
    entries.removeAll {
      guard let input = QueuedInput($0.event) else { return false }
      return !taken.contains(input.id)
    }
  }

  /// Writes the session's file, whole or not at all.
  /// - Parameters:
  ///   - id: the id to take if it is free; a new one otherwise.
  ///   - time: the time of change that the file gets, by which lists are ordered; nil for the present.
  /// - Returns: the id it got.
  func store(in store: SessionStore, preferring id: String? = nil, time: Timestamp? = nil)
    throws(AgentError) -> String
  {
    let now = store.clock.now()
    let contents = { (id: String) throws(AgentError) -> [UInt8] in
      var bytes: [UInt8] = []
      var last = now
      for (index, entry) in entries.enumerated() {
        last = entry.time ?? last
        bytes += try EventLine.encode(
          entry.event, sequence: index + 1, time: last, session: id, turn: entry.turn, blobs: store.blobs)
        bytes.append(0x0a)
      }
      return bytes
    }
    if let id, try store.writeNew(id, contents(id), time: time) { return id }
    return try store.createFile(time: time, contents)
  }

  /// The time of the last event that has one.
  var lastTime: Timestamp? { entries.last { $0.time != nil }?.time }
}
