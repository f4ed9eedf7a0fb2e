import AgentCore
import AgentJSON
import AgentSystem
import Glibc

/// An event log whose lock is held: the one place where lines are written.
///
/// The tail is looked at and repaired, the next sequence number taken, and all lines of a call written by
/// one write(2). A write that fails is taken back by ftruncate, so that an event is in the file whole or not
/// at all.
final class OpenLog {
  private let log: EventLog
  private let lock: FileLock
  private let file: Descriptor
  private(set) var tail: LogTail

  init(_ log: EventLog, lock: consuming FileLock, creating: Bool) throws(AgentError) {
    self.log = log
    self.lock = lock
    file = try system { () throws(SystemError) in
      try Descriptor(opening: log.path, O_RDWR | O_NOFOLLOW | (creating ? O_CREAT : 0))
    }
    let raw = file.raw
    tail = try system { () throws(SystemError) in
      let size = Int(try LogFile.status(raw, path: log.path).st_size)
      return try LogTail.read(raw, size: size, path: log.path)
    }
  }

  var descriptor: Int32 { file.raw }
  var size: Int { tail.soundLength + tail.droppedLength }
  var lastSequence: Int { tail.last?.sequence ?? 0 }

  /// Appends `events` in one write.
  /// - Parameters:
  ///   - opening: what a log that is empty, or has lost all it had, begins with.
  ///   - minimum: the sequence number behind which the first of an empty log goes.
  func append(
    _ events: [Event], turn: Int?, durability: Durability, opening: [Event] = [], after minimum: Int = 0
  ) throws(AgentError) -> [AppendedEvent] {
    if events.isEmpty { return [] }
    try checkReadable()
    let repair = try repairEvent()
    let prelude = (tail.last == nil ? opening : []) + (repair.map { [$0] } ?? [])
    var bytes: [UInt8] = tail.needsNewline ? [0x0a] : []
    var appended: [AppendedEvent] = []
    var sequence = max(lastSequence, tail.last == nil ? minimum : 0)
    let time = log.clock.now()
    for (index, event) in (prelude + events).enumerated() {
      sequence += 1
      let line = try EventLine.encode(
        event, sequence: sequence, time: time, session: log.session, turn: index < prelude.count ? nil : turn,
        blobs: log.blobs)
      bytes.append(contentsOf: line)
      bytes.append(0x0a)
      if index >= prelude.count {
        appended.append(AppendedEvent(event: event, sequence: sequence, line: line))
      }
    }
    try write(bytes, durability)
    if let line = appended.last?.line { tail.last = LogEnvelope(line) }
    return appended
  }

  private func checkReadable() throws(AgentError) {
    let object = log.session ?? log.path
    if tail.newestVersion > EventEncoder.version { throw .newerFormat(tail.newestVersion, object) }
    if tail.isUnreadable {
      throw AgentError(
        .sessionDamaged, "no sound line in the log", object: object,
        hint: "try 'agent-session fsck --repair \(object)'")
    }
  }

  /// What tells of the bytes that are about to be dropped. They are kept as a blob unless they are NULs.
  private func repairEvent() throws(AgentError) -> Event? {
    guard tail.droppedLength > 0 else { return nil }
    let raw = file.raw
    let range = tail.soundLength..<size
    let dropped = try system { () throws(SystemError) in try LogFile.read(raw, range, path: log.path) }
    var payload: JSONObject = ["bytes": .int(dropped.count)]
    if dropped.contains(where: { $0 != 0 }) { payload.append("blob", .string(try log.blobs.put(dropped))) }
    return Event(.sessionRepaired, payload)
  }

  /// Cuts off what a write has left that failed. Where even that fails, the next append mends the tail.
  private func takeBack(to length: Int) -> Bool {
    tail.droppedLength = 0
    do throws(SystemError) {
      try LogFile.truncate(file.raw, to: length, path: log.path)
      return true
    } catch {
      return false
    }
  }

  private func write(_ bytes: [UInt8], _ durability: Durability) throws(AgentError) {
    let start = tail.soundLength
    do throws(SystemError) {
      if tail.droppedLength > 0 { try LogFile.truncate(file.raw, to: start, path: log.path) }
      try LogFile.write(file.raw, bytes, at: start, path: log.path)
      if durability == .power {
        let raw = file.raw
        try retryingInterrupts("fdatasync", log.path) { fdatasync(raw) }
      }
    } catch {
      throw AgentError(
        .io, takeBack(to: start) ? "nothing was appended: \(error.reason)" : "cannot append: \(error.reason)",
        object: log.session ?? log.path)
    }
    tail.soundLength = start + bytes.count
    tail.droppedLength = 0
    tail.needsNewline = false
  }
}
