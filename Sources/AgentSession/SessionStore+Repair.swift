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
    removeTemporaryFiles(id)
    let bytes = try repairedBytes(id)
    return try system { () throws(SystemError) in
      let modified = try LogFile.modified(path(id))
      let kept = try keepCopy(id)
      try Files.replace(path(id), with: bytes, modified: modified)
      return kept
    }
  }

  /// Gives the damaged log a second name.
  /// - Returns: that name; one that it has already, from a repair that did not come to its end.
  private func keepCopy(_ id: String) throws(SystemError) -> String {
    let wanted = "\(path(id)).damaged"
    let log = try Files.status(path(id))
    var kept = wanted
    var number = 2
    while let present = try Files.status(kept) {
      if present.st_ino == log?.st_ino, present.st_dev == log?.st_dev { return kept }
      kept = "\(wanted)-\(number)"
      number += 1
    }
    if link(path(id), kept) != 0 { throw SystemError("link", kept) }
    return kept
  }

  /// Most events in a row that are stood in for, some 15 MB. No crash loses as many.
  private static let largestGap = 100_000

  private func repairedBytes(_ id: String) throws(AgentError) -> [UInt8] {
    var reader = try SessionReader(path: path(id))
    var bytes: [UInt8] = []
    var lost = 0
    var next = 1
    func fill(upTo sequence: Int) throws(AgentError) {
      if sequence - next > Self.largestGap {
        throw AgentError(
          .sessionDamaged, "events \(next) to \(sequence - 1) are missing, more than can be stood in for",
          object: id, hint: "try 'agent-session export \(id)' for what is there")
      }
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
