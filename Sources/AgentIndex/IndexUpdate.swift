import AgentCore
import AgentSession
import AgentStore
import AgentSystem
import Glibc

/// Brings the index up to what the logs say, in transactions of a second or so: two that do it at once share the
/// work, and one that is killed leaves what it had done.
struct IndexUpdate {
  private let index: SessionIndex
  private let store: SessionStore
  /// Sessions that need no second look.
  private var finished: Set<String> = []
  /// Items that were taken back, of logs that are being read.
  private var void: [String: Set<String>] = [:]
  private(set) var failures: [AgentError] = []

  /// Bytes of logs that go into one transaction, or a little more.
  private let chunk: Int
  /// Microseconds for which others who wait get their turn.
  private static let pause: UInt32 = 25_000

  private init(_ index: SessionIndex, _ store: SessionStore, chunk: Int) {
    self.index = index
    self.store = store
    self.chunk = chunk
  }

  /// - Returns: what could not be read; one such file hides no other session.
  static func run(_ index: SessionIndex, _ store: SessionStore, chunk: Int = 12 << 20) throws -> [AgentError]
  {
    var update = IndexUpdate(index, store, chunk: chunk)
    try update.run()
    return update.failures
  }

  private mutating func run() throws {
    var unreadable = try store.logs()
    var isFirst = true
    while try !difference(unreadable).isEmpty {
      if !isFirst { usleep(Self.pause) }
      isFirst = false
      try index.database.write {
        // What was deleted before this transaction began is not listed any more, and whoever deletes later finds
        // what this one has written.
        unreadable = try store.logs()
        try carryOut(try difference(unreadable))
        try index.text.finish()
      }
      unreadable = try store.logs()
    }
    failures = unreadable.unreadable + failures
    // Readers that are in the way leave it to the next time that something goes.
    if try index.hasTraces { try? index.wipe() }
  }

  // MARK: - What is to be done

  private struct Difference {
    var vanished: [IndexedSession] = []
    var changed: [(id: String, status: LogFileStatus, known: IndexedSession?)] = []

    var isEmpty: Bool { vanished.isEmpty && changed.isEmpty }
  }

  /// Both lists are in the order of ids.
  private func difference(_ found: FoundLogs) throws -> Difference {
    var difference = Difference()
    // What cannot be read now has not gone.
    let unreadable = Set(found.unreadable.compactMap(\.object))
    let known = try index.sessions()
    var place = 0
    for (id, status) in found.logs {
      while place < known.count, known[place].id.utf8.lexicographicallyPrecedes(id.utf8) {
        if !unreadable.contains(known[place].id) { difference.vanished.append(known[place]) }
        place += 1
      }
      var session: IndexedSession?
      if place < known.count, known[place].id == id {
        session = known[place]
        place += 1
      }
      if finished.contains(id) || session?.mark.isCurrent(status) == true { continue }
      difference.changed.append((id, status, session))
    }
    difference.vanished += known[place...].filter { !unreadable.contains($0.id) }
    return difference
  }

  private struct Task {
    let id: String
    let status: LogFileStatus
    let session: IndexedSession?
    let void: Set<String>
  }

