public import AgentCore
import AgentJSON
import AgentSystem
import Glibc

extension SessionStore {
  /// Looks at the log of a session.
  public func check(_ id: String) throws(AgentError) -> LogCheck {
    try requireSession(id)
    return try LogCheck(path: path(id), session: id, blobs: blobs)
  }

  /// Writes a sound generation of a damaged log; the damaged one is kept beside it.
  ///
  /// Sound records keep their numbers, and their bytes unless they name another session. A number whose record
  /// is lost gets a `session.repaired`, so that none is missing afterwards.
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
    var plan = RepairPlan(session: id)
    var reader = try SessionReader(path: path(id))
    while let record = try reader.next() { plan.add(record) }
    if let gap = plan.gaps.first(where: { $0.count > Self.largestGap }) {
      throw AgentError(
        .sessionDamaged,
        "events \(gap.lowerBound) to \(gap.upperBound - 1) are missing, more than can be stood in for",
        object: id, hint: "try 'agent-session export \(id)' for what is there")
    }
    var bytes: [UInt8] = []
    func put(_ event: Event, _ sequence: Int, _ record: LogRecord? = nil) throws(AgentError) {
      bytes += try EventLine.encode(
        event, sequence: sequence, time: record?.time ?? clock.now(), session: id, turn: record?.turn,
        blobs: blobs)
      bytes.append(0x0a)
    }
    for step in plan.steps {
      switch step {
      case .keep(let record) where record.envelope?.session == id: bytes += record.bytes + [0x0a]
      case .keep(let record): if let event = record.event() { try put(event, record.sequence ?? 0, record) }
      case .create(let sequence): try put(Self.emptyCreation, sequence)
      case .tellLoss(let sequence, let lost):
        try put(Event(.sessionRepaired, ["bytes": .int(lost)]), sequence)
      }
    }
    return bytes
  }
}
