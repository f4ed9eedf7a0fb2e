public import AgentCore
import AgentJSON
import AgentSystem
import Glibc

extension SessionStore {
  /// Looks at the log of a session.
  public func check(_ id: String) throws(AgentError) -> LogCheck {
    try requireSession(id)
    return try LogCheck(path: path(id), blobs: blobs)
  }

  /// Writes a sound generation of a damaged log; the damaged one is kept beside it.
  ///
  /// Sound records keep their bytes and numbers. A number whose record is lost gets a `session.repaired`, so
  /// that none is missing afterwards.
  /// - Returns: the path of the copy that was kept.
  /// - Throws: 75 while a turn runs.
  public func repair(_ id: String) throws(AgentError) -> String {
    let turn = try TurnLock.acquireForRemoval(id, in: self)
    try runtime.prepare(.locks)
    let log = try system { () throws(SystemError) in try FileLock.acquire(logLockPath(id)) }
    defer {
      withExtendedLifetime(turn) {}
      withExtendedLifetime(log) {}
    }
    try requireSession(id)
    let bytes = try repairedBytes(id)
    let kept = freeName("\(path(id)).damaged")
    try system { () throws(SystemError) in
      var times = try timesOfChange(path(id))
      if link(path(id), kept) != 0 { throw SystemError("link", kept) }
      try Files.replace(path(id), with: bytes)
      // The order of lists is that of events, which a repair is not.
      if utimensat(AT_FDCWD, path(id), &times, 0) != 0 { throw SystemError("utimensat", path(id)) }
    }
    return kept
  }

  private func timesOfChange(_ path: String) throws(SystemError) -> [timespec] {
    guard let status = try Files.status(path) else { throw SystemError("stat", path, number: ENOENT) }
    return [status.st_mtim, status.st_mtim]
  }

  private func freeName(_ wanted: String) -> String {
    var name = wanted
    var number = 2
    while Files.exists(name) {
      name = "\(wanted)-\(number)"
      number += 1
    }
    return name
  }

  private func repairedBytes(_ id: String) throws(AgentError) -> [UInt8] {
    var reader = try SessionReader(path: path(id))
    var bytes: [UInt8] = []
    var lost = 0
    var next = 1
    func fill(upTo sequence: Int) throws(AgentError) {
      while next < sequence {
        let event =
          next == 1 ? Self.emptyCreation : Event(.sessionRepaired, ["bytes": .int(lost)])
        if next > 1 { lost = 0 }
        bytes += try EventLine.encode(
          event, sequence: next, time: clock.now(), session: id, turn: nil, blobs: blobs)
        bytes.append(0x0a)
        next += 1
      }
    }
    while let record = try reader.next() {
      guard let sequence = record.sequence else {
        lost += record.bytes.count
        continue
      }
      if sequence < next { continue }
      let isArchived = record.eventType == .sessionArchived && bytes.isEmpty
      if isArchived { next = sequence } else { try fill(upTo: sequence) }
      bytes += record.bytes + [0x0a]
      next = sequence + 1
    }
    if bytes.isEmpty { try fill(upTo: 2) }
    if lost > 0 { try fill(upTo: next + 1) }
    return bytes
  }
}