  private mutating func carryOut(_ difference: Difference) throws {
    var gone = difference.vanished
    var tasks: [Task] = []
    var bytes = 0
    for (id, status, known) in difference.changed {
      if bytes >= chunk { break }
      do throws(AgentError) {
        var session = known
        if let known, !goesOn(known, status) { session = nil }
        var void = session == nil ? [] : self.void[id] ?? []
        let more = try Transcript.voidItems(store.path(id), offset: session?.mark.consumed ?? 0)
        // What was taken back may be in the index already.
        if session != nil, !more.isSubset(of: void) {
          session = nil
          void = try Transcript.voidItems(store.path(id))
        }
        void.formUnion(more)
        self.void[id] = void
        if session == nil, let known { gone.append(known) }
        tasks.append(Task(id: id, status: status, session: session, void: void))
        bytes += max(0, status.size - (session?.mark.consumed ?? 0))
      } catch {
        finished.insert(id)
        if error.code != .sessionMissing { failures.append(store.withAdvice(error, on: id)) }
      }
    }
    try index.remove(gone)
    if !difference.vanished.isEmpty { try index.noteTraces() }
    if !gone.isEmpty { try index.renewIfSparse() }
    var next = try index.nextDocument()
    var number = (try index.database.int("SELECT max(number) FROM session") ?? 0) + 1
    var left = chunk
    for task in tasks {
      // A sparse index has been emptied meanwhile.
      let session = try task.session.flatMap { try isKnown($0) ? $0 : nil }
      if session == nil, task.session != nil { continue }
      try read(
        task, session ?? IndexedSession(number: number, id: task.id, mark: LogMark(task.status)), &next, &left
      )
      number += 1
      if left <= 0 { break }
    }
  }

  private func isKnown(_ session: IndexedSession) throws -> Bool {
    try index.database.int("SELECT count(*) FROM session WHERE number = ?1", .int(session.number)) == 1
  }

  /// Whether what is in the index is the beginning of the file as it is now.
  private func goesOn(_ session: IndexedSession, _ status: LogFileStatus) -> Bool {
    session.mark.inode == status.inode && session.mark.consumed <= status.size
      && session.mark.isBeginning(of: store.path(session.id))
  }

  // MARK: - Reading

  private mutating func read(_ task: Task, _ known: IndexedSession, _ next: inout Int, _ left: inout Int)
    throws
  {
    var session = known
    var title: (text: String, place: PassagePlace)?
    var run = PassageRun(first: next, session: session.number)
    var isWhole = true
    var isRead = true
    do throws(AgentError) {
      var reader = try SessionReader(path: store.path(task.id), offset: session.mark.consumed)
      // Replaced meanwhile: seen when the logs are listed again.
      if try reader.status().inode != task.status.inode { return }
      while let record = try reader.next() {
        // The end of a line that is still being written.
        if reader.isLineOpen, !record.isIntact { break }
        if let said = RecordText(record, store.blobs), said.item.map(task.void.contains) != true {
          for (number, passage) in said.passages.enumerated() {
            func place(_ part: Int) -> PassagePlace {
              PassagePlace(
                offset: record.offset, passage: number, part: part, role: passage.role, turn: record.turn,
                time: record.time?.milliseconds ?? 0)
            }
            if passage.role == .title {
              title = (passage.text, place(0))
              continue
            }
            for (part, text) in TextParts.of(passage.text).enumerated() {
              try add(String(text), place(part), to: &run)
            }
          }
        }
        session.mark.pass(record)
        left -= record.bytes.count
        if left <= 0, reader.isBetweenLines {
          isWhole = false
          break
        }
      }
    } catch {
      if error.code == .sessionMissing { return }
      if error.code == .sessionDamaged || error.object == index.database.path { throw error }
      failures.append(store.withAdvice(error, on: task.id))
      isRead = false
    }
    if let title {
      try removeTitle(of: session)
      session.title = title.text
      session.titleDocument = run.end
      try add(title.text, title.place, to: &run)
    }
    session.mark.size = task.status.size
    session.mark.modified = isWhole && isRead ? task.status.modified : 0
    if isWhole {
      finished.insert(task.id)
      void[task.id] = nil
    }
    try index.store(run)
    try index.store(session)
    next = run.end
  }

  private func removeTitle(of session: IndexedSession) throws {
    guard let old = session.titleDocument, let text = session.title else { return }
    try index.text.remove(old, title: nil, text: text)
  }

  private func add(_ text: String, _ place: PassagePlace, to run: inout PassageRun) throws(AgentError) {
    do {
      try index.text.add(
        run.end, title: nil, text: text,
        slot: Slot(group: UInt32(clamping: run.session), actor: UInt16(clamping: place.role.number)))
    } catch {
      throw AgentError(wrapping: error)
    }
    run.append(place)
  }
}
