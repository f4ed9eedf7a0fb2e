import AgentCore
import AgentSystem
import CAgentSystem
import Glibc

/// Reads and writes at places of an open log.
enum LogFile {
  /// Opens a log for reading. What is no regular file is no log; a pipe would have to be waited for.
  /// - Throws: 66, 77, or 65 for a directory, a pipe, a socket or a device.
  static func open(_ path: String) throws(AgentError) -> Descriptor {
    let file = try system(missing: .sessionMissing) { () throws(SystemError) in
      try Descriptor(opening: path, O_RDONLY | O_NONBLOCK)
    }
    try requireRegular(file.raw, path)
    return file
  }

  static func requireRegular(_ fd: Int32, _ path: String) throws(AgentError) {
    try requireRegular(try system { () throws(SystemError) in try status(fd, path: path) }, path)
  }

  static func requireRegular(_ status: stat, _ path: @autoclosure () -> String) throws(AgentError) {
    let kind = status.st_mode & S_IFMT
    if kind == S_IFREG { return }
    throw AgentError(
      .badData, kind == S_IFDIR ? "is a directory" : "is no regular file", object: path())
  }

  /// The bytes of `range`; fewer where the file ends before.
  static func read(_ fd: Int32, _ range: Range<Int>, path: String) throws(SystemError) -> [UInt8] {
    var failure: SystemError?
    let bytes = [UInt8](unsafeUninitializedCapacity: range.count) { buffer, initialized in
      while initialized < range.count {
        let count = pread(
          fd, buffer.baseAddress! + initialized, range.count - initialized,
          off_t(range.lowerBound + initialized))
        if count == 0 { return }
        if count < 0 {
          if errno == EINTR { continue }
          failure = SystemError("read", path)
          return
        }
        initialized += count
      }
    }
    if let failure { throw failure }
    return bytes
  }

  /// Writes all of `bytes` at `offset`, as a rule by one write(2).
  static func write(_ fd: Int32, _ bytes: [UInt8], at offset: Int, path: String) throws(SystemError) {
    var done = 0
    while done < bytes.count {
      let count = bytes.withUnsafeBytes {
        pwrite(fd, $0.baseAddress! + done, $0.count - done, off_t(offset + done))
      }
      if count < 0 {
        if errno == EINTR { continue }
        throw SystemError("write", path)
      }
      done += count
    }
  }

  static func truncate(_ fd: Int32, to length: Int, path: String) throws(SystemError) {
    try retryingInterrupts("ftruncate", path) { ftruncate(fd, off_t(length)) }
  }

  static func status(_ fd: Int32, path: String) throws(SystemError) -> stat {
    var status = stat()
    if fstat(fd, &status) != 0 { throw SystemError("fstat", path) }
    return status
  }

  /// The last change of a file as it is given to another: the order of lists is that of events, and not
  /// everything that makes a file is one.
  static func modified(_ path: String) throws(SystemError) -> timespec {
    guard let status = try Files.status(path) else { throw SystemError("stat", path, number: ENOENT) }
    return status.st_mtim
  }

  static func modifiedNanoseconds(_ status: stat) -> Int {
    var status = status
    return Int(csystem_modified_ns(&status))
  }
}

extension Timestamp {
  init(fileTime: timespec) {
    self.init(milliseconds: fileTime.tv_sec * 1000 + fileTime.tv_nsec / 1_000_000)
  }

  /// As a file system has it; of times before 1970, 1970.
  var fileTime: timespec {
    let moment = max(0, milliseconds)
    return timespec(tv_sec: moment / 1000, tv_nsec: moment % 1000 * 1_000_000)
  }
}
