public import AgentCore
public import AgentSystem
import Glibc

/// Reads standard input beside a prompt without ever hanging on a pipe that nobody writes: the rules of
/// contract section 1.
public struct StandardInput: Sendable {
  public enum Policy: Sendable, Equatable {
    /// `-`, `--stdin`, or no prompt: read to the end.
    case always
    /// `--no-stdin`
    case never
    /// A prompt is on the command line: read what was meant for us.
    case automatic
  }

  public enum Outcome: Sendable, Equatable {
    /// Nothing is connected, or it is not ours to touch.
    case none
    case bytes([UInt8])
    /// A pipe stayed silent and was left alone; the reason for a durable notice.
    case ignored(String)
  }

  /// What descriptor 0 is.
  enum Kind: Equatable {
    case terminalOrDevice
    case file(offset: Int)
    case namedPipe
    case pipe(inode: UInt64)
    case socket
    case directory
  }

  private let fd: Int32
  private let limit: Int
  private let cancellation: Cancellation
  /// Tells a person that we wait.
  private let note: @Sendable (String) -> Void

  /// Milliseconds before the writers of a silent pipe are looked for, and those a pipe without a writer of
  /// its own is given.
  static let glance = 50
  static let patience = 1000

  public init(
    fd: Int32 = 0, limit: Int, cancellation: Cancellation, note: @escaping @Sendable (String) -> Void
  ) {
    self.fd = fd
    self.limit = limit
    self.cancellation = cancellation
    self.note = note
  }

  public func read(_ policy: Policy) throws(AgentError) -> Outcome {
    switch policy {
    case .never: return .none
    case .always:
      if kind() == .directory { throw AgentError(.badData, "is a directory", object: "standard input") }
      return .bytes(try readToEnd())
    case .automatic: break
    }
    switch kind() {
    case .terminalOrDevice, .directory: return .none
    case .file(let offset): return offset == 0 ? .bytes(try readToEnd()) : .none
    case .namedPipe: return .bytes(try readToEnd())
    case .socket: return try waitBriefly()
    case .pipe(let inode):
      if try wait(milliseconds: Self.glance) { return .bytes(try readToEnd()) }
      if PipeWriters.exist(inode: inode) { return .bytes(try readToEnd()) }
      return try waitBriefly()
    }
  }

  func kind() -> Kind {
    var status = stat()
    guard fstat(fd, &status) == 0 else { return .terminalOrDevice }
    switch status.st_mode & S_IFMT {
    case S_IFREG: return .file(offset: Int(lseek(fd, 0, SEEK_CUR)))
    case S_IFSOCK: return .socket
    case S_IFDIR: return .directory
    case S_IFIFO:
      // Anonymous pipes read as `pipe:[inode]` there, named ones as their path.
      let link = (try? Self.linkTarget("/proc/self/fd/\(fd)")) ?? ""
      return link.hasPrefix("pipe:[") ? .pipe(inode: UInt64(status.st_ino)) : .namedPipe
    default: return .terminalOrDevice
    }
  }

  private func waitBriefly() throws(AgentError) -> Outcome {
    if try wait(milliseconds: Self.patience) { return .bytes(try readToEnd()) }
    return .ignored(
      "standard input is an open pipe that stayed silent; it was not read (--stdin waits for it)")
  }

  private func readToEnd() throws(AgentError) -> [UInt8] {
    var bytes: [UInt8] = []
    var told = false
    while true {
      if bytes.isEmpty, !told {
        if try !wait(milliseconds: 2000) {
          told = true
          note("waiting for standard input")
          continue
        }
      } else {
        while try !wait(milliseconds: 60_000) {}
      }
      do {
        let chunk = try IO.read(fd, upTo: 1 << 17, of: "standard input")
        if chunk.isEmpty { return bytes }
        bytes.append(contentsOf: chunk)
      } catch {
        throw AgentError(error)
      }
      if bytes.count > limit {
        throw AgentError(
          .tooLarge, "more than \(limit) bytes", object: "standard input", hint: "raise --stdin-max")
      }
    }
  }

  /// Waits for a byte or the end of the input. A stop of the turn throws.
  private func wait(milliseconds: Int) throws(AgentError) -> Bool {
    let deadline = Deadline.after(milliseconds: milliseconds)
    while true {
      if let reason = cancellation.reason { throw AgentError(reason) }
      let slice = min(deadline.pollTimeout, 50)
      if IO.poll(fd, for: Int32(POLLIN), timeout: slice) != 0 { return true }
      if deadline.hasPassed { return false }
    }
  }

  static func linkTarget(_ path: String) throws(SystemError) -> String {
    var buffer = [UInt8](repeating: 0, count: Int(PATH_MAX))
    let count = buffer.withUnsafeMutableBytes { bytes in
      readlink(path, bytes.baseAddress!.assumingMemoryBound(to: CChar.self), bytes.count)
    }
    if count < 0 { throw SystemError("readlink", path) }
    return String(decoding: buffer[..<count], as: UTF8.self)
  }
}
