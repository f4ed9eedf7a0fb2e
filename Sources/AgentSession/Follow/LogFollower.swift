package import AgentCore
import AgentSystem
import Glibc

/// Reads what is appended to one log, across the generations that archiving and repair make of it.
///
/// The file is kept open, so that the last lines of one that has been removed are still read.
package final class LogFollower {
  private let path: String
  private var descriptor: Int32 = -1
  private var inode: UInt = 0
  private var offset = 0
  private var pending: [UInt8] = []
  package private(set) var lastSequence: Int
  /// Whether the file is not there any more and everything in it has been read.
  package private(set) var isGone = false
  private(set) var damagedCount = 0
  /// Whether there is more before the first line that was given.
  package private(set) var beginsInside = false
  /// Where the next line begins that has not been given, and in which file: for ``init(path:offset:inode:)``.
  package var position: (offset: Int, inode: UInt) { (offset - pending.count, inode) }

  /// Bytes that are read at a time.
  private let chunk: Int
  /// A line that is longer is damage and is passed over.
  private static let longestLine = 4 << 20

  /// Gives the events behind number `sequence`.
  package init(path: String, after sequence: Int, chunk: Int = 1 << 20) {
    self.path = path
    self.chunk = chunk
    lastSequence = sequence
  }

  /// Gives what stands behind a byte at which a line ended when the file was last looked at; from the beginning
  /// where it is another file by now.
  package init(path: String, offset: Int, inode: UInt) throws(AgentError) {
    self.path = path
    chunk = 1 << 20
    lastSequence = 0
    try open()
    if self.inode == inode { self.offset = offset }
  }

  /// Gives what stands in the last `bytes` of a log, from the first line that begins there, and what comes.
  package init(path: String, lastBytes bytes: Int) throws(AgentError) {
    self.path = path
    chunk = 1 << 20
    lastSequence = 0
    try open()
    let raw = descriptor
    if inode == 0 { return }
    let start = try system { () throws(SystemError) -> Int in
      let size = Int(try LogFile.status(raw, path: path).st_size)
      if size <= bytes { return 0 }
      // The byte before is looked at, too: a line may begin exactly there.
      let begin = size - bytes - 1
      let found = try LogFile.read(raw, begin..<size, path: path).firstIndex(of: 0x0a)
      return found.map { begin + $0 + 1 } ?? size
    }
    offset = start
    beginsInside = start > 0
  }

  /// Gives what comes from now on.
  /// - Parameter isLive: for a file whose lines have no checksums.
  package init(fromEndOf path: String, isLive: Bool = false) throws(AgentError) {
    self.path = path
    chunk = 1 << 20
    lastSequence = 0
    try open()
    let (raw, inode) = (descriptor, inode)
    if inode == 0 { return }
    if isLive {
      offset = try system { () throws(SystemError) in try Self.endOfLines(raw, path, chunk) }
      return
    }
    let tail = try system { () throws(SystemError) in
      try LogTail.read(raw, size: Int(LogFile.status(raw, path: path).st_size), path: path)
    }
    if tail.newestVersion > EventEncoder.version { throw .newerFormat(tail.newestVersion, path) }
    offset = tail.soundLength
    lastSequence = tail.last?.sequence ?? 0
  }

  /// Where the last whole line ends.
  private static func endOfLines(_ fd: Int32, _ path: String, _ chunk: Int) throws(SystemError) -> Int {
    var end = Int(try LogFile.status(fd, path: path).st_size)
    while end > 0 {
      let start = max(0, end - chunk)
      let bytes = try LogFile.read(fd, start..<end, path: path)
      if let newline = bytes.lastIndex(of: 0x0a) { return start + newline + 1 }
      end = start
    }
    return 0
  }

  deinit { if descriptor >= 0 { close(descriptor) } }

  /// What has been appended since the last call, as far as it makes whole lines; empty when there is nothing.
  package func poll() throws(AgentError) -> [LogRecord] {
    while true {
      let status = try? Files.status(path)
      if status == nil || UInt(status!.st_ino) != inode {
        // The old generation is read to its end first.
        let rest = descriptor >= 0 ? try take() : []
        if !rest.isEmpty { return rest }
        if status == nil {
          isGone = true
          return []
        }
        try open()
        if descriptor < 0 { return [] }
      }
      isGone = false
      return try take()
    }
  }

  private func open() throws(AgentError) {
    if descriptor >= 0 { close(descriptor) }
    descriptor = Glibc.open(path.system, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    let failure = SystemError("open", path)
    offset = 0
    pending = []
    inode = 0
    guard descriptor >= 0 else {
      if failure.number == ENOENT { return }
      throw AgentError(failure)
    }
    let raw = descriptor
    try LogFile.requireRegular(raw, path)
    inode = UInt(try system { () throws(SystemError) in try LogFile.status(raw, path: path).st_ino })
  }

  /// The next whole lines from where the reading stands.
  private func take() throws(AgentError) -> [LogRecord] {
    while true {
      let (raw, start) = (descriptor, offset)
      let more = try system { () throws(SystemError) in
        try LogFile.read(raw, start..<start + chunk, path: path)
      }
      if more.isEmpty { return [] }
      offset += more.count
      pending += more
      guard let end = pending.lastIndex(of: 0x0a) else {
        if pending.count > Self.longestLine {
          pending = []
          damagedCount += 1
        }
        continue
      }
      let records = try records(in: pending[...end])
      pending.removeSubrange(...end)
      if !records.isEmpty { return records }
    }
  }

  private func records(in lines: ArraySlice<UInt8>) throws(AgentError) -> [LogRecord] {
    var found: [LogRecord] = []
    for line in lines.split(separator: 0x0a) {
      for record in LogRecord.following(Array(line)) {
        try record.checkVersion(path)
        guard let envelope = record.envelope else {
          damagedCount += 1
          continue
        }
        if let sequence = envelope.sequence {
          if sequence <= lastSequence { continue }
          lastSequence = sequence
        }
        found.append(record)
      }
    }
    return found
  }
}

extension LogRecord {
  /// The records of a line of a log or of a live file, whose lines have no checksum.
  fileprivate static func following(_ line: [UInt8]) -> [LogRecord] {
    if let envelope = LogEnvelope(line), envelope.sequence == nil, envelope.after != nil {
      return [LogRecord(live: line, envelope: envelope)]
    }
    return records(in: line, 0..<line.count, number: nil, offset: 0)
  }
}
